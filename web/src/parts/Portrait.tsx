// Two letters in a square: the circle is the consent mark's alone.
import styles from './Portrait.module.css'

export function Portrait({ name, size = 28 }: { name: string; size?: 24 | 28 | 48 }) {
  const names = name.trim().split(/\s+/)
  const letters = (names[0]?.[0] ?? '') + (names.length > 1 ? (names.at(-1)?.[0] ?? '') : '')
  return (
    <span className={styles.portrait} data-size={size} aria-hidden>
      {letters.toUpperCase()}
    </span>
  )
}
