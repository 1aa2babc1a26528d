// The requests on the desk: what has run out first, then by what is due next; and the closed ones.
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { requestWords } from '../../words/requests.ts'
import { NewRequest } from './NewRequest.tsx'
import styles from './Requests.module.css'
import { daysUntil, NEAR_DAYS, type RequestLine, requestsQuery } from './requests.ts'

export function RequestList() {
  const words = useWords(requestWords)
  const formats = useFormats()
  const [status, setStatus] = useState<'open' | 'closed'>('open')
  const [isAdding, setAdding] = useState(false)
  const requests = useQuery(requestsQuery(status))
  const count = (of: 'open' | 'closed') => (requests.data ? formats.number(requests.data[of]) : '')
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{words.requests}</h2>
        <div className={styles.tools}>
          <SegmentedControl
            size="xs"
            aria-label={words.show}
            value={status}
            onChange={(value) => setStatus(value === 'closed' ? 'closed' : 'open')}
            data={[
              { value: 'open', label: words.open(count('open')) },
              { value: 'closed', label: words.closed(count('closed')) },
            ]}
          />
          <Button onClick={() => setAdding(true)}>{words.add}</Button>
        </div>
      </div>
      <Answer query={requests} what={words.what} level={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.nothing}>{status === 'open' ? words.none : words.noneClosed}</p>
          ) : (
            <RequestTable items={items} />
          )
        }
      </Answer>
      {isAdding && <NewRequest onClose={() => setAdding(false)} />}
    </section>
  )
}

function RequestTable({ items }: { items: RequestLine[] }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const now = new Date()
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <th scope="col">{words.dueIn}</th>
          <th scope="col">{words.asksFor}</th>
          <th scope="col">{words.came}</th>
          <th scope="col">{words.identity}</th>
          <th scope="col">{words.progress}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className={styles.due}>
              <Due item={item} now={now} />
            </td>
            <td className={styles.asks}>
              <AppLink className="name" href={`/privacy/requests/${item.id}`}>
                {words.kind[item.kind]}
              </AppLink>
              <span className={`${styles.about} small dim`}>
                {[item.name ?? (item.closedAt ? words.erased : words.nameless), item.company]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            </td>
            <td className="dim no-wrap" data-label={words.came}>
              {formats.shortDate(new Date(item.receivedAt), now)}
            </td>
            <td data-label={words.identity}>{item.identityBy ? words.shown[item.identityBy] : words.notShown}</td>
            <td>
              <Progress item={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Due({ item, now }: { item: RequestLine; now: Date }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const days = daysUntil(item.dueAt, now)
  const left = useDueText(days)
  if (item.closedAt)
    return (
      <>
        <b>{words.now[item.status]}</b>
        <span>{formats.shortDate(new Date(item.closedAt), now)}</span>
      </>
    )
  const tone = days < 0 ? 'broken' : days <= NEAR_DAYS ? 'near' : undefined
  return (
    <>
      <b className={tone}>{left}</b>
      <span>{formats.shortDate(new Date(item.dueAt), now)}</span>
    </>
  )
}

/** The request that is due next, in one line below the title of the desk. */
export function NextRequest() {
  const { data } = useQuery(requestsQuery('open'))
  const first = data?.items[0]
  return first ? <NextLine item={first} /> : null
}

function NextLine({ item }: { item: RequestLine }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const days = daysUntil(item.dueAt, new Date())
  const left = useDueText(days)
  return (
    <span className={days < 0 ? 'broken' : days <= NEAR_DAYS ? 'near' : undefined}>
      {words.nextDue(left, formats.longDate(new Date(item.dueAt)))}
    </span>
  )
}

/** How many days are left, in words. */
export function useDueText(days: number): string {
  const words = useWords(requestWords)
  const formats = useFormats()
  if (days < 0) return words.overdue(-days, formats.number(-days))
  if (days === 0) return words.today
  return days === 1 ? words.tomorrow : words.days(days, formats.number(days))
}

/** Came in, known who asks, carried out. */
const STEPS: Record<RequestLine['status'], number> = { identity: 1, open: 2, done: 3, refused: 3 }
const ALL_STEPS = [1, 2, 3]

function Progress({ item }: { item: RequestLine }) {
  const words = useWords(requestWords)
  return (
    <div className={styles.progress}>
      <i aria-hidden>
        {ALL_STEPS.map((step) => (
          <b key={step} data-done={step <= STEPS[item.status] || undefined} />
        ))}
      </i>
      <span className="small muted">{words.now[item.liftedAt ? 'lifted' : item.status]}</span>
    </div>
  )
}
