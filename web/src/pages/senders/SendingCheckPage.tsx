// Whether mailbox providers believe a sender: what was found, what to do about each, and what to publish in DNS.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { Tag, type TagProps } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { sendingCheckWords } from '../../words/sending-check.ts'
import styles from './SendingCheckPage.module.css'
import { type Finding, type SendingCheck, sendingCheckQuery } from './sending-check.ts'

export function SendingCheckPage() {
  const words = useWords(sendingCheckWords)
  const { id = '' } = useParams({ strict: false })
  const check = useQuery(sendingCheckQuery(id))
  return (
    <>
      <PageTop
        title={words.title}
        crumbs={[{ label: words.senders, href: '/senders' }]}
        actions={
          <Button variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
            {words.again}
          </Button>
        }
      />
      <PageBody>
        <Answer query={check} what={words.what} level={1}>
          {(found) => <Found {...found} />}
        </Answer>
      </PageBody>
    </>
  )
}

function Found({ domain, findings, records }: SendingCheck) {
  const words = useWords(sendingCheckWords)
  const formats = useFormats()
  const countOf = (...states: Finding['state'][]) => findings.filter(({ state }) => states.includes(state)).length
  const [toMend, toLook] = [countOf('mend'), countOf('look', 'unknown')]
  return (
    <>
      <PageTitle below={words.below(domain)}>
        {toMend > 0
          ? words.toMend(formats.number(toMend), toMend === 1)
          : toLook > 0
            ? words.toLook(formats.number(toLook), toLook === 1)
            : words.allGood}
      </PageTitle>
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <OneFinding key={finding.check} finding={finding} />
        ))}
      </ul>
      {records.length > 0 && (
        <section className={styles.records}>
          <h2>{words.records}</h2>
          <p className="muted text-13">{words.recordsDetail}</p>
          {records.map(({ name, value }) => (
            <div key={name} className={styles.record}>
              <CopyText text={name} />
              <CopyText text={value} />
            </div>
          ))}
        </section>
      )}
    </>
  )
}

const TONES: Record<Finding['state'], TagProps['tone']> = {
  good: 'outline',
  mend: 'broken',
  look: 'near',
  unknown: 'plain',
}

function OneFinding({ finding: { check, state, code, about, askedBy } }: { finding: Finding }) {
  const words = useWords(sendingCheckWords)
  const said = words.codes[code]
  return (
    <li className={styles.finding}>
      <div>
        <h2>{words.checks[check]}</h2>
        <Tag tone={TONES[state]}>{words.states[state]}</Tag>
      </div>
      <div>
        <p>{said?.says(about)}</p>
        {said?.mend && <p>{said.mend(about)}</p>}
        <p className="small dim">
          {words.askedBy} {askedBy.join(', ')}
        </p>
      </div>
    </li>
  )
}
