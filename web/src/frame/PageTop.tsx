// The top bar of a page: where we are, and what can be done here. Every page draws its own, first thing; it also names the window.
import { AppShell } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { AppLink } from '../parts/AppLink.tsx'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { useFrame } from './frame-context.ts'
import styles from './PageTop.module.css'
import { TopNotice } from './TopNotice.tsx'

export type Crumb = { label: string; href: string }
export type PageTopProps = {
  /** This page, the last of the crumbs. */
  title: string
  /** The pages above it. */
  crumbs?: Crumb[]
  /** Buttons; at most one of them filled. */
  actions?: ReactNode
}

export function PageTop({ title, crumbs = [], actions }: PageTopProps) {
  const words = useWords(frameWords)
  const frame = useFrame()
  return (
    <AppShell.Header className={styles.header}>
      <title>{`${title} · Assent`}</title>
      <TopNotice />
      <div className={styles.top}>
        <button
          type="button"
          className={styles.burger}
          aria-label={words.menu}
          aria-expanded={frame.isMenuOpen}
          onClick={frame.openMenu}
        >
          <i />
          <i />
        </button>
        <nav className={styles.crumbs} aria-label={words.breadcrumb}>
          {crumbs.map((crumb) => (
            <Fragment key={crumb.href}>
              <AppLink href={crumb.href}>{crumb.label}</AppLink>
              <span aria-hidden>/</span>
            </Fragment>
          ))}
          <b aria-current="page">{title}</b>
        </nav>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </AppShell.Header>
  )
}

/** The content of a page below its top bar; `wide` for a page with a column of its own on the right. */
export function PageBody({ children, isWide = false }: { children: ReactNode; isWide?: boolean }) {
  return <div className={isWide ? styles.wide : styles.body}>{children}</div>
}
