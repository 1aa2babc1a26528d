// The differences from the first way as lines with their ends: what is possible, and where zero lies. The table beside it says
// the same in words.
import { experimentWords } from '../../../words/experiment.ts'
import { useWords } from '../../../words/language.tsx'
import styles from './Experiment.module.css'
import { type Interval, saysAnything, type Variant } from './experiment.ts'
import { usePoints } from './use-points.ts'

const WIDTH = 640
const LEFT = 28
const ROW = 34
const TOP = 22
/** Shares: a chart of less than two points either way would make a trifle look large. */
const LEAST_REACH = 0.02

type Compared = Variant & { difference: Interval }

export function IntervalChart({ variants }: { variants: Variant[] }) {
  const words = useWords(experimentWords)
  const points = usePoints()
  const compared = variants.filter((one): one is Compared => one.difference !== null && saysAnything(one.difference))
  if (compared.length === 0) return null
  const reach = Math.max(
    LEAST_REACH,
    ...compared.flatMap(({ difference: { from, to } }) => [Math.abs(from), Math.abs(to)]),
  )
  const x = (share: number) => LEFT + ((share / reach + 1) / 2) * (WIDTH - LEFT - 8)
  const height = TOP + compared.length * ROW + 18
  const label = compared
    .map(
      ({ letter, difference: { estimate, from, to } }) =>
        `${letter}: ${points(estimate)}, ${words.between(points(from), points(to))}`,
    )
    .join('. ')
  return (
    <svg
      className={styles.intervals}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`${words.chart}. ${label}`}
    >
      {[-reach, 0, reach].map((share) => (
        <g key={share}>
          <path className={share === 0 ? styles.zero : styles.line} d={`M${x(share)} ${TOP - 8}V${height - 16}`} />
          <text x={x(share)} y={height - 2} textAnchor={share === 0 ? 'middle' : share < 0 ? 'start' : 'end'}>
            {share === 0 ? words.same : points(share)}
          </text>
        </g>
      ))}
      {compared.map(({ letter, position, difference: { estimate, from, to } }, index) => {
        const y = TOP + index * ROW + ROW / 2 - 6
        const isKnown = from > 0 || to < 0
        return (
          <g key={position}>
            <text className={styles.letter} x={0} y={y + 5}>
              {letter}
            </text>
            <path
              className={styles.interval}
              data-known={isKnown || undefined}
              d={`M${x(from)} ${y - 5}v10m0 -5H${x(to)}m0 -5v10`}
            />
            <rect
              className={styles.estimate}
              data-known={isKnown || undefined}
              x={x(estimate) - 4}
              y={y - 4}
              width="8"
              height="8"
            />
          </g>
        )
      })}
    </svg>
  )
}
