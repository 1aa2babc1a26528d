// The consent mark: filled is yes, hollow is no, half is not this one, dashed is never asked. One drawing for every size.
// Never drawn without words: beside it, or in `label`.
import { type ReactNode, useState } from 'react'
import styles from './ConsentMark.module.css'
import { type ConsentState, isFilled } from './consent-state.ts'

/** Days before its end in which the ring of a yes empties. */
const RING_DAYS = 30
const DAY_MS = 86_400_000

const TICK = <path className={styles.tick} d="M5.9 10.3l2.8 2.8 5.5-6" />
const HOLLOW = <circle className={styles.hollow} cx="10" cy="10" r="7.7" />
const FULL = <circle className={styles.full} cx="10" cy="10" r="8.6" />

const DRAWINGS: Record<Exclude<ConsentState, 'ends'>, ReactNode> = {
  given: (
    <>
      {FULL}
      {TICK}
    </>
  ),
  customer: (
    <>
      <rect className={styles.full} x="1.8" y="1.8" width="16.4" height="16.4" rx="3.6" />
      {TICK}
    </>
  ),
  service: (
    <>
      <rect className={styles.dark} x="1.8" y="1.8" width="16.4" height="16.4" rx="3.6" />
      <path className={styles.cut} d="M10 9v5" />
      <circle className={styles.cutDot} cx="10" cy="5.9" r="1.25" />
    </>
  ),
  later: (
    <>
      {FULL}
      <path className={styles.tick} strokeWidth="1.9" d="M10 5.4V10l3.1 2.2" />
    </>
  ),
  capped: (
    <>
      <circle className={styles.half} cx="10" cy="10" r="7.7" />
      <path className={styles.full} d="M2.3 10a7.7 7.7 0 0 0 15.4 0z" />
    </>
  ),
  asked: (
    <>
      {HOLLOW}
      <path className={styles.sign} d="M7.7 8a2.35 2.35 0 1 1 3.7 1.95c-.9.6-1.35 1-1.35 1.75" />
      <circle className={styles.dark} cx="10.05" cy="14" r="1.05" />
    </>
  ),
  none: <circle className={styles.dashed} cx="10" cy="10" r="7.7" />,
  refused: (
    <>
      {HOLLOW}
      <path className={styles.sign} d="M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6" />
    </>
  ),
  withdrawn: (
    <>
      {HOLLOW}
      <path className={styles.sign} strokeWidth="1.9" d="M6.3 10h7.4" />
    </>
  ),
  expired: (
    <>
      {HOLLOW}
      <path className={styles.sign} d="M10 5.9V10l2.8 2" />
    </>
  ),
  paused: (
    <>
      {HOLLOW}
      <path className={styles.sign} strokeWidth="1.8" d="M8 7.2v5.6M12 7.2v5.6" />
    </>
  ),
  restricted: (
    <>
      {HOLLOW}
      <rect className={styles.dark} x="6.7" y="9.3" width="6.6" height="4.7" rx="1" />
      <path className={styles.sign} strokeWidth="1.4" d="M7.9 9.2V8a2.1 2.1 0 0 1 4.2 0v1.2" />
    </>
  ),
  objected: (
    <>
      <path className={styles.hollow} d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z" />
      <path className={styles.sign} strokeWidth="1.9" d="M6.3 10h7.4" />
    </>
  ),
  address: (
    <>
      <rect className={styles.hollow} x="2.6" y="2.6" width="14.8" height="14.8" rx="3" />
      <path className={styles.sign} strokeWidth="1.8" d="M6.2 13.8l7.6-7.6" />
    </>
  ),
}

/** A yes with a ring that empties over its last days; without a date a third of the ring is left, as in a legend. */
function Ends({ left }: { left: number }) {
  return (
    <>
      <circle className={styles.full} cx="10" cy="10" r="6.2" />
      <path className={styles.tick} strokeWidth="1.8" d="M7.3 10.3l1.9 1.9 3.5-4" />
      <circle className={styles.ring} cx="10" cy="10" r="8.9" />
      <circle
        className={styles.left}
        cx="10"
        cy="10"
        r="8.9"
        pathLength="100"
        strokeDasharray={`${left * 100} 100`}
        transform="rotate(-90 10 10)"
      />
    </>
  )
}

export type ConsentMarkProps = {
  state: ConsentState
  /** When the yes ends; only read for `ends`. */
  until?: Date | string | null
  now?: Date
  size?: 14 | 16 | 20 | 24 | 32
  /** Only where no words stand beside the mark. */
  label?: string
}

export function ConsentMark({ state, until, now = new Date(), size = 16, label }: ConsentMarkProps) {
  const [shown, setShown] = useState(state)
  const [hasArrived, setHasArrived] = useState(false)
  if (shown !== state) {
    setShown(state)
    setHasArrived(isFilled(state) && !isFilled(shown))
  }
  const left = until
    ? Math.min(1, Math.max(0, (new Date(until).getTime() - now.getTime()) / (RING_DAYS * DAY_MS)))
    : 1 / 3
  return (
    <svg
      className={styles.mark}
      data-state={state}
      data-arrived={hasArrived || undefined}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <g>{state === 'ends' ? <Ends left={left} /> : (DRAWINGS[state] ?? DRAWINGS.none)}</g>
    </svg>
  )
}
