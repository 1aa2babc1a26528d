// Said yes, filled, above the line; withdrew and ran out, hollow, below it. Form carries it, colour only helps.
import { useFormats, useWords } from '../../words/language.tsx'
import { todayWords } from '../../words/today.ts'
import styles from './Growth.module.css'
import { type GrowthWeek, LAST_WEEKS, scaleOf } from './growth-scale.ts'

const WIDTH = 760
const LEFT = 44
const TOP = 14
const PLOT_HEIGHT = 184
const BAR_WIDTH = 18
/** Room between the line and what hangs below it. */
const GAP = 3

export function GrowthChart({ weeks, purpose }: { weeks: GrowthWeek[]; purpose: string }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  const { lines, perPerson, zero } = scaleOf(weeks, PLOT_HEIGHT)
  const baseline = TOP + zero
  const pitch = weeks.length > 1 ? (WIDTH - LEFT - BAR_WIDTH) / (weeks.length - 1) : 0
  const bar = Math.min(BAR_WIDTH, pitch * 0.7 || BAR_WIDTH)
  return (
    <div className={styles.scroll}>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} 230`} role="img" aria-label={words.chart(purpose)}>
        {lines.map((people) => (
          <g key={people}>
            <path className={styles.line} d={`M${LEFT} ${baseline - people * perPerson}H${WIDTH}`} />
            <text x={LEFT - 10} y={baseline - people * perPerson + 4} textAnchor="end">
              {formats.number(people)}
            </text>
          </g>
        ))}
        <text x={LEFT - 10} y={baseline + 4} textAnchor="end">
          0
        </text>
        <path className={styles.zero} d={`M${LEFT} ${baseline + 1.5}H${WIDTH}`} />
        {weeks.map((week, index) => {
          const x = LEFT + index * pitch
          const height = week.given * perPerson
          const ended = (week.withdrawn + week.expired) * perPerson
          const top = baseline + GAP + 0.75
          return (
            <g key={week.week}>
              {week.given > 0 && (
                <rect
                  className={styles.given}
                  data-last={index >= weeks.length - LAST_WEEKS || undefined}
                  x={x}
                  y={baseline - height}
                  width={bar}
                  height={height}
                  rx="2"
                />
              )}
              {ended > 0 && (
                <rect className={styles.ended} x={x + 0.75} y={top} width={bar - 1.5} height={ended} rx="1.5" />
              )}
              {week.withdrawn > 0 && week.expired > 0 && (
                <path className={styles.ended} d={`M${x} ${top + week.withdrawn * perPerson}h${bar}`} />
              )}
              {isFirstOfMonth(weeks, index) && (
                <text x={x} y="228">
                  {formats.month(new Date(week.week))}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** Whether a week is the first of its month on the chart; a month that has only just begun at the left edge is left out. */
function isFirstOfMonth(weeks: GrowthWeek[], index: number): boolean {
  const month = (at: number) => weeks[at]?.week.slice(0, 7)
  if (index === 0) return month(0) === month(2)
  return month(index) !== month(index - 1)
}
