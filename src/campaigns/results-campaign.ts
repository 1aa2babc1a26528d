// What became of a campaign, from the message rows: every one is in exactly one part, so the parts add up to the whole.
import { isDecisionReason, MARK_OF_REASON, type MarkState } from '../consent/index.ts'
import { bounceJoin, bounceReason, HELD_OUT, standingReasonSql } from '../delivery/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { describePerson } from '../segments/index.ts'
import { isPersonsSql } from '../tracking/index.ts'
import type { PageAsked, PeoplePage, PersonRow } from './forecast-campaign.ts'
import { reasonWords } from './reason-words.ts'
import { findLinks } from './results/find-links.ts'

export const MESSAGE_STATES = ['queued', 'started', 'sent', 'blocked', 'cancelled', 'failed', 'expired'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export type Results = {
  total: number
  /** `reason` of what came back begins with `bounce_`. */
  parts: { status: MessageState; reason: string | null; count: number }[]
  /** How many came back: for good, for now, and for what the mail is. They are among the sent, or failed at once. */
  returned: { hard: number; soft: number; message: number }
  /** Of an SMS: how many have arrived, as gateways have told; null of a mail, which tells nobody. */
  arrived: number | null
  /** Among the sent: those whose links may name them, and those of them who clicked. Nobody else can be counted. */
  tracked: number
  clicked: number
  links: { address: string; people: number }[]
  /** How often links were followed by people who are not tracked; nobody knows by whom, or by how many. */
  counted: { address: string; clicks: number }[]
  countedAt: Date
}

/** Counts the messages of a campaign by what became of them. */
export async function findResults(db: Db, campaignId: string, now: Date): Promise<Results> {
  const { channel } = found(
    await db.campaign.findUnique({ where: { id: campaignId }, select: { channel: true } }),
    'campaign',
  )
  const parts = await db.$queryRaw<{ status: MessageState; reason: string | null; count: number; tracked: number }[]>(
    Prisma.sql`
    select message.status, ${reasonSql} as reason, count(*)::int as count,
      count(*) filter (where is_tracked and message.status = 'sent')::int as tracked
    from message ${bounceJoin} where campaign_id = ${campaignId}::uuid group by 1, 2 order by count desc, 1, 2`,
  )
  const [returned] = await db.$queryRaw<[Results['returned']]>(Prisma.sql`
    select count(*) filter (where bounce.outcome = 'hard')::int as hard,
      count(*) filter (where bounce.outcome = 'soft')::int as soft,
      count(*) filter (where bounce.outcome = 'message')::int as message
    from message ${bounceJoin} where campaign_id = ${campaignId}::uuid and bounce.outcome is not null`)
  const links = await findLinks(db, campaignId)
  const [clicks] = await db.$queryRaw<[{ people: number }]>(Prisma.sql`
    select count(distinct event.contact_id)::int as people from event where ${clickedIn(campaignId)}`)
  return {
    total: parts.reduce((sum, part) => sum + part.count, 0),
    parts: parts.map(({ status, reason, count }) => ({ status, reason, count })),
    returned,
    arrived: channel === 'sms' ? await countArrived(db, campaignId) : null,
    tracked: parts.reduce((sum, part) => sum + part.tracked, 0),
    clicked: clicks.people,
    links: links.flatMap(({ address, people }) => (people > 0 ? [{ address, people }] : [])),
    counted: links.flatMap(({ address, clicks }) => (clicks === null ? [] : [{ address, clicks }])),
    countedAt: now,
  }
}

async function countArrived(db: Db, campaignId: string): Promise<number> {
  const [row] = await db.$queryRaw<[{ arrived: number }]>(Prisma.sql`
    select count(*)::int as arrived from message
    join message_delivery arrived on arrived.contact_id = message.contact_id and arrived.message_id = message.id
    where campaign_id = ${campaignId}::uuid`)
  return row.arrived
}

/** One reason for each message: of what came back, that it did. Sent and arrived as far as is known: none. */
const reasonSql = Prisma.sql`coalesce(${bounceReason},
  ${standingReasonSql})`

const clickedIn = (campaignId: string) =>
  Prisma.sql`event.type = 'mail.clicked' and event.properties ->> 'campaignId' = ${campaignId} and ${isPersonsSql}`

export type ResultsWanted = { statuses: readonly (MessageState | 'clicked')[]; reasons: readonly string[] }

type Row = {
  contact_id: string
  status: MessageState
  reason: string | null
  at: Date
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company: string | null
}

/** The people behind a number of the results; a campaign that workflows send may have a person more than once. */
export async function findResultPeople(
  db: Db,
  campaignId: string,
  { statuses, reasons }: ResultsWanted,
  { cursor, limit, language }: PageAsked,
): Promise<PeoplePage> {
  const isClicked = Prisma.sql`exists (select 1 from event where event.contact_id = message.contact_id
    and event.type = 'mail.clicked' and event.properties ->> 'messageId' = message.id::text and ${isPersonsSql})`
  const wanted = Prisma.sql`message.campaign_id = ${campaignId}::uuid
    and (${statuses.length === 0} or message.status = any(${[...statuses]}::text[])
      or (${statuses.includes('clicked')} and ${isClicked}))
    and (${reasons.length === 0} or message.reason = any(${[...reasons]}::text[])
      or coalesce(${reasonSql}, 'none') = any(${[...reasons]}::text[]))`
  const [count] = await db.$queryRaw<[{ total: number }]>(Prisma.sql`
    select count(distinct message.contact_id)::int as total from message ${bounceJoin} where ${wanted}`)
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select distinct on (message.contact_id) message.contact_id, message.status,
      coalesce(${bounceReason}, message.reason) as reason,
      coalesce(message.finished_at, message.created_at) as at,
      contact.first_name, contact.last_name, contact.job_title, account.name as company
    from message ${bounceJoin} join contact on contact.id = message.contact_id left join account on account.id = contact.account_id
    where ${wanted} and (${cursor ?? null}::uuid is null or message.contact_id > ${cursor ?? null}::uuid)
    order by message.contact_id, message.created_at desc limit ${limit + 1}`)
  const words = reasonWords[language]
  const items = rows.slice(0, limit).map(
    (row): PersonRow => ({
      id: row.contact_id,
      ...describePerson(row, words.unnamed),
      ...sayOutcome(row, words),
      at: row.at,
      why: `/campaigns/${campaignId}/why/${row.contact_id}`,
    }),
  )
  return { title: null, items, total: count.total, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

function sayOutcome({ status, reason }: Row, words: (typeof reasonWords)['en']): { state: MarkState; note: string } {
  if (status === 'blocked' && isDecisionReason(reason))
    return { state: MARK_OF_REASON[reason], note: words.notes[reason] }
  const note = words.statuses[reason ?? status] ?? words.statuses[status] ?? status
  if (status === 'expired') return { state: 'none', note }
  if (reason === HELD_OUT) return { state: 'capped', note }
  if (status === 'cancelled') return { state: reason === 'withdrawn' ? 'withdrawn' : 'none', note }
  return { state: status === 'failed' || reason?.startsWith('bounce_') ? 'address' : 'given', note }
}
