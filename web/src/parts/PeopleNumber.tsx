// A number that leads to the people it counts. Every count on a page is one of these; zero people need no way there.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '../words/language.tsx'
import styles from './PeopleNumber.module.css'

export type PeopleNumberProps = {
  count: number
  /** The people, as a path below /api that answers a PeoplePage. Without it the number is only a number. */
  people?: string | null
  /** Words read with the number where the sentence does not say what it counts. */
  label?: string
  /** Another form of the number, such as 24.8; the plain count otherwise. */
  children?: ReactNode
}

export function PeopleNumber({ count, people, label, children }: PeopleNumberProps) {
  const formats = useFormats()
  const shown = children ?? formats.number(count)
  if (!people || count === 0) return <span className={styles.plain}>{shown}</span>
  return (
    <Link
      className={styles.number}
      to="."
      search={(search) => ({ ...search, people, why: undefined })}
      resetScroll={false}
      aria-haspopup="dialog"
    >
      {shown}
      {label && <span className="visually-hidden"> {label}</span>}
    </Link>
  )
}
