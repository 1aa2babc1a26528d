// The inbox: answers with who wrote them, what they answer and whose they are. A seller finds those of their own people only.
import { seenBySellerSql } from '../../consent/index.ts'
import { contactNameSql } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { StopWish } from './asks-stop.ts'
import type { AttachmentName } from './read-reply.ts'

export type ReplyFilter = {
  isDone: boolean
  campaignId?: string | undefined
  brandId?: string | undefined
  contactId?: string | undefined
  /** A user, or nobody. */
  ownerId?: string | 'nobody' | undefined
  limit: number
  cursor?: string | undefined
}
/** `sellerId`: whose sight the list keeps to; undefined: all. */
export type ReplyReader = { sellerId: string | undefined }

export type ReplyLine = {
  id: string
  channel: 'email' | 'sms'
  /** The person, or whom they have become by a merge. */
  contactId: string
  name: string | null
  company: string | null
  fromName: string
  subject: string
  /** The beginning of their words. */
  excerpt: string
  wish: StopWish
  receivedAt: Date
  openedAt: Date | null
  doneAt: Date | null
  stoppedAt: Date | null
  owner: { id: string; name: string } | null
  campaign: { id: string; name: string } | null
  brand: { id: string; name: string } | null
}
export type WholeReply = ReplyLine & {
  text: string
  quoted: string
  attachments: AttachmentName[]
  fromAddress: string
  /** Whether they wrote from the address that we write to; false where somebody else may have. */
  isOwnAddress: boolean
  doneByName: string | null
  /** Null where it was stopped by itself, or not at all. */
  stoppedByName: string | null
  /** What they answer, as it was written, with its variables. */
  answered: { messageId: string; subject: string; sentAt: Date | null; purpose: string } | null
}

/** Characters of the beginning. */
const EXCERPT = 200

const lineColumns = Prisma.sql`reply.id, reply.channel, contact.id as "contactId", ${contactNameSql} as name,
  account.name as company, reply.from_name as "fromName", reply.subject, left(reply.text, ${EXCERPT}) as excerpt,
  reply.wish, reply.received_at as "receivedAt", reply.opened_at as "openedAt", reply.done_at as "doneAt",
  reply.stopped_at as "stoppedAt",
  case when owner.id is not null then jsonb_build_object('id', owner.id, 'name', owner.name) end as owner,
  case when campaign.id is not null then jsonb_build_object('id', campaign.id, 'name', campaign.name) end as campaign,
  case when brand.id is not null then jsonb_build_object('id', brand.id, 'name', brand.name) end as brand`

/** A merge leaves an answer with the contact that gave it; it is shown with whom they have become. */
const joins = Prisma.sql`
  join lateral (
    with recursive person (id, next) as (
      select id, merged_into_id from contact where id = reply.contact_id
      union
      select heir.id, heir.merged_into_id from person join contact heir on heir.id = person.next
    )
    select heir.* from person join contact heir on heir.id = person.id where person.next is null limit 1
  ) contact on true
  left join account on account.id = contact.account_id
  left join app_user owner on owner.id = reply.owner_id
  left join campaign on campaign.id = reply.campaign_id
  left join brand on brand.id = reply.brand_id`

const seenBy = ({ sellerId }: ReplyReader, now: Date) =>
  sellerId === undefined
    ? Prisma.sql`true`
    : Prisma.sql`contact.id in (select contact_id from (${seenBySellerSql(sellerId, now)}) seen)`

/** A page of the inbox: what nobody has opened first, then the newest. Throws `invalid` for a cursor that is not ours. */
export async function findReplies(
  db: Db,
  reader: ReplyReader,
  { isDone, campaignId, brandId, contactId, ownerId, limit, cursor }: ReplyFilter,
  now: Date,
): Promise<{ items: ReplyLine[]; next: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const conditions = [
    isDone ? Prisma.sql`reply.done_at is not null` : Prisma.sql`reply.done_at is null`,
    seenBy(reader, now),
    ...(campaignId ? [Prisma.sql`reply.campaign_id = ${campaignId}::uuid`] : []),
    ...(brandId ? [Prisma.sql`reply.brand_id = ${brandId}::uuid`] : []),
    ...(contactId ? [Prisma.sql`contact.id = ${contactId}::uuid`] : []),
    ...(ownerId === 'nobody' ? [Prisma.sql`owner.id is null`] : []),
    ...(ownerId && ownerId !== 'nobody' ? [Prisma.sql`reply.owner_id = ${ownerId}::uuid`] : []),
    ...(after
      ? [
          Prisma.sql`(reply.opened_at is null, reply.received_at, reply.id)
            < (${after.isNew}::boolean, ${after.at}::timestamptz, ${after.id}::uuid)`,
        ]
      : []),
  ]
  const rows = await db.$queryRaw<ReplyLine[]>(Prisma.sql`
    select ${lineColumns} from reply ${joins} where ${Prisma.join(conditions, ' and ')}
    order by (reply.opened_at is null) desc, reply.received_at desc, reply.id desc limit ${limit + 1}`)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: last && rows.length > limit ? writeCursor(last) : null }
}

/** How many answers nobody has opened yet, of those that this reader sees. */
export async function countUnread(db: Db, reader: ReplyReader, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<[{ unread: number }]>(
    reader.sellerId === undefined
      ? Prisma.sql`select count(*)::int as unread from reply where done_at is null and opened_at is null`
      : Prisma.sql`select count(*)::int as unread from reply ${joins}
          where reply.done_at is null and reply.opened_at is null and ${seenBy(reader, now)}`,
  )
  return row.unread
}

/** One answer, whole. Throws `not_found`, also where a seller may not see who wrote it. */
export async function getReply(db: Db, reader: ReplyReader, id: string, now: Date): Promise<WholeReply> {
  const [row] = await db.$queryRaw<WholeReply[]>(Prisma.sql`
    select ${lineColumns}, reply.text, reply.quoted, reply.attachments, reply.from_address as "fromAddress",
      exists (select from identity where contact_id in (contact.id, reply.contact_id) and kind = 'email'
        and value = lower(reply.from_address)) as "isOwnAddress",
      reply.done_by_name as "doneByName", reply.stopped_by_name as "stoppedByName",
      case when message.id is not null then jsonb_build_object('messageId', message.id, 'subject', content.subject,
        'sentAt', to_char(message.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'purpose', purpose.name) end as answered
    from reply ${joins}
    left join message on message.contact_id = reply.contact_id and message.id = reply.message_id
    left join message_content content on content.id = message.content_id
    left join purpose on purpose.id = message.purpose_id
    where reply.id = ${id}::uuid and ${seenBy(reader, now)}`)
  return found(row, 'answer')
}

const writeCursor = ({ openedAt, receivedAt, id }: ReplyLine) =>
  Buffer.from(`${openedAt === null} ${receivedAt.toISOString()} ${id}`).toString('base64url')

const CURSOR = /^(true|false) (\d{4}-\d\d-\d\dT[\d:.]+Z) ([\da-f-]{36})$/
function readCursor(text: string): { isNew: boolean; at: string; id: string } {
  const [, isNew, at, id] = CURSOR.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!isNew || !at || !id)
    throw new DomainError('invalid', 'This page cannot be found. Begin again with the first one.')
  return { isNew: isNew === 'true', at, id }
}
