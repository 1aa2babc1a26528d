// What came of a campaign: numbers that lead to their people, over time, by link, by domain and by segment. Opens stand last
// and are called an estimate.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../../parts/Answer.tsx'
import { PeopleNumber } from '../../../parts/PeopleNumber.tsx'
import { useFormats, useWords } from '../../../words/language.tsx'
import { resultWords } from '../../../words/results.ts'
import type { Campaign } from '../campaigns.ts'
import { GoalLine } from './GoalLine.tsx'
import { Links } from './Links.tsx'
import { OverTime } from './OverTime.tsx'
import { Domains, Languages, Segments } from './PartTables.tsx'
import styles from './Results.module.css'
import { type OutcomeName, type Outcomes as OutcomesAnswer, outcomesQuery } from './results.ts'

const FILES = ['states', 'not-sent', 'outcomes', 'hours', 'days', 'links', 'languages', 'domains', 'segments']

export function Outcomes({ campaign }: { campaign: Campaign }) {
  const words = useWords(resultWords)
  const query = useQuery(outcomesQuery(campaign))
  return (
    <Answer query={query} what={words.what} level={2}>
      {(outcomes) => <Counted campaign={campaign} outcomes={outcomes} />}
    </Answer>
  )
}

function Counted({ campaign, outcomes }: { campaign: Campaign; outcomes: OutcomesAnswer }) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const { totals, goal, setAside } = outcomes
  const requests = setAside.reduce((sum, row) => sum + row.requests, 0)
  return (
    <>
      <section className={styles.section}>
        <h2>{words.heading}</h2>
        <table className={styles.outcomes}>
          <caption className="visually-hidden">{words.heading}</caption>
          <tbody>
            <Line name="delivered" campaign={campaign} outcomes={outcomes} />
            {totals.tracked > 0 && <Line name="clicked" campaign={campaign} outcomes={outcomes} />}
            {totals.tracked > 0 && goal.eventType !== null && (
              <Line
                name="converted"
                campaign={campaign}
                outcomes={outcomes}
                detail={
                  goal.valueProperty === null
                    ? undefined
                    : words.worth(goal.valueProperty, formats.decimal(totals.value, 0))
                }
              />
            )}
            {totals.tracked > 0 && <Line name="leads" campaign={campaign} outcomes={outcomes} />}
            <Line name="replied" campaign={campaign} outcomes={outcomes} />
            <Line name="unsubscribed" campaign={campaign} outcomes={outcomes} />
            <Line name="complained" campaign={campaign} outcomes={outcomes} />
            <Line name="bounced" campaign={campaign} outcomes={outcomes} />
            {totals.tracked > 0 && (
              <Line
                name="opened"
                campaign={campaign}
                outcomes={outcomes}
                detail={words.openedDetail(formats.number(outcomes.openedByProxy))}
              />
            )}
          </tbody>
        </table>
        {totals.tracked === 0 && <p className="text-13 muted">{words.noTracked}</p>}
        <GoalLine campaign={campaign} goal={goal} />
      </section>
      <OverTime outcomes={outcomes} />
      <Links campaign={campaign} outcomes={outcomes} />
      {requests > 0 && (
        <p className={`text-13 muted ${styles.aside}`}>
          {words.setAside(formats.number(requests))}{' '}
          {setAside
            .map((row) => `${words.reasons[row.reason] ?? row.reason} ${formats.number(row.requests)}`)
            .join(', ')}
          .
        </p>
      )}
      <Languages outcomes={outcomes} />
      <Domains outcomes={outcomes} />
      <Segments campaign={campaign} />
      <section className={styles.section}>
        <h2>{words.files}</h2>
        <p className={styles.files}>
          {FILES.map((part) => (
            <a key={part} className="link" href={`/api/campaigns/${campaign.id}/results/files/${part}`} download>
              {words.file[part] ?? part}
            </a>
          ))}
        </p>
      </section>
    </>
  )
}

/** Of whom this can be known at all. */
const IS_WATCHED: readonly OutcomeName[] = ['clicked', 'converted', 'leads', 'opened']

type LineProps = { name: OutcomeName; campaign: Campaign; outcomes: OutcomesAnswer; detail?: string | undefined }

function Line({ name, campaign, outcomes: { totals }, detail }: LineProps) {
  const words = useWords(resultWords)
  const formats = useFormats()
  const isWatched = IS_WATCHED.includes(name)
  const whole = isWatched ? totals.tracked : totals.sent
  return (
    <tr data-quiet={name === 'opened' || undefined}>
      <td className="numeric">
        <PeopleNumber
          count={totals[name]}
          people={`/campaigns/${campaign.id}/results/outcomes/people?outcome=${name}`}
          label={words.names[name]}
        />
      </td>
      <td className={`numeric ${styles.share}`}>{whole > 0 ? formats.percent(totals[name] / whole) : ''}</td>
      <td>
        <b>{words.names[name]}</b>{' '}
        <span className="muted">
          {isWatched ? words.ofTracked(formats.number(whole)) : words.ofSent(formats.number(whole))}
          {'. '}
          {detail ?? words.details[name]}
        </span>
      </td>
    </tr>
  )
}
