// The picture of a mail was fetched: an estimate of an open, and only of people who may be watched (consent.md E7, E9). Many
// programs fetch no pictures, others fetch all; what came of it is never shown as a measure of reading.
import { recordEvents } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { idFrom } from '../../platform/id.ts'
import { mayWatch, type TrackedMail } from '../follow-link.ts'
import type { PictureProxy } from '../signals.ts'

/** A picture of one pixel that nobody sees (GIF89a). */
export const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const DAY_MS = 86_400_000

/** Records that a mail was opened, once a day at most, if the person may be watched now as they could when it was sent. */
export async function recordOpen(db: Db, mail: TrackedMail, via: PictureProxy | 'direct', now: Date): Promise<void> {
  if (!(await mayWatch(db, mail, now))) return
  const { contactId, messageId, campaignId } = mail
  const id = idFrom('mail.opened', messageId, String(Math.floor(+now / DAY_MS)))
  const properties = { messageId, campaignId, via }
  await recordEvents(db, [{ contactId, id, type: 'mail.opened', occurredAt: now, source: 'mail', properties }], now)
}
