// A button that opens a form in its place, which adds one to the list above or changes it: somebody who may sign in, a key.
import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../api.ts'
import { useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import styles from './AddForm.module.css'
import { ErrorLine } from './ErrorNote.tsx'
import { Note } from './Tag.tsx'

export type AddFormProps<Values extends Record<string, unknown>, Made> = {
  form: UseFormReturnType<Values>
  add: (values: Values) => Promise<Made>
  /** The list that it is added to. */
  listKey: QueryKey
  /** On the button that opens the form. */
  begin: string
  /** On the button that sends it. */
  send: string
  /** What is said of the one that was added last, where that is not seen in the list. */
  done?: (made: Made) => ReactNode
  /** Whether its fields need more room than a name and an address. */
  isWide?: boolean
  /** The field that a fault is shown at, where the server calls it something else. */
  fieldOf?: (path: string) => string | undefined
  children: ReactNode
}

export function AddForm<Values extends Record<string, unknown>, Made>(props: AddFormProps<Values, Made>) {
  const { form, begin, send, done, children } = props
  const words = useWords(partWords)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const add = useMutation({
    mutationFn: props.add,
    onSuccess: async () => {
      form.reset()
      setOpen(false)
      await queries.invalidateQueries({ queryKey: props.listKey })
    },
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(
          Object.fromEntries(error.faults.map((fault) => [props.fieldOf?.(fault.path) ?? fault.path, fault.message])),
        )
    },
  })
  if (!isOpen)
    return (
      <>
        {done && add.isSuccess && <Note role="status">{done(add.data)}</Note>}
        <Button onClick={() => setOpen(true)}>{begin}</Button>
      </>
    )
  return (
    <form
      className={styles.form}
      data-wide={props.isWide || undefined}
      onSubmit={form.onSubmit((values) => add.mutate(values))}
      noValidate
    >
      {children}
      {add.isError && <ErrorLine error={add.error} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={add.isPending}>
          {send}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
