// The record of processing activities, to read, print and hand over; below it how long proofs are kept.
import { Button } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useFormats, useLanguage, useWords } from '../../words/language.tsx'
import { processingWords } from '../../words/processing.ts'
import imports from '../imports/Imports.module.css'
import styles from './Processing.module.css'
import { type Activity, recordQuery, type Sender } from './processing.ts'
import { RetentionForm } from './RetentionForm.tsx'

export function ProcessingPage() {
  const words = useWords(processingWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const record = useQuery(recordQuery(language))
  const count = record.data?.senders.reduce((sum, sender) => sum + sender.activities.length, 0) ?? 0
  const actions = (
    <>
      <Button leftSection={<IconPrinter size={16} stroke={1.5} />} onClick={() => window.print()}>
        {words.print}
      </Button>
      <Button
        component="a"
        href={`/api/processing-record.csv?language=${language}`}
        leftSection={<IconDownload size={16} stroke={1.5} />}
      >
        {words.download}
      </Button>
    </>
  )
  return (
    <>
      <PageTop title={words.title} crumbs={[{ label: words.privacy, href: '/privacy' }]} actions={actions} />
      <PageBody>
        <Answer query={record} what={words.what} level={1}>
          {({ senders, measures }) =>
            senders.length === 0 ? (
              <EmptyState title={words.noSender} level={1}>
                {words.noSenderDetail}
              </EmptyState>
            ) : (
              <div className={styles.record}>
                <PageTitle below={words.below}>{words.headline(formats.number(count), count === 1)}</PageTitle>
                {senders.map((sender) => (
                  <SenderPart key={`${sender.controller.name} ${sender.controller.privacyEmail}`} sender={sender} />
                ))}
                <section className={imports.section}>
                  <h2>{words.measures}</h2>
                  <p className={imports.hint}>{words.measuresHint}</p>
                  <ul className={styles.measures}>
                    {measures.map((measure) => (
                      <li key={measure}>{measure}</li>
                    ))}
                  </ul>
                </section>
              </div>
            )
          }
        </Answer>
        <RetentionForm />
      </PageBody>
    </>
  )
}

function SenderPart({ sender: { controller, missing, activities } }: { sender: Sender }) {
  const words = useWords(processingWords)
  const { name, postalAddress, privacyEmail, phone, privacyUrl } = controller
  return (
    <section className={imports.section}>
      <h2>{name}</h2>
      <p className={imports.hint}>
        {[postalAddress, privacyEmail, phone, privacyUrl].filter((part) => part !== null).join(' · ')}
      </p>
      {missing.length > 0 && (
        <p className={`${imports.said} ${imports.warning}`}>
          {words.missing(missing.map((item) => words.missingWords[item] ?? item).join(', '))}
        </p>
      )}
      {activities.map((activity) => (
        <ActivityPart key={activity.key} activity={activity} />
      ))}
    </section>
  )
}

function ActivityPart({ activity }: { activity: Activity }) {
  const words = useWords(processingWords)
  const contacts = useWords(contactWords)
  const formats = useFormats()
  const { language } = useLanguage()
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const { name, until, channels, recipients, countries, transfers, retention } = activity
  return (
    <article className={styles.activity}>
      <h3>
        {name} {until !== null && <span className="dim">{words.retired(formats.longDate(new Date(until)))}</span>}
      </h3>
      <dl>
        <Line label={words.purpose}>{activity.purpose}</Line>
        <Line label={words.basis}>{activity.basis}</Line>
        <Line label={words.people}>{activity.people}</Line>
        <Line label={words.data}>{activity.data}</Line>
        {channels.length > 0 && (
          <Line label={words.channels}>{channels.map((one) => contacts.channel[one] ?? one).join(', ')}</Line>
        )}
        <Line label={words.recipients}>{recipients.join(', ') || words.notSaid}</Line>
        <Line label={words.place}>
          {[countries.map((code) => names.of(code)).join(', '), ...transfers].filter(Boolean).join('. ') ||
            words.notSaid}
        </Line>
        <Line label={words.retention}>
          {retention.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Line>
      </dl>
    </article>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
