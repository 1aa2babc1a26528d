// What came back by mail: complaints, wishes to be left alone, and what machines answered. Counted, never by person.
import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { returnedWords } from '../../words/returned.ts'
import styles from './ReturnedPage.module.css'
import { ReturnSources } from './ReturnSources.tsx'
import { countReturned, daysOf, type Returned } from './returned.ts'

export function ReturnedPage() {
  const words = useWords(returnedWords)
  const returned = useQuery({
    queryKey: ['messages', 'inbound'],
    queryFn: ({ signal }) => get<Returned>('/messages/inbound', signal),
  })
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: words.messages, href: '/messages' }]} />
      <PageBody>
        <Answer query={returned} what={words.what} level={1}>
          {(data) => {
            if (data.items.length > 0) return <Counted returned={data} />
            return (
              <EmptyState title={data.domain === null ? words.deaf : words.empty(String(data.days))} level={1}>
                {data.domain === null ? words.deafDetail : words.emptyDetail(data.domain)}
              </EmptyState>
            )
          }}
        </Answer>
        <ReturnSources />
      </PageBody>
    </>
  )
}

function Counted({ returned }: { returned: Returned }) {
  const words = useWords(returnedWords)
  const formats = useFormats()
  const { days, domain, items } = returned
  const kinds = countReturned(items, new Date())
  const sumOf = (...outcomes: string[]) =>
    kinds.reduce((sum, { outcome, mails }) => sum + (outcomes.includes(outcome) ? mails : 0), 0)
  const all = kinds.reduce((sum, { mails }) => sum + mails, 0)
  const [complaints, stops] = [sumOf('complaint'), sumOf('unsubscribe', 'opt_out')]
  return (
    <>
      <PageTitle
        below={`${words.below(formats.number(days))} ${domain === null ? words.deafNow : words.heard(domain)}`}
      >
        {words.headline(
          formats.number(all),
          all === 1,
          formats.number(complaints),
          complaints === 1,
          formats.number(stops),
        )}
      </PageTitle>
      <table className={styles.kinds}>
        <thead>
          <tr>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.follows}</th>
            <th scope="col" className="numeric">
              {words.week}
            </th>
            <th scope="col" className="numeric">
              {words.inDays(formats.number(days))}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ outcome, mails, week }) => (
            <tr key={outcome}>
              <th scope="row">{words.outcome[outcome] ?? outcome}</th>
              <td>{words.effect[outcome] ?? words.noEffect}</td>
              <td className="numeric" data-label={words.week}>
                {formats.number(week)}
              </td>
              <td className="numeric" data-label={words.inDays(formats.number(days))}>
                {formats.number(mails)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2 className={styles.heading}>{words.byDay}</h2>
      <table className={styles.days}>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.came}</th>
          </tr>
        </thead>
        <tbody>
          {daysOf(items).map(({ day, counts }) => (
            <tr key={day}>
              <th scope="row">{formats.longDate(new Date(`${day}T12:00:00`))}</th>
              <td>
                {counts
                  .map(({ outcome, mails }) => `${words.outcome[outcome] ?? outcome}: ${formats.number(mails)}`)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
