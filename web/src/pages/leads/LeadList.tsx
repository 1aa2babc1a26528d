// The list of leads: who, how long there is to answer, why now, and which ways are open.
import { Button, SegmentedControl } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { markOfDecision } from '../../parts/decision-mark.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorNote } from '../../parts/ErrorNote.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { leadWords } from '../../words/leads.ts'
import { partWords } from '../../words/parts.ts'
import { CallList } from './CallList.tsx'
import styles from './LeadsPage.module.css'
import { LEAD_STATUSES, type LeadLine, type LeadPage, type LeadStatus } from './leads.ts'
import { Notices } from './Notices.tsx'
import { useTimeLeft } from './use-time-left.ts'

export type LeadListProps = {
  leads: UseInfiniteQueryResult<InfiniteData<LeadPage>>
  status: LeadStatus
  onStatus: (status: LeadStatus) => void
  openId: string | undefined
}

export function LeadList({ leads, status, onStatus, openId }: LeadListProps) {
  const words = useWords(leadWords)
  const parts = useWords(partWords)
  const formats = useFormats()
  const me = useMe()
  const items = leads.data?.pages.flatMap((page) => page.items) ?? []
  const counts = leads.data?.pages[0]?.counts
  const waiting = counts?.assigned ?? 0
  const heading = me.role === 'seller' ? words.waitForYou : words.waitForAnswer
  return (
    <section className={styles.list} aria-label={words.inbox}>
      <header>
        <h1>{counts ? heading(waiting, formats.number(waiting)) : words.title}</h1>
        <p className="text-13 dim">{words.answerEach}</p>
        <SegmentedControl
          className={styles.statuses}
          aria-label={words.show}
          value={status}
          onChange={(value) => onStatus(value as LeadStatus)}
          data={LEAD_STATUSES.map((value) => ({
            value,
            label: `${words.status[value]} ${counts ? formats.number(counts[value]) : ''}`,
          }))}
        />
        <CallList />
      </header>
      <Notices />
      {leads.isPending && <Loading />}
      {leads.isError && items.length === 0 && (
        <ErrorNote title={parts.failed(words.leads)} error={leads.error} onRetry={() => void leads.refetch()} />
      )}
      {leads.data && items.length === 0 && (
        <EmptyState title={words.empty[status]}>{words.emptyDetail[status]}</EmptyState>
      )}
      <ol>
        {items.map((lead) => (
          <Line key={lead.id} lead={lead} isOpen={lead.id === openId} withSeller={me.role !== 'seller'} />
        ))}
      </ol>
      {leads.hasNextPage && (
        <Button className={styles.more} disabled={leads.isFetchingNextPage} onClick={() => void leads.fetchNextPage()}>
          {words.showMore}
        </Button>
      )}
    </section>
  )
}

function Line({ lead, isOpen, withSeller }: { lead: LeadLine; isOpen: boolean; withSeller: boolean }) {
  const words = useWords(leadWords)
  const formats = useFormats()
  const timeLeft = useTimeLeft()
  const now = new Date()
  const time = lead.status === 'assigned' ? timeLeft(lead, now) : undefined
  const shown = time ?? { short: formats.shortDate(new Date(lead.createdAt), now), isNear: false }
  return (
    <li data-open={isOpen || undefined}>
      <Link to="/leads/$leadId" params={{ leadId: lead.id }} aria-current={isOpen ? 'true' : undefined}>
        <div className={styles.first}>
          <b>{lead.name ?? words.noName}</b>
          <time dateTime={lead.answerBy} className={shown.isNear ? 'near strong' : undefined}>
            {shown.short}
          </time>
        </div>
        <p className="text-13 muted">{[lead.jobTitle, lead.company].filter(Boolean).join(', ')}</p>
        {lead.why && (
          <p className={styles.why}>{words.times(lead.why.text, lead.why.times, formats.number(lead.why.times))}</p>
        )}
        <p className={styles.ways}>
          {lead.ways.map((way) => (
            <span key={way.channel}>
              <ConsentMark state={markOfDecision(way, now)} until={way.expiresAt} now={now} />
              {way.isAllowed ? words.channel[way.channel] : words.no(words.channel[way.channel])}
            </span>
          ))}
          {withSeller && <span className={styles.seller}>{lead.seller.name}</span>}
        </p>
      </Link>
    </li>
  )
}
