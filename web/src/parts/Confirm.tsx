// Asks before something that cannot be undone: what it means, a button that says what it does, and a way back. Closes
// itself when it is done; what failed stands in it.
import { Button, Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import styles from './Confirm.module.css'
import { ErrorLine } from './ErrorNote.tsx'

export type ConfirmProps = {
  title: ReactNode
  /** On the button: the act itself, with the number of people where it affects people. */
  button: string
  act: () => Promise<void>
  onClose: () => void
  /** What it means. */
  children: ReactNode
}

export function Confirm({ title, button, act, onClose, children }: ConfirmProps) {
  const words = useWords(partWords)
  const run = useMutation({ mutationFn: act, onSuccess: onClose })
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.cancel }}>
      <p>{children}</p>
      {run.isError && <ErrorLine error={run.error} />}
      <div className={styles.buttons}>
        <Button variant="filled" disabled={run.isPending} onClick={() => run.mutate()}>
          {button}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </Modal>
  )
}
