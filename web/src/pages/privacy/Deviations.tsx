// What is wrong or soon will be: what it means, whom it concerns, and what to do. Red only for what is broken.
import { IconAlertOctagon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { RuleList } from '../../parts/RuleList.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { privacyWords } from '../../words/privacy.ts'
import styles from './PrivacyPage.module.css'
import type { PrivacyDesk } from './privacy.ts'

/** Faults that are listed by name; the count says how many there are. */
const MOST_NAMED = 5

export const countDeviations = ({ proofs, ending, heldBack }: PrivacyDesk): number =>
  (proofs && proofs.faults.length > 0 ? 1 : 0) +
  (proofs && proofs.sentWithoutYes > 0 ? 1 : 0) +
  ending.length +
  (heldBack.rows > 0 ? 1 : 0)

export function Deviations({ desk }: { desk: PrivacyDesk }) {
  const words = useWords(privacyWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const { proofs, ending, heldBack } = desk
  const faults = proofs?.faults ?? []
  return (
    <RuleList title={words.deviations}>
      {countDeviations(desk) === 0 && (
        <li className={styles.nothing}>{proofs === null ? words.noneUnchecked : words.none}</li>
      )}
      {faults.length > 0 && (
        <Deviation
          sign={<Broken />}
          title={words.broken(formats.number(faults.length), faults.length === 1)}
          detail={words.brokenDetail}
        >
          <ul className={styles.faults}>
            {faults.slice(0, MOST_NAMED).map(({ contactId, seq, fault }) => (
              <li key={`${contactId} ${seq} ${fault}`}>
                <AppLink className="link" href={`/contacts/${contactId}`}>
                  {words.entryOf(formats.number(seq))}
                </AppLink>{' '}
                {words.fault[fault] ?? fault}
              </li>
            ))}
          </ul>
        </Deviation>
      )}
      {proofs && proofs.sentWithoutYes > 0 && (
        <Deviation
          sign={<Broken />}
          title={words.sentWithout(formats.number(proofs.sentWithoutYes))}
          detail={words.sentWithoutDetail}
        />
      )}
      {ending.map(({ purposeId, purpose, channel, people, firstAt }) => (
        <Deviation
          key={`${purposeId} ${channel}`}
          sign={<ConsentMark state="ends" until={firstAt} size={20} />}
          title={
            <>
              <PeopleNumber count={people} people={`/purposes/${purposeId}/people?state=ends&channel=${channel}`} />
              {words.ending(purpose, parts.channel[channel].toLowerCase(), people)}
            </>
          }
          detail={words.endingDetail(formats.longDate(new Date(firstAt)))}
        />
      ))}
      {heldBack.rows > 0 && (
        <Deviation
          sign={<ConsentMark state="refused" size={20} />}
          title={words.heldBack(formats.number(heldBack.rows), heldBack.rows === 1)}
          detail={words.heldBackDetail(heldBack.imports.map(({ fileName }) => fileName).join(', '))}
        />
      )}
    </RuleList>
  )
}

const Broken = () => <IconAlertOctagon className="broken" size={20} stroke={1.5} aria-hidden />

type DeviationProps = { sign: ReactNode; title: ReactNode; detail: string; children?: ReactNode }

function Deviation({ sign, title, detail, children }: DeviationProps) {
  return (
    <li className={styles.deviation}>
      {sign}
      <div>
        <h3>{title}</h3>
        <p>{detail}</p>
        {children}
      </div>
    </li>
  )
}
