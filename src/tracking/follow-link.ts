// A click in a mail. It always leads on, to the address that stands in the mail's content and nowhere else; it is
// recorded only while the person's yes to tracking by mail is in force (consent.md E9), and not where a machine made it.
import { decide, type LinkKey, readLinkToken } from '../consent/index.ts'
import { recordEvents } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { idFrom } from '../platform/id.ts'
import { judgeReads } from './reads/judge-reads.ts'

/** The mail that a link or picture belongs to. */
export type TrackedMail = {
  contactId: string
  messageId: string
  contentId: string
  campaignId: string | null
  links: string[]
  isTracked: boolean
  trackingPurposeId: string | null
  sentAt: Date | null
  /** Begun, and not yet answered by the relay as far as is written down. */
  isOnItsWay: boolean
}
export type Link = { mail: TrackedMail; position: number; address: string }

type Row = {
  content_id: string
  campaign_id: string | null
  links: string[]
  is_tracked: boolean
  tracking_purpose_id: string | null
  sent_at: Date | null
  is_on_its_way: boolean
}

/** The mail that this token of ours names, or undefined where it is none of ours. */
export async function findMail(db: Db, keys: readonly LinkKey[], token: string): Promise<TrackedMail | undefined> {
  const said = readLinkToken(keys, token)
  if (!said) return undefined
  const { contactId, messageId } = said
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select message.content_id, content.links, message.campaign_id, message.is_tracked,
      tracking.id as tracking_purpose_id, case when message.status = 'sent' then message.finished_at end as sent_at,
      message.status = 'started' as is_on_its_way
    from message join message_content content on content.id = message.content_id
    left join purpose tracking on tracking.brand_id = content.brand_id and tracking.kind = 'tracking'
      and tracking.retired_at is null
    where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid limit 1`)
  return (
    row && {
      ...{ contactId, messageId, contentId: row.content_id, campaignId: row.campaign_id, links: row.links },
      ...{ isTracked: row.is_tracked, trackingPurposeId: row.tracking_purpose_id },
      ...{ sentAt: row.sent_at, isOnItsWay: row.is_on_its_way },
    }
  )
}

/** Where a link of a mail leads, or undefined where it is none of ours. */
export async function findLink(
  db: Db,
  keys: readonly LinkKey[],
  token: string,
  position: number,
): Promise<Link | undefined> {
  const mail = await findMail(db, keys, token)
  const address = mail?.links[position]
  return mail && address && /^https?:\/\//i.test(address) ? { mail, position, address } : undefined
}

/** Whether the person may be watched now as they could when the mail was sent. */
export async function mayWatch(db: Db, mail: TrackedMail, now: Date): Promise<boolean> {
  if (!mail.isTracked || mail.trackingPurposeId === null) return false
  const question = { purposeId: mail.trackingPurposeId, channel: 'email', at: now }
  return (await decide(db, mail.contactId, question)).isAllowed
}

/**
 * In ms. What is fetched sooner after the mail was sent is a scanner on its way: nobody gets a mail, opens it and clicks in
 * that time. Longer would leave out quick people; slower scanners are told by what else they do.
 */
const TOO_SOON_MS = 3000

/** Whether a mail was fetched before anybody can have read it. Clocks that disagree say nothing. */
export const isTooSoon = ({ sentAt, isOnItsWay }: TrackedMail, now: Date): boolean =>
  isOnItsWay || (sentAt !== null && +now >= +sentAt && +now - +sentAt < TOO_SOON_MS)

/** In ms. Clicks on one link within this are one: programs and impatient people open the same link twice. */
const SAME_CLICK_MS = 60_000

/** Records a person's click, if they may be watched, and looks whether all of it was a machine. */
export async function recordClick(db: Db, { mail, position, address }: Link, now: Date): Promise<void> {
  if (!(await mayWatch(db, mail, now))) return
  const { contactId, messageId, campaignId } = mail
  const minute = Math.floor(+now / SAME_CLICK_MS)
  const id = idFrom('mail.clicked', messageId, String(position), String(minute))
  const { host, pathname } = new URL(address)
  const properties = { messageId, campaignId, position, host, path: pathname }
  await recordEvents(db, [{ contactId, id, type: 'mail.clicked', occurredAt: now, source: 'mail', properties }], now)
  await judgeReads(db, mail, now)
}
