// A moment in the reader's own time zone, short; the exact moment on hover and focus, and always to a screen reader.
import { Tooltip } from '@mantine/core'
import { useFormats } from '../words/language.tsx'
import styles from './DateText.module.css'

export type DateTextProps = {
  /** ISO 8601. */
  at: string
  /** `date` 3 Nov · `time` 21:40 · `both` 3 Nov 21:40 · `long` 3 November 2026 · `exact` 3 November 2026 at 21:40 */
  show?: 'date' | 'time' | 'both' | 'long' | 'exact'
  now?: Date
  /** Inside a link or button, which may hold nothing that takes focus. */
  isInside?: boolean
}

export function DateText({ at, show = 'date', now = new Date(), isInside = false }: DateTextProps) {
  const formats = useFormats()
  const date = new Date(at)
  const exact = formats.exact(date)
  const shown = {
    date: formats.shortDate(date, now),
    time: formats.time(date),
    both: `${formats.shortDate(date, now)} ${formats.time(date)}`,
    long: formats.longDate(date),
    exact,
  }[show]
  if (isInside || show === 'exact') return <time dateTime={at}>{shown}</time>
  return (
    <Tooltip label={exact} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={styles.date}>
        <time dateTime={at}>{shown}</time>
        <span className="visually-hidden">, {exact}</span>
      </button>
    </Tooltip>
  )
}
