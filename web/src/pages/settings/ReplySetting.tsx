// How long what people answer is kept.
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import { settingWords } from '../../words/settings.ts'
import { retentionQuery, saveRetention } from '../replies/replies.ts'
import styles from './SettingsPage.module.css'

export function ReplySetting({ months, mayChange }: { months: number; mayChange: boolean }) {
  const words = useWords(replyWords)
  const settings = useWords(settingWords)
  const queries = useQueryClient()
  const [value, setValue] = useState<number | string>(months)
  const save = useMutation({
    mutationFn: () => saveRetention(Number(value)),
    onSuccess: (saved) => queries.setQueryData(retentionQuery.queryKey, saved),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className={styles.lead}>{words.retentionLead}</p>
      <NumberInput
        label={words.months}
        min={1}
        max={60}
        maw={160}
        my={12}
        value={value}
        onChange={setValue}
        readOnly={!mayChange}
      />
      {save.isError && <FaultLines error={save.error} />}
      {save.isSuccess && <Note role="status">{words.retentionSaved}</Note>}
      {mayChange ? (
        <Button type="submit" disabled={save.isPending || value === ''}>
          {words.save}
        </Button>
      ) : (
        <p className="small dim">{settings.officerOnly}</p>
      )}
    </form>
  )
}
