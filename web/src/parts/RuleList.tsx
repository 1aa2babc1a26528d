// A list as every page draws it: a heading, a dark rule, rows with hairlines between. No boxes.
import type { ReactNode } from 'react'
import styles from './RuleList.module.css'

export type RuleListProps = {
  /** The heading above the rule; the rule may also stand right under the page's title. */
  title?: ReactNode
  aside?: ReactNode
  /** Names the list where no heading does. */
  label?: string
  level?: 2 | 3
  children: ReactNode
}

export function RuleList({ title, aside, label, level = 2, children }: RuleListProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section aria-label={label}>
      {(title || aside) && (
        <div className={styles.head}>
          {title && <Heading>{title}</Heading>}
          {aside && <div className="small dim">{aside}</div>}
        </div>
      )}
      <ol className={styles.list}>{children}</ol>
    </section>
  )
}

export type RuleRowProps = {
  /** When, or a mark: the narrow column on the left. */
  lead?: ReactNode
  title: ReactNode
  detail?: ReactNode
  action?: ReactNode
  /** Level of the row's own heading, one below the list's. */
  level?: 2 | 3 | 4
}

export function RuleRow({ lead, title, detail, action, level = 3 }: RuleRowProps) {
  const Heading = `h${level}` as const
  return (
    <li className={styles.row} data-lead={lead !== undefined || undefined}>
      {lead !== undefined && <div className={styles.lead}>{lead}</div>}
      <div className={styles.what}>
        <Heading>{title}</Heading>
        {detail && <p>{detail}</p>}
      </div>
      {action}
    </li>
  )
}

/** The narrow column of an agenda row: what day, and what about it. */
export function RowMoment({ day, note, isNear = false }: { day: ReactNode; note?: ReactNode; isNear?: boolean }) {
  return (
    <>
      <b>{day}</b>
      {note && <span className={isNear ? 'near strong' : undefined}>{note}</span>}
    </>
  )
}
