// Every message with where it stands and why: the proof behind each number about sending.
import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get, queryOf } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { useOpenWhy } from '../../parts/open-people.ts'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { bounceWords } from '../../words/bounces.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { MESSAGE_STATUSES, type MessageStatus, messageWords } from '../../words/messages.ts'
import { partWords } from '../../words/parts.ts'
import { returnedWords } from '../../words/returned.ts'
import styles from './MessagesPage.module.css'
import { type MessageCounts, type MessageLine, type MessagePage, markOf } from './messages.ts'

export function MessagesPage() {
  const words = useWords(messageWords)
  const returned = useWords(returnedWords)
  const counts = useQuery({
    queryKey: ['messages', 'counts'],
    queryFn: ({ signal }) => get<MessageCounts>('/messages/counts', signal),
    refetchInterval: 5000,
  })
  return (
    <>
      <PageTop
        title={words.title}
        actions={
          <Button component={AppLink} href="/messages/returned">
            {returned.link}
          </Button>
        }
      />
      <PageBody>
        <Answer query={counts} what={words.what} level={1}>
          {(data) =>
            data.items.length === 0 ? (
              <EmptyState title={words.empty} level={1}>
                {words.emptyDetail}
              </EmptyState>
            ) : (
              <Messages counts={data} />
            )
          }
        </Answer>
      </PageBody>
    </>
  )
}

function Messages({ counts }: { counts: MessageCounts }) {
  const words = useWords(messageWords)
  const bounces = useWords(bounceWords)
  const formats = useFormats()
  const [status, setStatus] = useState<MessageStatus | ''>('')
  const [reason, setReason] = useState('')
  const sum = (...of: MessageStatus[]) =>
    formats.number(
      counts.items.filter((row) => of.includes(row.status)).reduce((total, row) => total + row.messages, 0),
    )
  const reasons = [
    ...new Set(
      counts.items.flatMap((row) =>
        row.reason !== null && (status === '' || row.status === status) ? row.reason : [],
      ),
    ),
  ]
  return (
    <>
      <PageTitle below={words.below}>
        {words.headline(sum('sent'), sum('blocked', 'cancelled', 'expired'), sum('queued', 'started'))}
      </PageTitle>
      <div className={styles.filters}>
        <Select
          label={words.statusLabel}
          allowDeselect={false}
          value={status}
          onChange={(value) => {
            setStatus((value ?? '') as MessageStatus | '')
            setReason('')
          }}
          data={[
            { value: '', label: words.all },
            ...MESSAGE_STATUSES.map((value) => ({ value, label: `${words.status[value]} (${sum(value)})` })),
          ]}
        />
        <Select
          label={words.reasonLabel}
          allowDeselect={false}
          disabled={reasons.length === 0}
          value={reason}
          onChange={(value) => setReason(value ?? '')}
          data={[
            { value: '', label: words.anyReason },
            ...reasons.map((value) => ({ value, label: words.reason[value] ?? bounces.reason[value] ?? value })),
          ]}
        />
      </div>
      <MessageList status={status} reason={reason} />
    </>
  )
}

function MessageList({ status, reason }: { status: string; reason: string }) {
  const words = useWords(messageWords)
  const parts = useWords(partWords)
  const list = useInfiniteQuery({
    queryKey: ['messages', status, reason],
    queryFn: ({ pageParam, signal }) =>
      get<MessagePage>(`/messages${queryOf({ status, reason, cursor: pageParam, limit: 50 })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  if (list.isError)
    return <ErrorNote title={parts.failed(words.what)} error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  const rows = list.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <EmptyState title={words.noneHere}>{words.noneHereDetail}</EmptyState>
  return (
    <>
      <table className={styles.list}>
        <thead>
          <tr>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.stands}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">
              <span className="visually-hidden">{words.mayWeNow}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <Button className={styles.more} onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          {words.showMore}
        </Button>
      )}
    </>
  )
}

function MessageRow({ message }: { message: MessageLine }) {
  const words = useWords(messageWords)
  const bounces = useWords(bounceWords)
  const formats = useFormats()
  const openWhy = useOpenWhy()
  const mark = markOf(message)
  const name = message.contactName ?? words.nameless
  const why =
    message.bounce !== null
      ? (bounces.reason[message.bounce] ?? message.bounce)
      : (message.status === 'sent' || message.status === 'started') && message.consentSeq !== null
        ? words.entry(formats.number(message.consentSeq))
        : message.reason !== null && message.reason !== 'given' && message.reason !== 'customer'
          ? (words.reason[message.reason] ?? message.reason)
          : ''
  return (
    <tr>
      <td>
        <AppLink className="name" href={`/contacts/${message.contactId}`}>
          {name}
        </AppLink>
      </td>
      <td className={styles.mail}>
        {message.subject}
        <span className="dim">{message.purpose}</span>
      </td>
      <td>
        <span className={styles.stands}>
          {mark && <ConsentMark state={mark} size={16} />}
          <span>
            <b>{words.status[message.status]}</b> {why && <em className="muted">{why}</em>}
            {message.isUncertain && <span className="small dim">{words.uncertain}</span>}
          </span>
        </span>
      </td>
      <td className="dim no-wrap">
        <DateText at={message.at} show="both" />
      </td>
      <td className="numeric">
        <button
          type="button"
          className="link small"
          aria-label={words.mayWeNowFor(name)}
          onClick={() =>
            openWhy(
              `/contacts/${message.contactId}/decision${queryOf({ purposeId: message.purposeId, channel: message.channel })}`,
            )
          }
        >
          {words.mayWeNow}
        </button>
      </td>
    </tr>
  )
}
