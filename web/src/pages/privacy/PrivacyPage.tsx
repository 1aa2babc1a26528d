// The privacy desk: what needs the privacy officer, what people withdrew, what was stopped, and what can be proved.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { markOfEvent } from '../../parts/decision-mark.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { messageWords } from '../../words/messages.ts'
import { partWords } from '../../words/parts.ts'
import { privacyWords } from '../../words/privacy.ts'
import { Deviations } from './Deviations.tsx'
import styles from './PrivacyPage.module.css'
import { ProofColumn } from './ProofColumn.tsx'
import { deviationsQuery, type PrivacyDesk, privacyQuery } from './privacy.ts'
import { NextRequest, RequestList } from './RequestList.tsx'

export function PrivacyPage() {
  const words = useWords(privacyWords)
  const formats = useFormats()
  const desk = useQuery(privacyQuery)
  const deviations = useQuery(deviationsQuery)
  return (
    <>
      <PageTop
        title={words.title}
        actions={
          <Button component={AppLink} href="/privacy/processing">
            {words.processing}
          </Button>
        }
      />
      <PageBody>
        <Answer query={desk} what={words.what} level={1}>
          {(data) => (
            <div className={styles.desk}>
              <div>
                <Answer query={deviations} what={words.deviations} level={1}>
                  {({ items }) => (
                    <>
                      <PageTitle above={formats.weekday(new Date())} below={<NextRequest />}>
                        {items.length === 0
                          ? words.nothing
                          : words.headline(formats.number(items.length), items.length === 1)}
                      </PageTitle>
                      <Deviations deviations={items} />
                    </>
                  )}
                </Answer>
                <RequestList />
                <Lowered desk={data} />
                <Blocked desk={data} />
              </div>
              <ProofColumn desk={data} />
            </div>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function Lowered({ desk: { lowered } }: { desk: PrivacyDesk }) {
  const words = useWords(privacyWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{words.lowered}</h2>
        <span className="small dim">
          {words.loweredAside(
            parts.people(formats.number(lowered.people), lowered.people === 1),
            formats.number(lowered.days),
          )}
        </span>
      </div>
      {lowered.items.length === 0 ? (
        <p className={styles.nothing}>{words.noneLowered}</p>
      ) : (
        <table className={styles.list}>
          <thead>
            <tr>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.said}</th>
              <th scope="col">{words.how}</th>
              <th scope="col">{words.when}</th>
            </tr>
          </thead>
          <tbody>
            {lowered.items.map((item) => (
              <tr key={`${item.contactId} ${item.seq}`}>
                <td>
                  <AppLink className="name" href={`/contacts/${item.contactId}`}>
                    {item.contactName ?? words.nameless}
                  </AppLink>
                </td>
                <td>
                  <span className={styles.said}>
                    <ConsentMark state={markOfEvent(item.type) ?? 'none'} size={16} />
                    <span>
                      {words.type[item.type] ?? item.type} {item.purpose}
                      {item.channel && <span className="dim">, {parts.channel[item.channel]}</span>}
                    </span>
                  </span>
                </td>
                <td className="muted">{words.method[item.method] ?? item.method}</td>
                <td className="dim no-wrap">
                  <DateText at={item.at} show="both" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Blocked({ desk: { blocked } }: { desk: PrivacyDesk }) {
  const words = useWords(privacyWords)
  const messages = useWords(messageWords)
  const formats = useFormats()
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{words.blocked}</h2>
        <span className="small dim">{words.blockedAside}</span>
      </div>
      {blocked.length === 0 ? (
        <p className={styles.nothing}>{words.noneBlocked}</p>
      ) : (
        <>
          <dl className={styles.facts}>
            {blocked.map((row) => (
              <div key={row.reason}>
                <dt>{messages.reason[row.reason] ?? row.reason}</dt>
                <dd>{formats.number(row.messages)}</dd>
              </div>
            ))}
          </dl>
          <AppLink className={`${styles.after} link small`} href="/messages">
            {words.seeThem}
          </AppLink>
        </>
      )}
    </section>
  )
}
