// The side: the workspace, the search, the areas of this role, and the person. Folded to icons on the canvas.

import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { unreadQuery } from '../pages/replies/replies.ts'
import { todayQuery } from '../pages/today/today.ts'
import { ConsentMark } from '../parts/ConsentMark.tsx'
import { useMe } from '../session.ts'
import { frameWords } from '../words/frame.ts'
import { useFormats, useWords } from '../words/language.tsx'
import { AREAS, type Area, findArea, firstPathOf, MAILBOX, maySee, PHONE, type SectionId } from './areas.ts'
import { MeMenu } from './MeMenu.tsx'
import styles from './Side.module.css'

const SECTIONS: (SectionId | null)[] = [null, 'reach', 'people', 'consent', 'results', 'demo']

export type SideProps = { isFolded?: boolean; onGo?: () => void }

export function Side({ isFolded = false, onGo }: SideProps) {
  const words = useWords(frameWords)
  const me = useMe()
  const areas = [...AREAS, ...(me.demo ? [MAILBOX, PHONE] : [])].filter((area) => maySee(area, me.role))
  return (
    <div className={styles.side} data-folded={isFolded || undefined}>
      <Link
        className={styles.workspace}
        to={firstPathOf(me.role)}
        onClick={onGo}
        aria-label={isFolded ? `Assent, ${me.workspace.name}` : undefined}
      >
        <ConsentMark state="given" size={20} />
        <span>
          <strong>Assent</strong>
          <em>{me.workspace.name}</em>
        </span>
      </Link>
      <button
        type="button"
        className={styles.find}
        aria-label={isFolded ? words.findLabel : undefined}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => {
          onGo?.()
          spotlight.open()
        }}
      >
        <IconSearch size={16} stroke={1.5} aria-hidden />
        <span>{words.find}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <nav className={styles.areas} aria-label={words.main}>
        {SECTIONS.map((section) => (
          <AreaGroup
            key={section ?? 'first'}
            section={section}
            areas={areas.filter((area) => area.section === section)}
            isFolded={isFolded}
            onGo={onGo}
          />
        ))}
      </nav>
      <MeMenu isFolded={isFolded} />
    </div>
  )
}

type AreaGroupProps = { section: SectionId | null; areas: Area[]; isFolded: boolean; onGo?: () => void }

function AreaGroup({ section, areas, isFolded, onGo }: AreaGroupProps) {
  const words = useWords(frameWords)
  const here = useRouterState({ select: (state) => findArea(state.location.pathname)?.id })
  if (areas.length === 0) return null
  return (
    <>
      {section && <p className={styles.section}>{words.section[section]}</p>}
      <ul aria-label={section ? words.section[section] : undefined}>
        {areas.map((area) => {
          const content = (
            <>
              <area.icon size={16} stroke={1.5} aria-hidden />
              <span>{words.area[area.id]}</span>
              {area.id === 'today' && <TodayCount />}
              {area.id === 'replies' && <UnreadCount />}
            </>
          )
          const name = isFolded ? words.area[area.id] : undefined
          return (
            <li key={area.id}>
              {area.isOutside ? (
                <a className={styles.area} href={area.path} aria-label={name} title={name}>
                  {content}
                </a>
              ) : (
                <Link
                  className={styles.area}
                  to={area.path}
                  onClick={onGo}
                  aria-current={here === area.id ? 'page' : undefined}
                  aria-label={name}
                  title={name}
                >
                  {content}
                </Link>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** How much needs the reader, once Today has been read; never read for this alone. */
function TodayCount() {
  const formats = useFormats()
  const { data } = useQuery({ ...todayQuery(undefined), enabled: false })
  return data && data.needs.length > 0 ? <b>{formats.number(data.needs.length)}</b> : null
}

/** How many replies nobody has opened, asked once a minute. */
function UnreadCount() {
  const words = useWords(frameWords)
  const formats = useFormats()
  const { data } = useQuery(unreadQuery)
  if (!data || data.unread === 0) return null
  return (
    <b>
      {formats.number(data.unread)}
      <span className="visually-hidden"> {words.unread}</span>
    </b>
  )
}
