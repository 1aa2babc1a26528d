// A button that opens a form in its place, which adds one to the list above: somebody who may sign in, a key.
import { Button, Select, type SelectProps } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import styles from './AccessPage.module.css'
import { ROLES } from './access.ts'

export type AddFormProps<Values extends Record<string, unknown>, Made> = {
  form: UseFormReturnType<Values>
  add: (values: Values) => Promise<Made>
  /** The list that it is added to. */
  listKey: QueryKey
  /** On the button that opens the form. */
  begin: string
  /** On the button that sends it. */
  send: string
  /** What is said of the one that was added last. */
  done: (made: Made) => ReactNode
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
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
  if (!isOpen)
    return (
      <>
        {add.isSuccess && <Note role="status">{done(add.data)}</Note>}
        <Button onClick={() => setOpen(true)}>{begin}</Button>
      </>
    )
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
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

/** Which rights: one of the roles. Takes what a form gives to its field. */
export function RoleSelect(props: Omit<SelectProps, 'data' | 'label' | 'allowDeselect'>) {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  return (
    <Select
      label={words.role}
      allowDeselect={false}
      data={ROLES.map((role) => ({ value: role, label: frame.role[role] }))}
      {...props}
    />
  )
}
