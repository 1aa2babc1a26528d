// Entering what somebody answered: how it was said, on which day, and yes or no. Neither is chosen beforehand.
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { askWords } from '../../words/asks.ts'
import { useWords } from '../../words/language.tsx'
import styles from './AsksPage.module.css'

type Values = { code: string; reason: string; day: string }
export type AnswerFormProps = {
  /** Where it is sent to. */
  path: string
  hasCode?: boolean
  hasDay?: boolean
  children?: ReactNode
}

export function AnswerForm({ path, hasCode = false, hasDay = false, children }: AnswerFormProps) {
  const words = useWords(askWords)
  const queries = useQueryClient()
  const form = useForm<Values>({
    mode: 'uncontrolled',
    initialValues: { code: '', reason: '', day: '' },
    validate: {
      code: (code) => (hasCode && code.replace(/\s/g, '').length !== 8 ? words.codeNeeded : null),
      reason: (reason) => (reason.trim().length < 5 ? words.howNeeded : null),
    },
  })
  const send = useMutation({
    mutationFn: ({ answer, values }: { answer: 'given' | 'refused'; values: Values }) =>
      post(path, {
        answer,
        reason: values.reason,
        ...(values.day && { saidAt: momentOf(values.day) }),
        ...(hasCode && { code: values.code }),
      }),
    onSuccess: async () => {
      form.reset()
      await queries.invalidateQueries({ queryKey: ['asks'] })
    },
  })
  const press = (answer: 'given' | 'refused') => form.onSubmit((values) => send.mutate({ answer, values }))
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()} noValidate>
      {children}
      {hasCode && (
        <TextInput label={words.paperCode} autoComplete="off" key={form.key('code')} {...form.getInputProps('code')} />
      )}
      <TextInput
        label={words.how}
        description={words.howHint}
        autoComplete="off"
        key={form.key('reason')}
        {...form.getInputProps('reason')}
      />
      {hasDay && <TextInput type="date" label={words.day} key={form.key('day')} {...form.getInputProps('day')} />}
      {send.isError && <ErrorLine error={send.error} />}
      {send.isSuccess && <Note role="status">{words.entered}</Note>}
      <div className={styles.acts}>
        <Button disabled={send.isPending} onClick={() => press('given')()}>
          {words.saidYes}
        </Button>
        <Button disabled={send.isPending} onClick={() => press('refused')()}>
          {words.saidNo}
        </Button>
      </div>
    </form>
  )
}

/** The end of that day, or now where it is today: it was said before it is entered. */
function momentOf(day: string): string {
  const end = new Date(`${day}T23:59:59`)
  return (end > new Date() ? new Date() : end).toISOString()
}
