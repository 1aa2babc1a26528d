// Everything that happened with one person, newest first: what they did, what they said, what we sent or did not send,
// and what sales did. Reads three ledgers side by side; writes nothing.
import { titleSql } from '../delivery/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'

export const TIMELINE_GROUPS = ['consent', 'messages', 'web', 'sales'] as const
export type TimelineGroup = (typeof TIMELINE_GROUPS)[number]

export type TimelineItem = {
  id: string
  at: Date
  group: TimelineGroup
  /** noun.verb, as the fact is recorded; for messages `message.` and their status. */
  type: string
  /** Subject of a mail, name of a form or page, where there is one. */
  title: string | null
  purpose: string | null
  channel: string | null
  /** How a consent was said. */
  method: string | null
  /** Why a message was not sent. */
  reason: string | null
  /** The entry of the ledger: of this fact, or the one that the message rests on. */
  seq: number | null
  messageId: string | null
  /** Points that the fact brought when it happened. */
  points: number | null
  properties: Record<string, unknown>
}

const SALES = ['lead', 'score', 'workflow']
const MAIL = ['mail', 'sms', 'message']

/** A page of the timeline. Throws `invalid` for a cursor that is not one of ours. */
export async function listTimeline(
  db: Db,
  contactId: string,
  { group, limit, cursor }: { group?: TimelineGroup | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: TimelineItem[]; next: string | null }> {
  const before = cursor ? readCursor(cursor) : undefined
  const pageOf = (relation: Prisma.Sql) => Prisma.sql`(select * from (${relation}) part
    where ${before ? Prisma.sql`(at, id) < (${before.at}::timestamptz, ${before.id}::text)` : Prisma.sql`true`}
      and ${group ? Prisma.sql`"group" = ${group}` : Prisma.sql`true`}
    order by at desc, id desc limit ${limit + 1})`
  const items = await db.$queryRaw<TimelineItem[]>(Prisma.sql`
    select * from (${Prisma.join(
      [eventsSql, consentSql, messagesSql].map((part) => pageOf(part(contactId))),
      ' union all ',
    )})
      everything
    order by at desc, id desc limit ${limit + 1}`)
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return { items: page, next: last && items.length > limit ? writeCursor(last) : null }
}

const eventsSql = (contactId: string) => Prisma.sql`
  select id::text, occurred_at as at,
    case when type = 'consent.ending' then 'consent' when split_part(type, '.', 1) = any(${SALES}::text[]) then 'sales'
      when split_part(type, '.', 1) = any(${MAIL}::text[]) then 'messages' else 'web' end as "group",
    type, coalesce(properties ->> 'title', properties ->> 'name', properties ->> 'form', properties ->> 'url') as title,
    case when type = 'consent.ending'
      then (select name from purpose where id = (properties ->> 'purposeId')::uuid) end as purpose,
    case when type = 'consent.ending' then properties ->> 'channel' end as channel,
    null::text as method, null::text as reason, null::int as seq, properties ->> 'messageId' as "messageId",
    (select sum(points)::int from score_entry
      where score_entry.contact_id = event.contact_id and score_entry.event_id = event.id) as points,
    properties
  from event where contact_id = ${contactId}::uuid`

const consentSql = (contactId: string) => Prisma.sql`
  select 'consent-' || lpad(seq::text, 9, '0') as id, occurred_at as at, 'consent' as "group", 'consent.' || type as type,
    null::text as title, purpose.name as purpose, channel, method, null::text as reason, seq, null::text as "messageId",
    null::int as points, '{}'::jsonb as properties
  from consent_event left join purpose on purpose.id = purpose_id
  where consent_event.contact_id = ${contactId}::uuid`

const messagesSql = (contactId: string) => Prisma.sql`
  select message.id::text, coalesce(finished_at, decided_at, message.created_at) as at, 'messages' as "group",
    'message.' || status as type, ${titleSql} as title, purpose.name as purpose, message.channel, null::text as method,
    reason, consent_seq as seq,
    case when message.channel = 'email' then message.id::text end as "messageId", null::int as points,
    case when status = 'queued' then jsonb_build_object('notBefore', not_before) else '{}'::jsonb end as properties
  from message join message_content content on content.id = content_id left join purpose on purpose.id = message.purpose_id
  where message.contact_id = ${contactId}::uuid`

const writeCursor = ({ at, id }: TimelineItem) => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

function readCursor(text: string): { at: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(at)) || id === '')
    throw new DomainError('invalid', 'This page cannot be found. Begin again with the first one.')
  return { at: new Date(at), id }
}
