// Sending a webhook again what was said since a day.
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'
import styles from './WebhooksPage.module.css'
import { webhooksQuery } from './webhooks.ts'

export function Replay({ webhookId }: { webhookId: string }) {
  const words = useWords(webhookWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { day: '' },
    validate: { day: (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? null : words.replayDayNeeded) },
  })
  const replay = useMutation({
    mutationFn: ({ day }: { day: string }) =>
      post<{ entries: number }>(`/webhooks/${webhookId}/replay`, { since: new Date(`${day}T00:00:00`).toISOString() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  })
  return (
    <form className={styles.replay} onSubmit={form.onSubmit((values) => replay.mutate(values))} noValidate>
      <TextInput type="date" label={words.replayFrom} key={form.key('day')} {...form.getInputProps('day')} />
      <Button type="submit" disabled={replay.isPending}>
        {words.replayButton}
      </Button>
      {replay.isError && <ErrorLine error={replay.error} />}
      {replay.data && (
        <Note role="status">
          {replay.data.entries === 0
            ? words.replayNothing
            : words.replayDone(formats.number(replay.data.entries), replay.data.entries === 1)}
        </Note>
      )}
    </form>
  )
}
