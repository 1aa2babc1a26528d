// The last messages of one webhook: what was said, about whom, and whether it was taken.
import { useQuery } from '@tanstack/react-query'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { markOfEvent } from '../../parts/decision-mark.ts'
import stacked from '../../parts/StackedTable.module.css'
import { useFormats, useWords } from '../../words/language.tsx'
import { webhookWords } from '../../words/webhooks.ts'
import styles from './WebhooksPage.module.css'
import { deliveriesQuery } from './webhooks.ts'

export function Deliveries({ webhookId }: { webhookId: string }) {
  const words = useWords(webhookWords)
  const formats = useFormats()
  const deliveries = useQuery(deliveriesQuery(webhookId))
  return (
    <Answer query={deliveries} what={words.deliveries}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={`${styles.outcome} muted text-13`}>{words.noDeliveries}</p>
        ) : (
          <table className={`${styles.list} ${stacked.table}`}>
            <thead>
              <tr>
                <th scope="col">{words.said}</th>
                <th scope="col">{words.about}</th>
                <th scope="col">{words.status}</th>
                <th scope="col">{words.when}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={`${item.contactId} ${item.seq}`}>
                  <td>
                    <span className={styles.said}>
                      <ConsentMark state={markOfEvent(item.type) ?? 'none'} size={16} />
                      <span>
                        {words.type[item.type] ?? item.type} {item.purpose}
                      </span>
                    </span>
                  </td>
                  <td>
                    <AppLink className="link" href={`/contacts/${item.contactId}`}>
                      {words.person}
                    </AppLink>
                  </td>
                  <td>
                    <b>{words.stands[item.status]}</b>{' '}
                    <span className="dim">
                      {item.attempts > 0 && words.tries(formats.number(item.attempts), item.attempts === 1)}
                      {item.answer && `, ${words.answered(item.answer)}`}
                    </span>
                  </td>
                  <td className="dim no-wrap">
                    <DateText at={item.finishedAt ?? item.enqueuedAt} show="both" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Answer>
  )
}
