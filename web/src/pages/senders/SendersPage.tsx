// Who speaks, how they handle data, and what is kept of browsers: what notices and receipts tell people, and where it is said.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useWords } from '../../words/language.tsx'
import { lookWords } from '../../words/look.ts'
import { replyWords } from '../../words/replies.ts'
import { senderWords } from '../../words/senders.ts'
import { sendingCheckWords } from '../../words/sending-check.ts'
import { replyChoiceQuery } from '../replies/replies.ts'
import { EvidenceForm } from './EvidenceForm.tsx'
import { HandlingForm } from './HandlingForm.tsx'
import { LookForm, lookQuery } from './LookForm.tsx'
import { ReplyForm } from './ReplyForm.tsx'
import { SenderForm } from './SenderForm.tsx'
import styles from './SendersPage.module.css'
import { evidenceQuery, handlingQuery, type Sender, sendersQuery } from './senders.ts'

export function SendersPage() {
  const words = useWords(senderWords)
  const senders = useQuery(sendersQuery)
  const evidence = useQuery(evidenceQuery)
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        <Answer query={senders} what={words.what} level={1}>
          {({ items }) => (
            <>
              <PageTitle below={words.below}>{words.title}</PageTitle>
              {items.length === 0 && <EmptyState title={words.empty}>{words.emptyDetail}</EmptyState>}
              {items.map((sender) => (
                <OneSender key={sender.id} sender={sender} />
              ))}
              <section className={styles.sender}>
                <h2>{words.evidence}</h2>
                <p className="muted text-13">{words.evidenceDetail}</p>
                <Answer query={evidence} what={words.evidence}>
                  {(setting) => <EvidenceForm setting={setting} />}
                </Answer>
              </section>
            </>
          )}
        </Answer>
      </PageBody>
    </>
  )
}

function OneSender({ sender }: { sender: Sender }) {
  const words = useWords(senderWords)
  const checkWords = useWords(sendingCheckWords)
  const lookSaid = useWords(lookWords)
  const handling = useQuery(handlingQuery(sender.id))
  const look = useQuery(lookQuery(sender.id))
  const replySaid = useWords(replyWords)
  const choice = useQuery(replyChoiceQuery(sender.id))
  return (
    <section className={styles.sender}>
      <h2>{sender.name}</h2>
      <p className={styles.check}>
        <AppLink href={`/senders/${sender.id}/check`}>{checkWords.link}</AppLink>
      </p>
      <div className={styles.columns}>
        <div>
          <h3>{words.who}</h3>
          <SenderForm sender={sender} />
        </div>
        <div>
          <h3>{replySaid.title}</h3>
          <Answer query={choice} what={replySaid.place}>
            {(data) => <ReplyForm brandId={sender.id} choice={data} />}
          </Answer>
        </div>
        <div>
          <h3>{words.handling}</h3>
          <Answer query={handling} what={words.handling}>
            {({ processing }) => <HandlingForm sender={sender} handling={processing} />}
          </Answer>
        </div>
        <div>
          <h3>{lookSaid.heading}</h3>
          <Answer query={look} what={lookSaid.what}>
            {(chosen) => <LookForm sender={sender} look={chosen} />}
          </Answer>
        </div>
      </div>
    </section>
  )
}
