// How a relay or a gateway fares, and what went through it today. Its words say which of the two it is.
import type { ReactNode } from 'react'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats } from '../../words/language.tsx'
import styles from './RelaysPage.module.css'
import type { Relay } from './relays.ts'

type Way = Pick<Relay, 'state' | 'stoppedAt' | 'restsUntil' | 'today' | 'weight'>
type Count = (count: string, one: boolean) => string
export type WayWords = {
  off: (date: string) => string
  resting: (time: string) => string
  isTried: string
  failing: string
  well: string
  ready: string
  sent: Count
  sentOf: (count: string, ceiling: string) => string
  refused: (count: string) => string
  faults: Count
  weightOf: (weight: string) => string
}
/** `ceiling`: the most of a day, null where there is none. `children`: what else is counted, behind what was sent. */
export type WayStateProps = { way: Way; ceiling: number | null; words: WayWords; absent?: string; children?: ReactNode }

export function WayState({ way, ceiling, words, absent, children }: WayStateProps) {
  const formats = useFormats()
  const { state, stoppedAt, restsUntil, today, weight } = way
  const sent = formats.number(today.sent)
  return (
    <div className={`${styles.state} text-13`}>
      {state === 'off' && stoppedAt && (
        <Tag tone="near">{words.off(formats.shortDate(new Date(stoppedAt), new Date()))}</Tag>
      )}
      {state === 'absent' && <Tag tone="outline">{absent}</Tag>}
      {state === 'resting' && restsUntil && (
        <Tag tone="broken">
          {new Date(restsUntil) > new Date() ? words.resting(formats.time(new Date(restsUntil))) : words.isTried}
        </Tag>
      )}
      {state === 'failing' && <Tag tone="near">{words.failing}</Tag>}
      {state === 'well' && <Tag>{today.sent > 0 ? words.well : words.ready}</Tag>}
      <span>{ceiling === null ? words.sent(sent, today.sent === 1) : words.sentOf(sent, formats.number(ceiling))}</span>
      {children}
      {today.refused > 0 && <span className="muted">{words.refused(formats.number(today.refused))}</span>}
      {today.faults > 0 && (
        <span className="muted">{words.faults(formats.number(today.faults), today.faults === 1)}</span>
      )}
      <span className="dim">{words.weightOf(formats.number(weight))}</span>
    </div>
  )
}
