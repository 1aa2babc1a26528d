// One thin line above the top bar, for what concerns every page: a lost connection, or a demo's invented visitors.
import { useNetwork } from '@mantine/hooks'
import { useMe } from '../session.ts'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { useSimulator } from './simulator.ts'
import styles from './TopNotice.module.css'

export const NOTICE_HEIGHT_PX = 28

/** Which line stands there now, if any. The frame makes room for it. */
export function useTopNotice(): 'offline' | 'simulator' | null {
  const { online } = useNetwork()
  const me = useMe()
  if (!online) return 'offline'
  return me.demo && me.simulator?.running ? 'simulator' : null
}

export function TopNotice() {
  const words = useWords(frameWords)
  const notice = useTopNotice()
  const simulator = useSimulator()
  if (notice === null) return null
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
