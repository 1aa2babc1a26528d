// The numbers of one step: who is here, who got it, who had not said yes. Each leads to the people it counts.
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { ReachBar } from '../../parts/ReachBar.tsx'
import { useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import styles from './Canvas.module.css'
import type { StepKind, StepNumbers } from './workflow.ts'

export type StepNumbersLinesProps = {
  kind: StepKind
  numbers: StepNumbers
  peopleOf: (show: string, more?: Record<string, string>) => string
}

/** How many left the step with this outcome, wherever they went. */
export const countOutcome = (numbers: StepNumbers, outcome: string) =>
  [...numbers.out, ...numbers.left].reduce((sum, one) => sum + (one.outcome === outcome ? one.count : 0), 0)

export function StepNumbersLines({ kind, numbers, peopleOf }: StepNumbersLinesProps) {
  const words = useWords(workflowWords)
  const parked = numbers.parked > 0 && (
    <span className="broken">
      <PeopleNumber count={numbers.parked} people={peopleOf('parked')} /> {words.numbers.parked}
    </span>
  )
  if (kind === 'wait')
    return (
      <>
        <p className={styles.here}>
          <Count count={numbers.here} people={peopleOf('here')} isLarge /> {words.numbers.waitHere}
        </p>
        {parked && <footer className={styles.footer}>{parked}</footer>}
      </>
    )
  if (kind === 'send_campaign') {
    const mail = numbers.mail ?? { sent: 0, waiting: 0, notAllowed: 0, failed: 0 }
    return (
      <>
        <div className={styles.reach}>
          <ReachBar reach={{ gets: mail.sent, later: mail.waiting, no: mail.notAllowed + mail.failed }} size="step" />
        </div>
        <footer className={styles.footer}>
          <span>
            <PeopleNumber count={mail.sent} people={peopleOf('sent')} /> {words.numbers.sent}
          </span>
          {mail.waiting > 0 && (
            <span>
              <PeopleNumber count={mail.waiting} people={peopleOf('waiting')} /> {words.numbers.waiting}
            </span>
          )}
          {mail.failed > 0 && (
            <span className="broken">
              <PeopleNumber count={mail.failed} people={peopleOf('failed')} /> {words.numbers.failed}
            </span>
          )}
          {parked || (
            <span>
              <PeopleNumber count={mail.notAllowed} people={peopleOf('not_allowed')} /> {words.numbers.notAllowed}
            </span>
          )}
        </footer>
      </>
    )
  }
  if (kind === 'ask_consent') {
    const of = (...outcomes: string[]) => outcomes.reduce((sum, one) => sum + countOutcome(numbers, `asked_${one}`), 0)
    const [asked, mailed, left] = [
      of('mail', 'web', 'seller', 'paper'),
      of('mail'),
      of('said_no', 'asked_lately', 'has_yes'),
    ]
    return (
      <>
        <div className={styles.reach}>
          <ReachBar reach={{ gets: asked, no: left }} size="step" />
        </div>
        <footer className={styles.footer}>
          <span>
            <PeopleNumber count={mailed} people={peopleOf('moved', { outcome: 'asked_mail' })} />{' '}
            {words.numbers.askedByMail(asked)}
          </span>
          {parked || (
            <span>
              <PeopleNumber count={of('said_no')} people={peopleOf('moved', { outcome: 'asked_said_no' })} />{' '}
              {words.numbers.saidNo}
            </span>
          )}
        </footer>
      </>
    )
  }
  if (kind === 'hand_to_sales') {
    const [over, notAllowed] = [countOutcome(numbers, 'handed_over'), countOutcome(numbers, 'not_allowed')]
    return (
      <>
        <div className={styles.reach}>
          <ReachBar reach={{ gets: over, no: notAllowed }} size="step" />
        </div>
        <footer className={styles.footer}>
          <span>
            <PeopleNumber count={over} people={peopleOf('moved', { outcome: 'handed_over' })} />{' '}
            {words.numbers.handedOver}
          </span>
          {parked || (
            <span>
              <PeopleNumber count={notAllowed} people={peopleOf('moved', { outcome: 'not_allowed' })} />{' '}
              {words.numbers.notAllowed}
            </span>
          )}
        </footer>
      </>
    )
  }
  if (kind === 'end') return <Count count={countOutcome(numbers, 'ended')} people={peopleOf('moved')} />
  return parked ? <footer className={styles.footer}>{parked}</footer> : null
}

function Count({ count, people, isLarge = false }: { count: number; people: string; isLarge?: boolean }) {
  return (
    <b className={isLarge ? styles.large : styles.alone}>
      <PeopleNumber count={count} people={people} />
    </b>
  )
}
StepNumbersLines.Count = Count
