// Nothing for 150 ms, then grey bars where the content will be; after two seconds a line says what is counted and for how long.
import { useEffect, useState } from 'react'
import { useFormats, useWords } from '../words/language.tsx'
import { partWords } from '../words/parts.ts'
import styles from './Loading.module.css'

/** Sooner it would flicker on a good connection; later it would look broken. */
const QUIET_MS = 150
const SAY_SO_AFTER_S = 2

export type Bar = { width: string; height?: number }
const LINES: Bar[] = [{ width: '45%' }, { width: '80%', height: 26 }, { width: '100%', height: 34 }, { width: '62%' }]

/** Whether `ms` have passed since this part was first drawn. */
function useHasPassed(ms: number): boolean {
  const [hasPassed, setHasPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setHasPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return hasPassed
}

export type LoadingProps = {
  /** The bars, in the layout that comes. */
  bars?: Bar[]
  /** What is counted: "Counting 10,412 people." Shown after two seconds. */
  counting?: string
}

export function Loading({ bars = LINES, counting }: LoadingProps) {
  const isVisible = useHasPassed(QUIET_MS)
  return (
    <div className={styles.loading} aria-busy>
      {isVisible && (
        <>
          {bars.map((bar, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change places
            <i key={index} style={{ width: bar.width, height: bar.height ?? 12 }} />
          ))}
          <Seconds counting={counting} />
        </>
      )}
    </div>
  )
}

function Seconds({ counting }: { counting?: string }) {
  const words = useWords(partWords)
  const formats = useFormats()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((value) => value + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  if (seconds < SAY_SO_AFTER_S) return null
  return (
    <p className="small dim">
      {counting} {words.stillCounting(formats.number(seconds))}
    </p>
  )
}
