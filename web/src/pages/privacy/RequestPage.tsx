// One request: what is asked for and until when, the one thing to do now, and beside it the person and every step.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { privacyWords } from '../../words/privacy.ts'
import { requestStepWords } from '../../words/request-steps.ts'
import { requestWords } from '../../words/requests.ts'
import { AfterRequest } from './AfterRequest.tsx'
import { CarryOut } from './CarryOut.tsx'
import { CheckIdentity } from './CheckIdentity.tsx'
import { PutOff } from './PutOff.tsx'
import { useDueText } from './RequestList.tsx'
import styles from './Requests.module.css'
import { daysUntil, type RequestDetail, requestQuery } from './requests.ts'

export function RequestPage() {
  const words = useWords(requestWords)
  const desk = useWords(privacyWords)
  const { id = '' } = useParams({ strict: false })
  const request = useQuery(requestQuery(id))
  const title = request.data ? words.kind[request.data.kind] : words.title
  const isOpen = request.data?.closedAt === null
  return (
    <>
      <PageTop
        title={title}
        crumbs={[{ label: desk.title, href: '/privacy' }]}
        actions={isOpen && request.data && <PutOff request={request.data} />}
      />
      <PageBody>
        <Answer query={request} what={words.title} level={1}>
          {(data) => (
            <div className={styles.page}>
              <div>
                <Head request={data} />
                {data.status === 'identity' && <CheckIdentity request={data} />}
                {data.status === 'open' && <CarryOut request={data} />}
                {data.closedAt && <AfterRequest request={data} />}
              </div>
              <Side request={data} />
            </div>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function Head({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const now = new Date()
  const days = daysUntil(request.dueAt, now)
  const due = formats.longDate(new Date(request.dueAt))
  const left = useDueText(days)
  const name = request.person.isErased ? words.erased : (request.name ?? words.nameless)
  const closed = request.closedAt && words.doneOn(formats.longDate(new Date(request.closedAt)))
  return (
    <PageTitle
      above={closed ?? `${left} · ${days < 0 ? words.dueNow(due) : words.due(due)}`}
      below={[request.extendedAt && words.extendedNote, request.words && words.quoted(request.words)]
        .filter(Boolean)
        .join(' ')}
    >
      {`${words.kind[request.kind]}: ${name}`}
    </PageTitle>
  )
}

function Side({ request }: { request: RequestDetail }) {
  const words = useWords(requestWords)
  const formats = useFormats()
  const now = new Date()
  const steps = useWords(requestStepWords)
  const { person } = request
  const facts = [
    { label: words.basis, value: words.kindOf[request.kind] },
    {
      label: words.cameHow,
      value: `${words.cameBy[request.cameBy] ?? request.cameBy}, ${formats.longDate(new Date(request.receivedAt))}`,
    },
    { label: words.identity, value: request.identityBy ? words.shown[request.identityBy] : words.notShown },
    { label: words.addresses, value: person.addresses.map((address) => address.value).join(', ') },
    { label: words.noteOf, value: request.refusalWords ?? request.extensionWords },
  ].filter((fact) => fact.value)
  return (
    <aside className={styles.side}>
      <h2>{words.about}</h2>
      <dl className={styles.facts}>
        {!person.isErased && (
          <div>
            <dt>{[person.jobTitle, request.company].filter(Boolean).join(', ') || words.about}</dt>
            <dd>
              <AppLink className="link" href={`/contacts/${request.contactId}`}>
                {request.name ?? words.openContact}
              </AppLink>
            </dd>
          </div>
        )}
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <h2>{words.steps}</h2>
      <ol className={styles.steps}>
        {request.steps.map((step) => (
          <li key={step.position}>
            {steps.step[step.type]?.(step.detail) ?? step.type}
            <span className="small dim">
              {[
                `${formats.shortDate(new Date(step.at), now)} ${formats.time(new Date(step.at))}`,
                step.by ?? (step.actor === 'contact' && words.byPerson),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </aside>
  )
}
