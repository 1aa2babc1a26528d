// A button that opens a form in its place, for a relay or a limit: what is typed is not yet what is sent.
import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { AddForm } from '../../parts/AddForm.tsx'
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
  const { changeOf, save, children, ...form } = props
  return (
    <AddForm
      {...form}
      add={(values) => save(changeOf(values))}
      listKey={relaysQuery.queryKey}
      fieldOf={(path) => path.split('.')[0]}
      isWide
    >
      {children}
    </AddForm>
  )
}
