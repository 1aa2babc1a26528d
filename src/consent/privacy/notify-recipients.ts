// Whoever received a person's data from here is told when it is erased, corrected, restricted or freed again (GDPR 19,
// consent.md L9). Each notice is a row, written with the fact that it tells of; when it arrived is written to it.
import { contactNameSql } from '../../contacts/index.ts'
import { type Db, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { newId } from '../../platform/id.ts'
import type { SuppressionKey } from '../suppression/index.ts'
import { openText, sealText } from './seal-text.ts'

export const NOTICE_TYPES = ['erased', 'rectified', 'restricted', 'unrestricted'] as const
export type NoticeType = (typeof NOTICE_TYPES)[number]

/** One way by which data leaves for somebody: sellers by their leads, webhooks, connectors. app.ts lists them. */
export type RecipientSource = {
  kind: string
  /** Who has received data of any of these contacts: the id by which this way knows them, and their name. */
  find: (db: Db, contactIds: readonly string[]) => Promise<{ id: string; name: string }[]>
}
export type Recipient = { kind: string; id: string; name: string }

let sources: readonly RecipientSource[] = []
/** Called once, by app.ts. */
export function registerRecipients(list: readonly RecipientSource[]): void {
  sources = list
}

/** Everybody who has received data of this person, in the order of app.ts. */
export async function findRecipients(db: Db, contactIds: readonly string[]): Promise<Recipient[]> {
  const found: Recipient[] = []
  for (const { kind, find } of sources)
    for (const recipient of await find(db, contactIds)) found.push({ kind, ...recipient })
  return found
}

/**
 * Writes a notice for everybody who has received data of this person, whose contacts the caller has locked. An erasure is
 * told before anything is emptied: whom it is about is sealed under `key`, since nothing else will say it.
 */
export async function notifyRecipients(
  tx: Transaction,
  contactIds: readonly string[],
  { type, key }: { type: 'erased'; key: SuppressionKey } | { type: Exclude<NoticeType, 'erased'>; key?: undefined },
  now: Date,
): Promise<Recipient[]> {
  const recipients = await findRecipients(tx, contactIds)
  if (recipients.length === 0) return []
  const [contactId, name] = await findKept(tx, contactIds)
  await tx.privacyNotice.createMany({
    data: recipients.map(({ kind, id }) => ({
      ...{ contactId, id: newId(now), type, recipientKind: kind, recipientId: id, createdAt: now },
      sealed: key ? sealText(key, name) : null,
    })),
  })
  return recipients
}

/** The contact that stands for the person, with what they are called and where they work. */
async function findKept(tx: Transaction, contactIds: readonly string[]): Promise<[string, string]> {
  const [row] = await tx.$queryRaw<{ id: string; name: string | null; company: string | null }[]>(Prisma.sql`
    select contact.id, ${contactNameSql} as name, account.name as company
    from contact left join account on account.id = contact.account_id
    where contact.id = any(${listSql(contactIds, 'uuid')}) order by merged_into_id is not null limit 1`)
  if (!row) throw new Error('a notice is about contacts that are there')
  return [row.id, [row.name, row.company].filter(Boolean).join(', ')]
}

export type Notice = {
  id: string
  contactId: string
  type: NoticeType
  /** Whom it is about; null where nothing is known to call them by, or no key opens it. */
  about: string | null
  at: Date
  deliveredAt: Date | null
  confirmedAt: Date | null
}

/** The notices to one recipient that it has not confirmed, oldest first. */
export async function findNotices(
  db: Db,
  keys: readonly SuppressionKey[],
  { kind, id }: { kind: string; id: string },
): Promise<Notice[]> {
  const rows = await db.$queryRaw<(Notice & { sealed: Uint8Array | null; name: string | null })[]>(Prisma.sql`
    select notice.id, contact.id as "contactId", type, sealed, concat_ws(', ', ${contactNameSql}, account.name) as name,
      notice.created_at as at, delivered_at as "deliveredAt", confirmed_at as "confirmedAt"
    from privacy_notice notice join contact told on told.id = notice.contact_id
    join contact on contact.id = coalesce(told.merged_into_id, told.id)
    left join account on account.id = contact.account_id
    where notice.recipient_kind = ${kind} and notice.recipient_id = ${id} and confirmed_at is null
      and (type = 'erased' or contact.erased_at is null) -- what came before an erasure is overtaken by it
    order by notice.created_at, notice.id`)
  return rows.map(({ sealed, name, ...notice }) => ({
    ...notice,
    about: (sealed ? openText(keys, sealed) : name) || null,
  }))
}

type Addressee = { kind: string; id: string; noticeIds: readonly string[] }

/** Notes that these have arrived. What had arrived before keeps its time. */
export async function markDelivered(db: Db, { kind, id, noticeIds }: Addressee, now: Date): Promise<void> {
  await db.privacyNotice.updateMany({
    where: { id: { in: [...noticeIds] }, recipientKind: kind, recipientId: id, deliveredAt: null },
    data: { deliveredAt: now },
  })
}

/** The recipient says that it is done there too. What named an erased person goes with it. */
export async function confirmNotices(db: Db, addressee: Addressee, now: Date): Promise<void> {
  await markDelivered(db, addressee, now)
  const { kind, id, noticeIds } = addressee
  await db.privacyNotice.updateMany({
    where: { id: { in: [...noticeIds] }, recipientKind: kind, recipientId: id, confirmedAt: null },
    data: { confirmedAt: now, sealed: null },
  })
}
