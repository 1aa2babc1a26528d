// What came of a campaign hour by hour or day by day: one kind at a time, with a table behind the chart.
import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { scrolls } from '../../../parts/scrolls.ts'
import { useFormats, useWords } from '../../../words/language.tsx'
import { resultWords } from '../../../words/results.ts'
import styles from './Results.module.css'
import { FACTS, type Fact, type Moment, type Outcomes } from './results.ts'

const WIDTH = 760
const LEFT = 40
const TOP = 10
const HEIGHT = 150
/** Labels below the chart; on a phone every other one. */
const LABEL_EVERY = 8

export function OverTime({ outcomes }: { outcomes: Outcomes }) {
  const words = useWords(resultWords)
  const [unit, setUnit] = useState<'hours' | 'days'>('hours')
  const [isTable, setTable] = useState(false)
  const first: Fact = outcomes.totals.clicked > 0 ? 'clicked' : 'sent'
  const [fact, setFact] = useState<Fact>(first)
  const moments = outcomes[unit]
  if (moments.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{words.overTime}</h2>
      <div className={styles.controls}>
        <Select
          aria-label={words.fact}
          allowDeselect={false}
          value={fact}
          onChange={(value) => value && setFact(value)}
          data={FACTS.map((value) => ({ value, label: words.facts[value] }))}
        />
        <SegmentedControl
          aria-label={words.overTime}
          value={unit}
          onChange={(value) => setUnit(value)}
          data={[
            { value: 'hours', label: words.byHour },
            { value: 'days', label: words.byDay },
          ]}
        />
      </div>
      {isTable ? (
        <MomentTable moments={moments} unit={unit} />
      ) : (
        <MomentChart moments={moments} unit={unit} fact={fact} />
      )}
      <p className={`small dim ${styles.toggle}`}>
        <button type="button" className="link" onClick={() => setTable(!isTable)}>
          {isTable ? words.showChart : words.showTable}
        </button>
      </p>
    </section>
  )
}

type ChartProps = { moments: Moment[]; unit: 'hours' | 'days'; fact: Fact }

function useMomentName(unit: 'hours' | 'days') {
  const formats = useFormats()
  const now = new Date()
  return (at: string) => {
    const day = formats.shortDate(new Date(at), now)
    return unit === 'days' ? day : `${day} ${formats.time(new Date(at))}`
  }
}

function MomentChart({ moments, unit, fact }: ChartProps) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const name = useMomentName(unit)
  const most = moments.reduce((best, moment) => (moment[fact] > best[fact] ? moment : best), moments[0] as Moment)
  const total = moments.reduce((sum, moment) => sum + moment[fact], 0)
  const highest = Math.max(most[fact], 1)
  const places = Math.max(moments.length, unit === 'hours' ? 24 : 7)
  const pitch = (WIDTH - LEFT) / places
  const step = Math.ceil(places / LABEL_EVERY)
  const baseline = TOP + HEIGHT
  const label =
    total === 0
      ? words.emptyChart(words.facts[fact])
      : words.chart(words.facts[fact], formats.number(total), formats.number(most[fact]), name(most.at))
  return (
    <figure className={styles.figure}>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${baseline + 24}`} role="img" aria-label={label}>
        <path className={styles.line} d={`M${LEFT} ${TOP}H${WIDTH}`} />
        <text x={LEFT - 8} y={TOP + 4} textAnchor="end">
          {formats.number(highest)}
        </text>
        <text x={LEFT - 8} y={baseline + 4} textAnchor="end">
          0
        </text>
        {moments.map((moment, index) => {
          const height = (moment[fact] / highest) * HEIGHT
          const x = LEFT + index * pitch
          return (
            <g key={moment.at}>
              {height > 0 && (
                <rect
                  className={styles.barMark}
                  data-estimate={fact === 'opened' || undefined}
                  x={x + 1}
                  y={baseline - height}
                  width={Math.max(2, Math.min(pitch - 2, 22))}
                  height={height}
                  rx="1.5"
                />
              )}
              {index % step === 0 && (
                <text x={x} y={baseline + 22} data-between={index % (2 * step) > 0 || undefined}>
                  {unit === 'hours' ? formats.time(new Date(moment.at)) : name(moment.at)}
                </text>
              )}
            </g>
          )
        })}
        <path className={styles.zero} d={`M${LEFT} ${baseline + 0.75}H${WIDTH}`} />
      </svg>
      <figcaption className="text-13 muted">{label}</figcaption>
    </figure>
  )
}

function MomentTable({ moments, unit }: Omit<ChartProps, 'fact'>) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const name = useMomentName(unit)
  return (
    <div className={styles.wide} {...scrolls(words.overTime)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{unit === 'hours' ? words.hour : words.day}</th>
            {FACTS.map((fact) => (
              <th key={fact} scope="col" className="numeric">
                {words.facts[fact]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <tr key={moment.at}>
              <th scope="row">{name(moment.at)}</th>
              {FACTS.map((fact) => (
                <td key={fact} className="numeric">
                  {formats.number(moment[fact])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
