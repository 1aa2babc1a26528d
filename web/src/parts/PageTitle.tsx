// The one h1 of a page: a sentence that answers the question, with a line above it and what proves it below.
import type { ReactNode } from 'react'
import styles from './PageTitle.module.css'

export type PageTitleProps = { children: ReactNode; above?: ReactNode; below?: ReactNode; actions?: ReactNode }

export function PageTitle({ children, above, below, actions }: PageTitleProps) {
  return (
    <header className={styles.title}>
      <div>
        {above && <p className={`${styles.above} dim text-13`}>{above}</p>}
        <h1>{children}</h1>
        {below && <p className={styles.below}>{below}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}
