// A status in words on a soft ground: never a pill, never a dot. Red only for what is broken, amber for a date that is near.
import type { ReactNode } from 'react'
import styles from './Tag.module.css'

export type TagProps = { tone?: 'plain' | 'outline' | 'near' | 'broken'; icon?: ReactNode; children: ReactNode }

export function Tag({ tone = 'plain', icon, children }: TagProps) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

export type NoteProps = { tone?: 'plain' | 'near' | 'broken'; mark?: ReactNode; children: ReactNode; role?: 'status' }

/** A note in the text: what follows from something, or what was just done (`role="status"`). */
export function Note({ tone = 'plain', mark, children, role }: NoteProps) {
  return (
    <div className={styles.note} data-tone={tone} role={role}>
      {mark}
      <div>{children}</div>
    </div>
  )
}
