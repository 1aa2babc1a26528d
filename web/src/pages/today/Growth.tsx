// How consent to one purpose grows: a sentence that says it, a chart that shows it, a table behind the chart.
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { todayWords } from '../../words/today.ts'
import styles from './Growth.module.css'
import { GrowthChart } from './GrowthChart.tsx'
import { type GrowthWeek, LAST_WEEKS } from './growth-scale.ts'
import type { Source, Today } from './today.ts'

export type GrowthProps = { today: Today; purposeId: string | undefined; onPurpose: (id: string) => void }

export function Growth({ today, purposeId, onPurpose }: GrowthProps) {
  const words = useWords(todayWords)
  const [isTable, setTable] = useState(false)
  const purpose = today.purposes.find(({ id }) => id === purposeId) ?? today.purposes[0]
  if (!purpose)
    return (
      <section className={styles.growth}>
        <EmptyState
          title={words.noPurpose}
          isConsentMissing
          actions={
            <AppLink className="link" href="/purposes">
              {words.makePurpose}
            </AppLink>
          }
        >
          {words.noPurposeDetail}
        </EmptyState>
      </section>
    )
  return (
    <section className={styles.growth}>
      <div className={styles.head}>
        <div>
          <h2>
            <ConsentMark state="given" /> <PeopleNumber count={purpose.givenNow} people={purpose.people} />
            {words.sayYesTo(purpose.givenNow)}
            {purpose.name}
          </h2>
          <Change weeks={today.growth.slice(-LAST_WEEKS)} />
        </div>
        {today.purposes.length > 1 && (
          <div className={styles.purposes}>
            <SegmentedControl
              aria-label={words.purpose}
              value={purpose.id}
              onChange={onPurpose}
              data={today.purposes.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
        )}
      </div>
      {isTable ? <GrowthTable weeks={today.growth} /> : <GrowthChart weeks={today.growth} purpose={purpose.name} />}
      <p className={`${styles.key} small dim`}>
        {!isTable && (
          <>
            <span>
              <i className={styles.keyGiven} />
              {words.keyGiven}
            </span>
            <span>
              <i className={styles.keyEnded} />
              {words.keyEnded}
            </span>
          </>
        )}
        <button type="button" className="link" onClick={() => setTable(!isTable)}>
          {isTable ? words.showChart : words.showTable}
        </button>
      </p>
      <Sources sources={today.sources} />
    </section>
  )
}

/** Where the yeses of the last four weeks came from. */
function Sources({ sources }: { sources: Source[] }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  if (sources.length === 0) return null
  const total = sources.reduce((sum, source) => sum + source.people, 0)
  return (
    <div className={styles.sources}>
      <p className="small dim">{words.cameFrom(formats.number(total))}</p>
      <dl>
        {sources.map(({ method, people }) => (
          <div key={method}>
            <dt className="text-13">{words.source[method] ?? method}</dt>
            <dd>{formats.number(people)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** The last four weeks in a sentence. */
function Change({ weeks }: { weeks: GrowthWeek[] }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  const sum = (of: keyof Omit<GrowthWeek, 'week'>) => weeks.reduce((total, week) => total + week[of], 0)
  const [given, withdrawn, expired] = [sum('given'), sum('withdrawn'), sum('expired')]
  const change = given - withdrawn - expired
  const count = formats.number(Math.abs(change))
  return (
    <p className="muted text-13">
      {change > 0 ? words.moreThan(count) : change < 0 ? words.fewerThan(count) : words.same}
      {[
        words.saidYes(formats.number(given)),
        words.withdrew(formats.number(withdrawn)),
        words.ranOut(formats.number(expired)),
      ].join(', ')}
      .
    </p>
  )
}

function GrowthTable({ weeks }: { weeks: GrowthWeek[] }) {
  const words = useWords(todayWords)
  const formats = useFormats()
  const now = new Date()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{words.week}</th>
          <th scope="col" className="numeric">
            {words.given}
          </th>
          <th scope="col" className="numeric">
            {words.withdrawn}
          </th>
          <th scope="col" className="numeric">
            {words.expired}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.week}>
            <td>{formats.shortDate(new Date(week.week), now)}</td>
            <td className="numeric">{formats.number(week.given)}</td>
            <td className="numeric">{formats.number(week.withdrawn)}</td>
            <td className="numeric">{formats.number(week.expired)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
