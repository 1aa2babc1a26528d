// A consent state in words beside its mark, with the date that belongs to it: "Yes since 2 Sep", "Yes, ends 12 Dec", "Withdrew 3 Nov".
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import { ConsentMark } from './ConsentMark.tsx'
import styles from './ConsentText.module.css'
import type { ConsentState } from './consent-state.ts'

export type ConsentTextProps = {
  state: ConsentState
  /** When it was said. */
  at?: string | null
  /** When a yes ends. */
  until?: string | null
  now?: Date
  size?: 16 | 20
}

export function ConsentText({ state, at, until, now = new Date(), size = 16 }: ConsentTextProps) {
  const words = useWords(partWords)
  const formats = useFormats()
  const isYes = state === 'given' || state === 'ends'
  const when =
    state === 'ends' && until
      ? words.ends(formats.shortDate(new Date(until), now))
      : at && state !== 'none'
        ? isYes
          ? words.since(formats.shortDate(new Date(at), now))
          : formats.shortDate(new Date(at), now)
        : ''
  return (
    <span className={styles.text}>
      <ConsentMark state={state} until={until} now={now} size={size} />
      <span>
        <b>{isYes && when ? words.yes : words.state[state]}</b> {when && <em>{when}</em>}
      </span>
    </span>
  )
}
