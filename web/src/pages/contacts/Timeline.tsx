// Everything that happened with one person, newest first, day by day: what they said, what they got and did not get, what they did.
import { Button, SegmentedControl } from '@mantine/core'
import { IconFlag, IconForms, IconMail, IconWorld } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../parts/AppLink.tsx'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import type { ConsentState } from '../../parts/consent-state.ts'
import { DateText } from '../../parts/DateText.tsx'
import { markOfEvent, markOfReason } from '../../parts/decision-mark.ts'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { contactWords } from '../../words/contacts.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { messageWords } from '../../words/messages.ts'
import { partWords } from '../../words/parts.ts'
import { TIMELINE_GROUPS, type TimelineGroup, type TimelineItem, timelineQuery } from './contacts.ts'
import styles from './Timeline.module.css'

export function Timeline({ contactId }: { contactId: string }) {
  const words = useWords(contactWords)
  const parts = useWords(partWords)
  const [group, setGroup] = useState<'all' | TimelineGroup>('all')
  const timeline = useInfiniteQuery(timelineQuery(contactId, group === 'all' ? undefined : group))
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={styles.section} aria-labelledby="timeline">
      <header>
        <h2 id="timeline">{words.timeline}</h2>
        <SegmentedControl
          aria-label={words.timeline}
          data={[
            { value: 'all', label: words.all },
            ...TIMELINE_GROUPS.map((value) => ({ value, label: words.group[value] })),
          ]}
          value={group}
          onChange={(value) => setGroup(value as 'all' | TimelineGroup)}
        />
      </header>
      {timeline.isPending ? (
        <Loading bars={Array.from({ length: 6 }, () => ({ width: '90%' }))} />
      ) : timeline.isError ? (
        <ErrorNote
          title={parts.failed(words.timelineWhat)}
          error={timeline.error}
          onRetry={() => void timeline.refetch()}
        />
      ) : items.length === 0 ? (
        <p className={`${styles.nothing} dim`}>{group === 'all' ? words.nothingYet : words.nothingOfThis}</p>
      ) : (
        <Days items={items} />
      )}
      {timeline.hasNextPage && (
        <Button
          className={styles.more}
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {words.showMore}
        </Button>
      )}
    </section>
  )
}

function Days({ items }: { items: TimelineItem[] }) {
  const days = new Map<string, TimelineItem[]>()
  for (const item of items) {
    const day = new Date(item.at).toDateString()
    days.set(day, [...(days.get(day) ?? []), item])
  }
  return (
    <div className={styles.days}>
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h3>
            <Day at={new Date(ofDay[0]?.at ?? day)} />
          </h3>
          <ol>
            {ofDay.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Day({ at }: { at: Date }) {
  const words = useWords(contactWords)
  const formats = useFormats()
  const now = new Date()
  const yesterday = new Date(now.getTime() - 86_400_000)
  if (at.toDateString() === now.toDateString()) return words.today
  if (at.toDateString() === yesterday.toDateString()) return words.yesterday
  const day = formats.weekday(at)
  return at.getFullYear() === now.getFullYear() ? day : `${day} ${at.getFullYear()}`
}

function Item({ item }: { item: TimelineItem }) {
  const words = useWords(contactWords)
  const formats = useFormats()
  const { replyId } = item.properties
  return (
    <li className={styles.item}>
      <DateText at={item.at} show="time" />
      <span className={styles.sign}>
        <Sign item={item} />
      </span>
      <p>
        {typeof replyId === 'string' ? (
          <AppLink className="link" href={`/replies/${replyId}`}>
            <Text item={item} />
          </AppLink>
        ) : (
          <Text item={item} />
        )}
      </p>
      {item.points !== null && item.points !== 0 && (
        <b className="numeric">
          {formats.signed(item.points)}
          <span className="visually-hidden"> {words.points('')}</span>
        </b>
      )}
      {item.group === 'consent' && item.seq !== null && (
        <span className="small dim no-wrap">{words.entry(formats.number(item.seq))}</span>
      )}
    </li>
  )
}

/** What stopped a mail and was no decision is an address or a technical matter. */
function markOfItem({ type, reason }: TimelineItem): ConsentState | undefined {
  if (type === 'message.blocked' || type === 'message.cancelled') return markOfReason(reason) ?? 'address'
  if (type === 'message.queued') return 'later'
  if (type === 'message.expired') return 'none'
  const [noun, said = ''] = type.split('.')
  return noun === 'consent' ? markOfEvent(said) : undefined
}

function Sign({ item }: { item: TimelineItem }) {
  const mark = markOfItem(item)
  if (mark) return <ConsentMark state={mark} />
  const Icon =
    item.type === 'form.submitted'
      ? IconForms
      : item.group === 'messages'
        ? IconMail
        : item.group === 'sales'
          ? IconFlag
          : IconWorld
  return <Icon size={16} stroke={1.5} aria-hidden />
}

function Text({ item }: { item: TimelineItem }) {
  const words = useWords(contactWords)
  const messages = useWords(messageWords)
  const [noun = '', verb = ''] = item.type.split('.')
  if (noun === 'consent') {
    const channel = item.channel ? (words.channel[item.channel] ?? item.channel) : ''
    const what = item.purpose ? (channel ? words.by(item.purpose, channel) : item.purpose) : words.everything
    const said = words.consentEvent[verb]?.(what) ?? item.type
    return item.method && words.method[item.method] ? `${said} ${words.method[item.method]}` : said
  }
  if (noun === 'message') {
    const why = item.reason ? (messages.reason[item.reason] ?? item.reason) : ''
    const said = words.message[verb]?.(item.title ?? '', why.charAt(0).toLowerCase() + why.slice(1))
    if (said) return said
  }
  const known = words.event[item.type]
  if (known) return known(item.title ?? '')
  const plain = `${noun} ${verb}`.replaceAll('_', ' ')
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${item.title ? `: ${item.title}` : ''}`
}
