// An error of one section, never of the whole page: what failed, what did not happen, what to do, and a code to name.
import { Button } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import styles from './EmptyState.module.css'

export type ErrorNoteProps = {
  title: ReactNode
  error: unknown
  onRetry?: () => void
  retryLabel?: string
  level?: 1 | 2 | 3
}

export function ErrorNote({ title, error, onRetry, retryLabel, level = 2 }: ErrorNoteProps) {
  const words = useWords(partWords)
  const Heading = `h${level}` as const
  const reference = error instanceof ApiError ? error.reference : undefined
  return (
    <div className={styles.state} role="alert">
      <IconAlertOctagon className="broken" size={28} stroke={1.5} aria-hidden />
      <Heading>{title}</Heading>
      <p>
        {useErrorText(error)} {reference && words.errorCode(reference)}
      </p>
      {onRetry && (
        <div className={styles.actions}>
          <Button onClick={onRetry}>{retryLabel ?? words.tryAgain}</Button>
        </div>
      )}
    </div>
  )
}

/** What an error means, in a sentence: the server's own, or ours where it sent none. */
export function useErrorText(error: unknown): string {
  const words = useWords(partWords)
  if (!(error instanceof ApiError)) return words.unknownError
  if (error.code === 'unreachable') return words.unreachable
  if (error.code === 'not_allowed' && error.detail === '') return words.notAllowed
  return error.detail || words.unknownError
}

/** The error of an action, in a line where the action is. Field faults stand under their fields as well. */
export function ErrorLine({ error }: { error: unknown }) {
  const words = useWords(partWords)
  const text = useErrorText(error)
  const reference = error instanceof ApiError ? error.reference : undefined
  return (
    <p className={styles.line} role="alert">
      <IconAlertOctagon className="icon" size={16} stroke={1.5} aria-hidden /> {text}{' '}
      {reference && words.errorCode(reference)}
    </p>
  )
}

/** The error of an action and, below it, each fault in what was sent: for faults that have no field to stand under. */
export function FaultLines({ error }: { error: unknown }) {
  const faults = error instanceof ApiError ? error.faults : []
  return (
    <div>
      <ErrorLine error={error} />
      {faults.length > 0 && (
        <ul className={styles.faults}>
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
