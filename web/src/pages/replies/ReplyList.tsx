// The list of replies: who, what it begins with, what it answers, whose it is, and whether it asks to stop.
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { type InfiniteData, type UseInfiniteQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { replyWords } from '../../words/replies.ts'
import styles from './Replies.module.css'
import { REPLY_STATUSES, type ReplyFilter, type ReplyLine, type ReplyStatus, unreadQuery } from './replies.ts'

export type ReplyListProps = {
  replies: UseInfiniteQueryResult<InfiniteData<{ items: ReplyLine[]; next: string | null }>>
  filter: ReplyFilter
  onFilter: (filter: ReplyFilter) => void
  openId: string | undefined
}

export function ReplyList({ replies, filter, onFilter, openId }: ReplyListProps) {
  const words = useWords(replyWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const me = useMe()
  const unread = useQuery(unreadQuery).data?.unread
  const items = replies.data?.pages.flatMap((page) => page.items) ?? []
  const campaigns = named(items.map(({ campaign }) => campaign))
  const brands = named(items.map(({ brand }) => brand))
  return (
    <section className={styles.list} aria-label={words.inbox}>
      <header>
        <h1>{unread === undefined ? words.title : words.unread(unread, formats.number(unread))}</h1>
        <p className="text-13 dim">{me.role === 'seller' ? words.belowSeller : words.below}</p>
        <SegmentedControl
          aria-label={words.show}
          value={filter.status}
          onChange={(status) => onFilter({ ...filter, status: status as ReplyStatus })}
          data={REPLY_STATUSES.map((value) => ({ value, label: words.status[value] }))}
        />
        <div className={styles.filters}>
          <NativeSelect
            aria-label={words.whose}
            value={filter.ownerId ?? ''}
            onChange={({ currentTarget }) => onFilter({ ...filter, ownerId: currentTarget.value || null })}
            data={[
              { value: '', label: words.everybodys },
              { value: me.id, label: words.mine },
              { value: 'nobody', label: words.nobodys },
            ]}
          />
          <Narrow
            label={words.campaign}
            all={words.allCampaigns}
            choices={campaigns}
            chosen={filter.campaignId}
            onChoose={(campaignId) => onFilter({ ...filter, campaignId })}
          />
          <Narrow
            label={words.sender}
            all={words.allSenders}
            choices={brands}
            chosen={filter.brandId}
            onChoose={(brandId) => onFilter({ ...filter, brandId })}
          />
        </div>
      </header>
      {replies.isPending && <Loading />}
      {replies.isError && items.length === 0 && (
        <ErrorNote title={parts.failed(words.what)} error={replies.error} onRetry={() => void replies.refetch()} />
      )}
      {replies.data && items.length === 0 && (
        <EmptyState title={words.empty[filter.status]}>{words.emptyDetail[filter.status]}</EmptyState>
      )}
      <ol>
        {items.map((reply) => (
          <Line key={reply.id} reply={reply} isOpen={reply.id === openId} />
        ))}
      </ol>
      {replies.hasNextPage && (
        <Button
          className={styles.more}
          disabled={replies.isFetchingNextPage}
          onClick={() => void replies.fetchNextPage()}
        >
          {words.showMore}
        </Button>
      )}
    </section>
  )
}

type Named = { id: string; name: string }

/** Each once, in the order of the list. */
const named = (list: (Named | null)[]): Named[] => [
  ...new Map(list.flatMap((one) => (one ? [[one.id, one] as const] : []))).values(),
]

type NarrowProps = {
  label: string
  all: string
  choices: Named[]
  chosen: string | null
  onChoose: (id: string | null) => void
}

/** Narrows the list to one; there only where it would narrow anything. */
function Narrow({ label, all, choices, chosen, onChoose }: NarrowProps) {
  if (choices.length < 2 && chosen === null) return null
  return (
    <NativeSelect
      aria-label={label}
      value={chosen ?? ''}
      onChange={({ currentTarget }) => onChoose(currentTarget.value || null)}
      data={[{ value: '', label: all }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}

function Line({ reply, isOpen }: { reply: ReplyLine; isOpen: boolean }) {
  const words = useWords(replyWords)
  const formats = useFormats()
  const now = new Date()
  const isUnread = reply.openedAt === null && reply.doneAt === null
  return (
    <li data-open={isOpen || undefined} data-unread={isUnread || undefined}>
      <Link to="/replies/$replyId" params={{ replyId: reply.id }} aria-current={isOpen ? 'true' : undefined}>
        <div className={styles.first}>
          <b>{reply.name ?? words.noName}</b>
          <time dateTime={reply.receivedAt}>{formats.shortDate(new Date(reply.receivedAt), now)}</time>
        </div>
        <p className={styles.excerpt}>{reply.excerpt || words.noWords}</p>
        <p className={styles.about}>
          {reply.stoppedAt ? (
            <Tag>{words.stopped}</Tag>
          ) : (
            reply.wish !== 'no' && <Tag tone="near">{words.wish[reply.wish]}</Tag>
          )}
          <span>{reply.channel === 'sms' ? words.bySms : (reply.campaign?.name ?? reply.brand?.name)}</span>
          <span className={styles.owner}>{reply.owner?.name ?? words.nobody}</span>
        </p>
      </Link>
    </li>
  )
}
