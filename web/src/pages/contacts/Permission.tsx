// What we may do with this person: said first as a sentence, then shown purpose by channel; a cell opens its decision.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { type CellAddress, ConsentGrid } from '../../parts/ConsentGrid.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { useMe } from '../../session.ts'
import { contactWords } from '../../words/contacts.ts'
import { evidenceWords } from '../../words/evidence.ts'
import { useWords } from '../../words/language.tsx'
import { topicWords } from '../../words/topics.ts'
import { type ConsentAnswer, consentQuery, decisionQuery } from './contacts.ts'
import { PastPermission } from './PastPermission.tsx'
import styles from './Permission.module.css'

const BARS = [{ width: '60%', height: 24 }, ...Array.from({ length: 6 }, () => ({ width: '100%', height: 32 }))]

export function Permission({ contactId, name }: { contactId: string; name: string }) {
  const words = useWords(contactWords)
  const consent = useQuery(consentQuery(contactId))
  const evidence = useWords(evidenceWords)
  const [selected, setSelected] = useState<CellAddress | null>(null)
  const [isPast, setIsPast] = useState(false)
  if (isPast)
    return (
      <section className={styles.permission} aria-label={words.consent}>
        <PastPermission contactId={contactId} onClose={() => setIsPast(false)} />
      </section>
    )
  return (
    <section className={styles.permission} aria-label={words.consent}>
      <Answer query={consent} what={words.consentWhat} bars={BARS}>
        {(answer) =>
          answer.purposes.length === 0 ? (
            <EmptyState title={words.noPurposes} isConsentMissing>
              {words.noPurposesDetail}
            </EmptyState>
          ) : (
            <>
              <div className={styles.heading}>
                <h2>
                  <Sentence answer={answer} name={name} />
                </h2>
                <button type="button" className="link small" onClick={() => setIsPast(true)}>
                  {evidence.otherDay}
                </button>
              </div>
              <ConsentGrid
                purposes={answer.purposes}
                channels={answer.channels}
                cells={answer.cells}
                selected={selected}
                onSelect={(cell) => setSelected(isSame(cell, selected) ? null : cell)}
              >
                {selected && (
                  <Decision
                    contactId={contactId}
                    cell={selected}
                    seq={answer.cells.find((cell) => isSame(cell, selected))?.seq ?? null}
                  />
                )}
              </ConsentGrid>
              <Finer answer={answer} />
            </>
          )
        }
      </Answer>
    </section>
  )
}

/** What the person has chosen below the grid: topics that were left out, and how often. */
function Finer({ answer: { leftOut, frequencies } }: { answer: ConsentAnswer }) {
  const words = useWords(topicWords)
  if (leftOut.length + frequencies.length === 0) return null
  return (
    <dl className={styles.finer}>
      {leftOut.length > 0 && (
        <>
          <dt>{words.leftOutHeading}</dt>
          {leftOut.map(({ topicId, name, purpose, at }) => (
            <dd key={topicId}>
              {words.has(purpose, name)}, <DateText at={at} />
            </dd>
          ))}
        </>
      )}
      {frequencies.length > 0 && (
        <>
          <dt>{words.oftenHeading}</dt>
          {frequencies.map(({ brandId, brand, frequency, since }) => (
            <dd key={brandId}>
              {words.ofBrand(words.frequency[frequency], brand)}, <DateText at={since} />
            </dd>
          ))}
        </>
      )}
    </dl>
  )
}

const isSame = (a: CellAddress, b: CellAddress | null) => a.purposeId === b?.purposeId && a.channel === b.channel

/** "We may mail Kari about three things. No SMS, no calls." Only channels that somebody could say yes to are spoken of. */
function Sentence({ answer, name }: { answer: ConsentAnswer; name: string }) {
  const words = useWords(contactWords)
  const marketing = new Set(answer.purposes.filter((purpose) => purpose.kind === 'marketing').map(({ id }) => id))
  const phone = new Set(answer.purposes.filter((purpose) => purpose.kind === 'phone').map(({ id }) => id))
  const mails = answer.cells.filter(
    (cell) => cell.channel === 'email' && cell.isAllowed && marketing.has(cell.purposeId),
  )
  const texts = answer.cells.filter((cell) => cell.channel === 'sms')
  const calls = answer.cells.filter(
    (cell) => cell.channel === 'phone' && (marketing.has(cell.purposeId) || phone.has(cell.purposeId)),
  )
  const yes = [
    texts.some((cell) => cell.isAllowed) && words.maySms,
    calls.some((cell) => cell.isAllowed) && words.mayCall,
  ].filter((part) => part !== false)
  const no = [
    texts.length > 0 && !texts.some((cell) => cell.isAllowed) && words.noSms,
    calls.length > 0 && !calls.some((cell) => cell.isAllowed) && words.noCalls,
  ].filter((part) => part !== false)
  const [first, second] = no
  const refusals = first && (second ? words.both(first, second) : words.alone(first))
  return [words.mayMail(name, mails.length), ...yes, refusals].filter(Boolean).join(' ')
}

/** `seq`: the entry of the ledger that it rests on; a seller may not hand its receipt out. */
function Decision({ contactId, cell, seq }: { contactId: string; cell: CellAddress; seq: number | null }) {
  const words = useWords(contactWords)
  const me = useMe()
  const decision = useQuery(decisionQuery(contactId, cell.purposeId, cell.channel))
  return (
    <Answer query={decision} what={words.decision} bars={[{ width: '80%' }, { width: '40%' }]} level={3}>
      {({ answer, rules, next }) => (
        <>
          <p>
            <b>{answer}</b> {next}
          </p>
          <p className={`${styles.rules} small dim`}>{rules}</p>
          {seq !== null && me.role !== 'seller' && (
            <p className={styles.rules}>
              <a className="link" href={`/api/contacts/${contactId}/receipts/${seq}/html`} download>
                {words.receipt}
              </a>
            </p>
          )}
        </>
      )}
    </Answer>
  )
}
