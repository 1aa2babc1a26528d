// A click in a mail. It always leads on, to the address that stands in the mail's content and nowhere else; it is
// recorded only while the person's yes to tracking by mail is in force (consent.md E9).
import { decide, type LinkKey, readLinkToken } from '../consent/index.ts'
import { recordEvents } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { idFrom } from '../platform/id.ts'

export type Link = {
  contactId: string
  messageId: string
  campaignId: string | null
  position: number
  address: string
  isTracked: boolean
  trackingPurposeId: string | null
}

type Row = {
  address: string | null
  campaign_id: string | null
  is_tracked: boolean
  tracking_purpose_id: string | null
}

/** Where a link of a mail leads, or undefined where it is none of ours. */
export async function findLink(
  db: Db,
  keys: readonly LinkKey[],
  token: string,
  position: number,
): Promise<Link | undefined> {
  const said = readLinkToken(keys, token)
  if (!said) return undefined
  const { contactId, messageId } = said
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select content.links[${position + 1}::int] as address, message.campaign_id, message.is_tracked,
      tracking.id as tracking_purpose_id
    from message join message_content content on content.id = message.content_id
    left join purpose tracking on tracking.brand_id = content.brand_id and tracking.kind = 'tracking'
      and tracking.retired_at is null
    where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid limit 1`)
  if (!row?.address || !/^https?:\/\//i.test(row.address)) return undefined
  return {
    contactId,
    messageId,
    campaignId: row.campaign_id,
    position,
    address: row.address,
    isTracked: row.is_tracked,
    trackingPurposeId: row.tracking_purpose_id,
  }
}

/** In ms. Clicks on one link within this are one: programs and impatient people open the same link twice. */
const SAME_CLICK_MS = 60_000

/** Records a person's click, if they may be watched now as they could when the mail was sent. */
export async function recordClick(db: Db, link: Link, now: Date): Promise<void> {
  const { contactId, messageId, campaignId, position, trackingPurposeId } = link
  if (!link.isTracked || trackingPurposeId === null) return
  const decision = await decide(db, contactId, { purposeId: trackingPurposeId, channel: 'email', at: now })
  if (!decision.isAllowed) return
  const minute = Math.floor(+now / SAME_CLICK_MS)
  const id = idFrom('mail.clicked', messageId, String(position), String(minute))
  const { host, pathname } = new URL(link.address)
  const properties = { messageId, campaignId, position, host, path: pathname }
  await recordEvents(db, [{ contactId, id, type: 'mail.clicked', occurredAt: now, source: 'mail', properties }], now)
}
