// A button that opens a form in its place, which adds one to the list above or changes it: somebody who may sign in, a key.
import { Button } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
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

const FIELDS = 'input:not([type=hidden]), textarea'
/** What opens a list as soon as it has the focus. */
const OPENS_LIST = '[aria-haspopup]'

export function AddForm<Values extends Record<string, unknown>, Made>(props: AddFormProps<Values, Made>) {
  const { form, begin, send, done, children } = props
  const words = useWords(partWords)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const sheet = useRef<HTMLFormElement>(null)
  const beginButton = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  // Whoever opens the form by the keys goes on in it, and comes back to the button when it closes.
  useEffect(() => {
    if (isOpen) {
      const first = sheet.current?.querySelector<HTMLElement>(FIELDS)
      const target = first?.matches(OPENS_LIST) ? sheet.current : first
      target?.focus()
    } else if (wasOpen.current) beginButton.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const close = () => {
    form.reset()
    setOpen(false)
  }
  const showFirst = (errors: object) => {
    const [path] = Object.keys(errors)
    if (path) form.getInputNode(path)?.focus()
  }
  const add = useMutation({
    mutationFn: props.add,
    onSuccess: async () => {
      close()
      await queries.invalidateQueries({ queryKey: props.listKey })
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const errors = Object.fromEntries(
        error.faults.map((fault) => [props.fieldOf?.(fault.path) ?? fault.path, fault.message]),
      )
      form.setErrors(errors)
      showFirst(errors)
    },
  })
  if (!isOpen)
    return (
      <>
        {done && add.isSuccess && <Note role="status">{done(add.data)}</Note>}
        <Button
          ref={beginButton}
          onClick={() => {
            add.reset()
            setOpen(true)
          }}
        >
          {begin}
        </Button>
      </>
    )
  return (
    <form
      ref={sheet}
      aria-label={begin}
      tabIndex={-1}
      className={styles.form}
      data-wide={props.isWide || undefined}
      onSubmit={form.onSubmit((values) => add.mutate(values), showFirst)}
      noValidate
    >
      {children}
      {add.isError && <ErrorLine error={add.error} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" disabled={add.isPending}>
          {send}
        </Button>
        <Button variant="subtle" color="gray" onClick={close}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
