// In which languages a mail is written: one tab for each, the main one first, and a menu that adds another.
import { Button, Menu, SegmentedControl, Select } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { Confirm } from '../../parts/Confirm.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { TEXT_LANGUAGES, type TextLanguage } from '../../words/purposes.ts'
import { translationWords } from '../../words/translations.ts'
import styles from './CampaignPage.module.css'
import { type Campaign, languagesOf, saveCampaign } from './campaigns.ts'
import type { DraftState } from './use-draft.ts'

export function LanguageBar({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(translationWords)
  const { names, choices } = words
  const queries = useQueryClient()
  const [isRemoving, setRemoving] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id] })
  const add = useMutation({
    mutationFn: async (language: TextLanguage) => {
      await draft.flush()
      await post(`/campaigns/${campaign.id}/translations`, { language })
      await refresh()
      return language
    },
    onSuccess: (language) => draft.switchTo(language),
  })
  const setMain = useMutation({
    mutationFn: async (language: TextLanguage) => {
      await draft.flush()
      await saveCampaign(campaign.id, { language })
    },
    onSuccess: async (_answer, language) => {
      await refresh()
      draft.switchTo(language)
    },
  })
  const written = languagesOf(campaign)
  const missing = TEXT_LANGUAGES.filter((language) => !written.includes(language))
  const isMain = draft.language === campaign.language
  const failed = add.error ?? setMain.error
  return (
    <div className={styles.languages}>
      {written.length > 1 && (
        <SegmentedControl
          aria-label={words.label}
          value={draft.language}
          onChange={(language) => draft.switchTo(language as TextLanguage)}
          data={written.map((language) => ({
            value: language,
            label: language === campaign.language ? words.main(choices[language]) : choices[language],
          }))}
        />
      )}
      {written.length === 1 && (
        <Select
          aria-label={words.makeMain}
          leftSection={<IconLanguage size={16} stroke={1.5} />}
          allowDeselect={false}
          disabled={!draft.mayEdit}
          data={TEXT_LANGUAGES.map((language) => ({ value: language, label: choices[language] }))}
          value={campaign.language}
          onChange={(language) => language && setMain.mutate(language as TextLanguage)}
        />
      )}
      {draft.mayEdit && missing.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" disabled={add.isPending}>
              {words.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {missing.map((language) => (
              <Menu.Item key={language} onClick={() => add.mutate(language)}>
                {choices[language]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {draft.mayEdit && !isMain && (
        <Button size="xs" variant="subtle" onClick={() => setRemoving(true)}>
          {words.remove(names[draft.language])}
        </Button>
      )}
      {written.length > 1 && <p className="small dim">{words.hint}</p>}
      {failed && <ErrorLine error={failed} />}
      {isRemoving && (
        <Confirm
          title={words.remove(names[draft.language])}
          button={words.remove(names[draft.language])}
          onClose={() => setRemoving(false)}
          act={async () => {
            await del(`/campaigns/${campaign.id}/translations/${draft.language}`)
            await refresh()
          }}
        >
          {words.removeDetail}
        </Confirm>
      )}
    </div>
  )
}
