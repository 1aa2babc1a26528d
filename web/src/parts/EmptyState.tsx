// What will be here, and one main way to get there. The dashed mark stands here only where consent is what is missing.
import type { ReactNode } from 'react'
import { ConsentMark } from './ConsentMark.tsx'
import styles from './EmptyState.module.css'

export type EmptyStateProps = {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  isConsentMissing?: boolean
  level?: 1 | 2 | 3
}

export function EmptyState({ title, children, actions, isConsentMissing = false, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={styles.state}>
      {isConsentMissing && <ConsentMark state="none" size={32} />}
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
