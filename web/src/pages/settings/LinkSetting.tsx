// Whether links are counted for people who are not tracked: a count that names nobody.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useWords } from '../../words/language.tsx'
import { settingWords } from '../../words/settings.ts'
import { OnOff } from './OnOff.tsx'
import styles from './SettingsPage.module.css'
import { type LinkCounting, linkCountingQuery, saveLinkCounting } from './settings.ts'

export function LinkSetting({ setting, mayChange }: { setting: LinkCounting; mayChange: boolean }) {
  const words = useWords(settingWords)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: saveLinkCounting,
    onSuccess: (saved) => queries.setQueryData(linkCountingQuery.queryKey, saved),
  })
  return (
    <>
      <p className={styles.lead}>{words.linksLead}</p>
      <OnOff
        label={words.links}
        isOn={setting.counts}
        now={setting.counts ? words.linksOn : words.linksOff}
        mayChange={mayChange}
        isSaving={save.isPending}
        error={save.error}
        saved={save.isSuccess ? words.linksSaved : null}
        onChange={(counts) => save.mutate(counts)}
      />
    </>
  )
}
