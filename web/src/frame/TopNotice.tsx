// One thin line above the top bar, for what concerns every page: a lost connection, that all sending is stopped, or a
// demo's invented visitors.
import { useNetwork } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { stopQuery } from '../pages/sending/sending.ts'
import { AppLink } from '../parts/AppLink.tsx'
import { useMe } from '../session.ts'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { sendingWords } from '../words/sending.ts'
import { useSimulator } from './simulator.ts'
import styles from './TopNotice.module.css'

export const NOTICE_HEIGHT_PX = 28

/** Which line stands there now, if any. The frame makes room for it. */
export function useTopNotice(): 'offline' | 'stopped' | 'simulator' | null {
  const { online } = useNetwork()
  const me = useMe()
  const { data: stop } = useQuery(stopQuery)
  if (!online) return 'offline'
  if (stop?.standing) return 'stopped'
  return me.demo && me.simulator?.running ? 'simulator' : null
}

export function TopNotice() {
  const words = useWords(frameWords)
  const notice = useTopNotice()
  const simulator = useSimulator()
  if (notice === null) return null
  if (notice === 'stopped') return <StoppedNotice />
  if (notice === 'offline')
    return (
      <p className={styles.notice} data-tone="near" role="status">
        {words.offline}
      </p>
    )
  return (
    <p className={styles.notice} role={simulator.isError ? 'alert' : undefined}>
      <span>{simulator.isError ? words.simulatorFailed : words.visitorsMove}</span>
      <button type="button" className="link" disabled={simulator.isPending} onClick={() => simulator.mutate(false)}>
        {words.stopVisitors}
      </button>
    </p>
  )
}

function StoppedNotice() {
  const words = useWords(sendingWords)
  const { data } = useQuery(stopQuery)
  const isSeller = useMe().role === 'seller'
  return (
    <p className={styles.notice} data-tone="near" role="status">
      <span>{data?.standing ? words.bannerBy(data.standing.stoppedBy) : words.banner}</span>
      {!isSeller && (
        <AppLink className="link" href="/settings/sending">
          {words.bannerLink}
        </AppLink>
      )}
    </p>
  )
}
