// Draws what a query answered, with the three states every section owes: loading, failed with a way out, and old numbers dimmed
// with their time while new ones are counted.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { ErrorNote } from './ErrorNote.tsx'
import styles from './Loading.module.css'
import { type Bar, Loading } from './Loading.tsx'

export type AnswerProps<Data> = {
  query: UseQueryResult<Data>
  /** What is read, as the beginning of a sentence: "The forecast". */
  what: string
  bars?: Bar[]
  counting?: string
  level?: 1 | 2 | 3
  children: (data: Data) => ReactNode
}

export function Answer<Data>({ query, what, bars, counting, level, children }: AnswerProps<Data>) {
  const words = useWords(partWords)
  const formats = useFormats()
  if (query.data === undefined) {
    if (query.isError)
      return (
        <ErrorNote title={words.failed(what)} error={query.error} onRetry={() => void query.refetch()} level={level} />
      )
    return <Loading bars={bars} counting={counting} />
  }
  const isOld = query.isPlaceholderData || query.isError
  return (
    <>
      {query.isError && (
        <p className="small dim" role="status">
          {words.failed(what)}. {words.countedAt(formats.time(new Date(query.dataUpdatedAt)))}
        </p>
      )}
      <div className={isOld ? styles.stale : undefined} aria-busy={query.isPlaceholderData || undefined}>
        {children(query.data)}
      </div>
    </>
  )
}
