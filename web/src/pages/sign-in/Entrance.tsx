// The page before the frame: the name, one form, nothing else.
import type { ReactNode } from 'react'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import styles from './Entrance.module.css'

export function Entrance({ title, detail, children }: { title: string; detail?: string; children: ReactNode }) {
  return (
    <main className={styles.entrance}>
      <title>{`${title} · Assent`}</title>
      <p className={styles.name}>
        <ConsentMark state="given" size={24} />
        Assent
      </p>
      <h1>{title}</h1>
      {detail && <p className="muted">{detail}</p>}
      {children}
    </main>
  )
}
