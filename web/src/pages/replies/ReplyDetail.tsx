// One reply: their words as plain text, what it answers, and what may be done: answer in one's own mail program, withdraw
// where they ask for it, give it to a colleague, be done. To show it is to have opened it.
import { Button, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconMail } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { replyWords } from '../../words/replies.ts'
import styles from './Replies.module.css'
import {
  answeredQuery,
  changeReply,
  colleaguesQuery,
  mailtoOf,
  type Reply,
  type ReplyChange,
  replyQuery,
  stopForReply,
} from './replies.ts'

export function ReplyDetail({ id, isAlone }: { id: string; isAlone: boolean }) {
  const words = useWords(replyWords)
  const queries = useQueryClient()
  const reply = useQuery(replyQuery(id))
  const keep = (saved: Reply) => {
    queries.setQueryData(replyQuery(id).queryKey, saved)
    void queries.invalidateQueries({ queryKey: ['replies', 'list'] })
    void queries.invalidateQueries({ queryKey: ['replies', 'unread'] })
  }
  const open = useMutation({ mutationFn: () => changeReply(id, { isOpened: true }), onSuccess: keep })
  const isUnread = reply.data?.openedAt === null
  const { mutate } = open
  const [wasOpened, setOpened] = useState(false)
  useEffect(() => {
    if (!isUnread || wasOpened) return
    setOpened(true)
    mutate()
  }, [isUnread, wasOpened, mutate])
  return (
    <article className={styles.reply} data-alone={isAlone || undefined}>
      {isAlone && (
        <div className={styles.bar}>
          <Link className={styles.back} to="/replies" aria-label={words.back}>
            <IconChevronLeft size={20} stroke={1.5} aria-hidden />
          </Link>
        </div>
      )}
      <Answer query={reply} what={words.one} level={2}>
        {(data) => <Content reply={data} level={isAlone ? 1 : 2} onSaved={keep} />}
      </Answer>
    </article>
  )
}

type ContentProps = { reply: Reply; level: 1 | 2; onSaved: (saved: Reply) => void }

function Content({ reply, level, onSaved }: ContentProps) {
  const words = useWords(replyWords)
  const Heading = `h${level}` as const
  return (
    <div className={styles.content}>
      <header className={styles.who}>
        <Heading>
          <AppLink className="name" href={`/contacts/${reply.contactId}`}>
            {reply.name ?? words.noName}
          </AppLink>
        </Heading>
        <p className="muted">
          {[reply.company, reply.fromAddress].filter(Boolean).join(', ')} <DateText at={reply.receivedAt} show="both" />
        </p>
      </header>
      {reply.channel === 'email' && reply.fromAddress !== '' && !reply.isOwnAddress && (
        <Note tone="near">{words.otherAddress(reply.fromAddress)}</Note>
      )}
      <Wish reply={reply} onSaved={onSaved} />
      {reply.subject && <p className={styles.subject}>{reply.subject}</p>}
      <p className={styles.words}>{reply.text || <span className="dim">{words.noWords}</span>}</p>
      {reply.quoted && (
        <details className={styles.quoted} open={reply.text === ''}>
          <summary>{words.quoted}</summary>
          <pre>{reply.quoted}</pre>
        </details>
      )}
      <Files reply={reply} level={level} />
      <Acts reply={reply} onSaved={onSaved} />
      <Answered reply={reply} level={level} />
    </div>
  )
}

/** Nothing stops without a press, unless the reply says nothing else. */
function Wish({ reply, onSaved }: { reply: Reply; onSaved: (saved: Reply) => void }) {
  const words = useWords(replyWords)
  const stop = useMutation({ mutationFn: () => stopForReply(reply.id), onSuccess: onSaved })
  if (reply.stoppedAt)
    return (
      <Note role="status">{reply.stoppedByName ? words.stoppedBy(reply.stoppedByName) : words.stoppedByItself}</Note>
    )
  if (reply.wish === 'no') return null
  return (
    <Note tone="near">
      <b>{words.asksTitle}</b>
      <p>{reply.answered ? words.asksDetail(reply.answered.purpose) : words.asksUnknown}</p>
      {stop.isError && <FaultLines error={stop.error} />}
      {reply.answered && (
        <Button className={styles.stop} variant="filled" loading={stop.isPending} onClick={() => stop.mutate()}>
          {words.stop}
        </Button>
      )}
    </Note>
  )
}

type PartProps = { reply: Reply; level: 1 | 2 }

function Files({ reply: { attachments }, level }: PartProps) {
  const Part = level === 1 ? 'h2' : 'h3'
  const words = useWords(replyWords)
  const formats = useFormats()
  if (attachments.length === 0) return null
  return (
    <section className={styles.section}>
      <Part>{words.files}</Part>
      <ul>
        {attachments.map(({ name, bytes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files of one mail may have the same name
          <li key={index}>
            {name || '?'}{' '}
            <span className="dim">
              {bytes === null ? words.tooLarge : words.size(formats.number(Math.max(1, Math.round(bytes / 1000))))}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-13 dim">{words.filesDetail}</p>
    </section>
  )
}

function Acts({ reply, onSaved }: { reply: Reply; onSaved: (saved: Reply) => void }) {
  const words = useWords(replyWords)
  const me = useMe()
  const go = useNavigate()
  const colleagues = useQuery(colleaguesQuery)
  const change = useMutation({ mutationFn: (to: ReplyChange) => changeReply(reply.id, to), onSuccess: onSaved })
  const isDone = reply.doneAt !== null
  const close = (to: ReplyChange) => change.mutate(to, { onSuccess: () => void go({ to: '/replies' }) })
  return (
    <section className={styles.acts}>
      <div className={styles.buttons}>
        {reply.fromAddress && (
          <Button
            component="a"
            href={mailtoOf(reply)}
            variant="filled"
            leftSection={<IconMail size={16} stroke={1.5} aria-hidden />}
            title={words.answerHint}
          >
            {words.answer}
          </Button>
        )}
        <Button
          disabled={change.isPending}
          onClick={() => (isDone ? change.mutate({ isDone: false }) : close({ isDone: true }))}
        >
          {isDone ? words.undone : words.done}
        </Button>
        {!isDone && (
          <Button variant="subtle" disabled={change.isPending} onClick={() => close({ isOpened: false })}>
            {words.unopened}
          </Button>
        )}
      </div>
      {isDone && reply.doneByName && <p className="text-13 dim">{words.doneBy(reply.doneByName)}</p>}
      <NativeSelect
        className={styles.chooser}
        label={words.owner}
        value={reply.owner?.id ?? ''}
        disabled={change.isPending}
        onChange={({ currentTarget }) => change.mutate({ ownerId: currentTarget.value || null })}
        data={[
          { value: '', label: words.nobody },
          ...(colleagues.data?.items ?? (reply.owner ? [reply.owner] : [])).map(({ id, name }) => ({
            value: id,
            label: id === me.id ? `${name} (${words.mine.toLowerCase()})` : name,
          })),
        ]}
      />
      {change.isError && <FaultLines error={change.error} />}
    </section>
  )
}

function Answered({ reply: { id, channel, answered, campaign }, level }: PartProps) {
  const Part = level === 1 ? 'h2' : 'h3'
  const words = useWords(replyWords)
  const [isShown, setShown] = useState(false)
  const mail = useQuery({ ...answeredQuery(id), enabled: isShown })
  const me = useMe()
  if (!answered) return null
  return (
    <section className={styles.section}>
      <Part>{words.answers(mail.data?.mail?.subject ?? answered.subject)}</Part>
      <p className="text-13 muted">
        {answered.sentAt && (
          <>
            {words.sent} <DateText at={answered.sentAt} />.{' '}
          </>
        )}
        {campaign && (
          <>
            {words.ofCampaign}{' '}
            {me.role === 'marketer' || me.role === 'admin' ? (
              <AppLink className="link" href={`/campaigns/${campaign.id}`}>
                {campaign.name}
              </AppLink>
            ) : (
              campaign.name
            )}
            .
          </>
        )}
      </p>
      {channel === 'email' && (
        <Button size="compact-sm" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? words.hideMail : words.showMail}
        </Button>
      )}
      {isShown && (
        <Answer query={mail} what={words.one}>
          {({ mail: shown }) =>
            shown ? (
              <div className={styles.frame}>
                <iframe className={styles.mail} sandbox="" title={shown.subject} srcDoc={shown.html} />
              </div>
            ) : (
              <p className="text-13 dim">{words.noMail}</p>
            )
          }
        </Answer>
      )}
    </section>
  )
}
