// The frame around every page of the app: side, top, drawer on a phone, search, and the people drawer that the URL may name.
import { AppShell, Drawer } from '@mantine/core'
import { Outlet, useRouterState, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { EmptyState } from '../parts/EmptyState.tsx'
import { PeopleDrawer } from '../parts/PeopleDrawer.tsx'
import { useMe } from '../session.ts'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { findArea, maySee } from './areas.ts'
import styles from './Frame.module.css'
import { FrameContext } from './frame-context.ts'
import { GoTo } from './GoTo.tsx'
import { PageBody, PageTop } from './PageTop.tsx'
import { Side } from './Side.tsx'
import { NOTICE_HEIGHT_PX, useTopNotice } from './TopNotice.tsx'

const TOP_HEIGHT_PX = 52
/** Below this width the side is a drawer; the style sheets say the same number. */
const PHONE_BELOW_PX = 700

/** The canvas of one workflow needs the width. */
const isCanvas = (path: string) => /^\/workflows\/[^/]+/.test(path)

export function Frame() {
  const words = useWords(frameWords)
  const me = useMe()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const search = useSearch({ strict: false })
  const notice = useTopNotice()
  const [isMenuOpen, setMenuOpen] = useState(false)
  const frame = useMemo(() => ({ openMenu: () => setMenuOpen(true), isMenuOpen }), [isMenuOpen])
  const main = useFocusOnArrival(path)
  const isFolded = isCanvas(path)
  const area = findArea(path)
  return (
    <FrameContext value={frame}>
      <a className={styles.skip} href="#main">
        {words.skip}
      </a>
      <AppShell
        layout="alt"
        transitionDuration={0}
        header={{ height: TOP_HEIGHT_PX + (notice ? NOTICE_HEIGHT_PX : 0) }}
        navbar={{ width: isFolded ? 56 : 212, breakpoint: PHONE_BELOW_PX, collapsed: { mobile: true } }}
      >
        <AppShell.Navbar className={styles.navbar} component="aside" aria-label={words.side}>
          <Side isFolded={isFolded} />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} ref={main}>
          {area && !maySee(area, me.role) ? <NotYours title={words.area[area.id]} /> : <Outlet />}
        </AppShell.Main>
      </AppShell>
      <Drawer
        opened={isMenuOpen}
        onClose={() => setMenuOpen(false)}
        position="left"
        size={280}
        withCloseButton={false}
        title={<span className="visually-hidden">{words.menu}</span>}
        classNames={{ content: styles.drawer, header: styles.drawerHead, body: styles.drawerBody }}
      >
        <Side onGo={() => setMenuOpen(false)} />
      </Drawer>
      <GoTo />
      <PeopleDrawer people={search.people} why={search.why} />
    </FrameContext>
  )
}

/** After going to another page the focus begins at that page, as it would on a plain web site. */
function useFocusOnArrival(path: string) {
  const main = useRef<HTMLElement>(null)
  const arrivedAt = useRef(path)
  useEffect(() => {
    if (arrivedAt.current === path) return
    arrivedAt.current = path
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

function NotYours({ title }: { title: string }) {
  const words = useWords(frameWords)
  const me = useMe()
  return (
    <>
      <PageTop title={title} />
      <PageBody>
        <EmptyState title={words.notYours} level={1}>
          {words.notYoursDetail(words.role[me.role])}
        </EmptyState>
      </PageBody>
    </>
  )
}
