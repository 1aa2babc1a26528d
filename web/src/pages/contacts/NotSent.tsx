// What was not sent to this person and why, and the signed proof of it for whoever asks from outside.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { markOfReason } from '../../parts/decision-mark.ts'
import { evidenceWords } from '../../words/evidence.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { messageWords } from '../../words/messages.ts'
import { notSentQuery } from './contacts.ts'
import styles from './NotSent.module.css'

/** The newest ones; the file holds them all. */
const SHOWN = 5

export function NotSent({ contactId }: { contactId: string }) {
  const words = useWords(evidenceWords)
  const messages = useWords(messageWords)
  const formats = useFormats()
  const answer = useQuery(notSentQuery(contactId))
  return (
    <section className={styles.notSent} aria-label={words.notSent}>
      <h2>{words.notSent}</h2>
      <Answer query={answer} what={words.notSentWhat} bars={[{ width: '60%' }]} level={3}>
        {({ items, sent }) => (
          <>
            <p className="text-13 muted">
              {items.length === 0
                ? words.nothing(formats.number(sent))
                : words.summary(formats.number(items.length), items.length === 1, formats.number(sent))}
            </p>
            {items.length > 0 && (
              <ul className={styles.list}>
                {items.slice(0, SHOWN).map((item) => (
                  <li key={item.id}>
                    <ConsentMark state={markOfReason(item.reason) ?? 'none'} size={16} />
                    <span>
                      {item.campaign ? (
                        <AppLink className="link" href={`/campaigns/${item.campaign.id}/results`}>
                          {item.campaign.name}
                        </AppLink>
                      ) : (
                        words.noCampaign
                      )}
                      <span className="dim">: {messages.reason[item.reason ?? ''] ?? item.reason ?? item.status}</span>
                    </span>
                    <span className="small dim">
                      <DateText at={item.at} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {items.length > SHOWN && <p className="small dim">{words.more(formats.number(items.length - SHOWN))}</p>}
            <p className={`${styles.proof} small dim`}>
              <a className="link" href={`/api/contacts/${contactId}/non-sending/file`} download>
                {words.statement}
              </a>{' '}
              {words.statementDetail}
            </p>
          </>
        )}
      </Answer>
    </section>
  )
}
