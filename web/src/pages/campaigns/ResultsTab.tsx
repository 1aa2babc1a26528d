// What became of it, live while it goes out: every mail is in exactly one line, and the lines add up.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import type { ConsentState } from '../../parts/consent-state.ts'
import { type DecisionReason, markOfReason } from '../../parts/decision-mark.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { useMe } from '../../session.ts'
import { bounceWords } from '../../words/bounces.ts'
import { campaignWords } from '../../words/campaigns.ts'
import { evidenceWords } from '../../words/evidence.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { smsWords } from '../../words/sms.ts'
import styles from './CampaignPage.module.css'
import { type Campaign, type MessageState, type Results, resultsQuery } from './campaigns.ts'
import { Outcomes } from './results/Outcomes.tsx'

const MARK_OF_STATUS: Record<MessageState, ConsentState> = {
  queued: 'later',
  started: 'later',
  sent: 'given',
  blocked: 'none',
  cancelled: 'none',
  failed: 'address',
  expired: 'none',
}
function markOf(status: MessageState, reason: string | null): ConsentState {
  if (reason?.startsWith('bounce_')) return 'address'
  return reason === 'held_out' ? 'capped' : (markOfReason(reason) ?? MARK_OF_STATUS[status])
}
const ORDER: MessageState[] = ['sent', 'started', 'queued', 'blocked', 'cancelled', 'failed', 'expired']

export function ResultsTab({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaignWords)
  const results = useQuery(resultsQuery(campaign))
  return (
    <Answer query={results} what={words.resultsWhat} level={1}>
      {(data) =>
        data.total === 0 ? (
          <EmptyState title={words.notSentYet} level={1}>
            {words.notSentYetDetail}
          </EmptyState>
        ) : (
          <Counted campaign={campaign} results={data} />
        )
      }
    </Answer>
  )
}

function Counted({ campaign, results }: { campaign: Campaign; results: Results }) {
  const words = useWords(campaignWords)
  const formats = useFormats()
  const evidence = useWords(evidenceWords)
  const bounces = useWords(bounceWords)
  const sms = useWords(smsWords)
  const me = useMe()
  const people = `/campaigns/${campaign.id}/results/people`
  const sumOf = (states: MessageState[]) =>
    results.parts.filter((part) => states.includes(part.status)).reduce((sum, part) => sum + part.count, 0)
  const sent = sumOf(['sent'])
  const waiting = sumOf(['queued', 'started'])
  const never = results.parts.find((part) => part.reason === 'never_asked')?.count ?? 0
  const { hard, soft, message } = results.returned
  const hasReturned = hard + soft + message > 0
  const parts = [...results.parts].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))
  /** Of the sent without a reason, those that came back are left out. */
  const reasonsOf = (status: MessageState, reason: string | null) =>
    reason !== null ? `&reasons=${reason}` : status === 'sent' && hasReturned ? '&reasons=none' : ''
  return (
    <div className={styles.forecast}>
      <h1>
        <PeopleNumber count={sent} people={`${people}?statuses=sent`} />
        {words.ofAudience}
        <PeopleNumber count={results.total} people={people} />
        {words.sentOf('')}
      </h1>
      <p className={styles.lead}>{waiting > 0 ? words.stillWaiting(formats.number(waiting)) : words.allDone}</p>
      <div className={styles.bar}>
        <ReachBar
          reach={{ gets: sent, later: waiting, never, no: results.total - sent - waiting - never }}
          size="forecast"
          withShares
          peopleOf={(part) => `/campaigns/${campaign.id}/people?part=${part}`}
        />
      </div>
      <table className={styles.outcomes}>
        <caption className="visually-hidden">{words.became}</caption>
        <tbody>
          {parts.map(({ status, reason, count }) => (
            <tr key={`${status} ${reason}`}>
              <td>
                <ConsentMark state={markOf(status, reason)} size={20} />
              </td>
              <td className="numeric">
                <PeopleNumber count={count} people={`${people}?statuses=${status}${reasonsOf(status, reason)}`} />
              </td>
              <td>
                <b>{words.outcomes[status]}</b>{' '}
                <span className="muted">
                  {reason &&
                    (words.why[reason] ?? bounces.reason[reason] ?? words.reasons[reason as DecisionReason] ?? reason)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td className="numeric">
              <b>{formats.number(results.total)}</b>
            </td>
            <td>{words.total}</td>
          </tr>
        </tfoot>
      </table>
      {hasReturned && (
        <p className={`text-13 muted ${styles.counting}`}>
          {bounces.returned(formats.number(hard), formats.number(soft), formats.number(message))}
        </p>
      )}
      {results.arrived === null ? (
        <Outcomes campaign={campaign} />
      ) : (
        <p className={`text-13 muted ${styles.counting}`}>
          {results.arrived === 0 ? sms.noneArrived : sms.arrived(formats.number(results.arrived), formats.number(sent))}
        </p>
      )}
      <h2 className={styles.clicksHeading}>{evidence.evidence}</h2>
      <p className="text-13 muted">{evidence.evidenceDetail}</p>
      <p className={styles.evidence}>
        <a className="link" href={`/api/campaigns/${campaign.id}/evidence`} download>
          {evidence.evidenceFile}
        </a>
        {me.role !== 'marketer' && (
          <a className="link" href={`/api/campaigns/${campaign.id}/evidence?addresses=true`} download>
            {evidence.evidenceAddresses}
          </a>
        )}
        <a className="link" href="/verify.html">
          {evidence.checkFile}
        </a>
      </p>
    </div>
  )
}
