// What stands where a page cannot: no such page, not opened, not drawn, not yet there.
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { use } from 'react'
import { AppLink } from '../parts/AppLink.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { ErrorNote } from '../parts/ErrorNote.tsx'
import { Loading } from '../parts/Loading.tsx'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { FrameContext } from './frame-context.ts'
import { PageBody, PageTop } from './PageTop.tsx'
import styles from './states.module.css'

export function NotFound() {
  const words = useWords(frameWords)
  const isInFrame = use(FrameContext) !== null
  const note = (
    <EmptyState
      title={words.notFound}
      level={1}
      actions={
        <AppLink className="link" href="/">
          {words.goHome}
        </AppLink>
      }
    >
      {words.notFoundDetail}
    </EmptyState>
  )
  if (!isInFrame) return <main className={styles.alone}>{note}</main>
  return (
    <>
      <PageTop title={words.notFound} />
      <PageBody>{note}</PageBody>
    </>
  )
}

/** Before the frame: the server could not say who is signed in. */
export function AppFailed({ error }: ErrorComponentProps) {
  const words = useWords(frameWords)
  const router = useRouter()
  return (
    <main className={styles.alone}>
      <ErrorNote title={words.appFailed} error={error} onRetry={() => void router.invalidate()} level={1} />
    </main>
  )
}

/** Inside the frame when it is there: one page failed, the rest of the app goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const words = useWords(frameWords)
  const router = useRouter()
  if (use(FrameContext) === null) return <AppFailed error={error} reset={reset} />
  return (
    <>
      <PageTop title={words.pageFailed} />
      <PageBody>
        <ErrorNote title={words.pageFailed} error={error} onRetry={() => void router.invalidate()} level={1} />
      </PageBody>
    </>
  )
}

export function PageLoading() {
  const words = useWords(frameWords)
  if (use(FrameContext) === null) return null
  return (
    <>
      <PageTop title={words.loadingPage} />
      <PageBody>
        <Loading />
      </PageBody>
    </>
  )
}
