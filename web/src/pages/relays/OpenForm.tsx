// A button that opens a form in its place, which adds one thing or changes it, and says what stands in the way of it.
import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import styles from './RelaysPage.module.css'
import { relaysQuery } from './relays.ts'

export type OpenFormProps<Values extends Record<string, unknown>, Change> = {
  form: UseFormReturnType<Values>
  /** What is sent, of what was typed. */
  changeOf: (values: Values) => Change
  save: (change: Change) => Promise<unknown>
  /** On the button that opens the form. */
  begin: string
  /** On the button that sends it. */
  send: string
  children: ReactNode
}

export function OpenForm<Values extends Record<string, unknown>, Change>(props: OpenFormProps<Values, Change>) {
  const { form, changeOf, begin, send, children } = props
  const words = useWords(partWords)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const save = useMutation({
    mutationFn: (values: Values) => props.save(changeOf(values)),
    onSuccess: async () => {
      form.reset()
      setOpen(false)
      await queries.invalidateQueries({ queryKey: relaysQuery.queryKey })
    },
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map(({ path, message }) => [path.split('.')[0], message])))
    },
  })
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{begin}</Button>
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      {children}
      {save.isError && <ErrorLine error={save.error} />}
      <div className={styles.acts}>
        <Button type="submit" variant="filled" disabled={save.isPending}>
          {send}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
