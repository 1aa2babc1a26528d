// Acts on what a provider has told, by the same use cases as on mail that comes back, and counts it the same way.
import { heedComplaint, type LinkKey, makeLinkToken, stopByMail } from '../../consent/index.ts'
import type { Db } from '../../platform/database.ts'
import { noteBounce } from '../facts/note-bounce.ts'
import { countInbound, type MailOutcome } from '../inbound/take-mail.ts'
import { findMeant } from './find-meant.ts'
import type { ProviderEvent } from './provider-event.ts'

/** Returns when what they stop cannot begin any more. May be repeated without harm; not in a transaction. */
export async function takeEvents(
  db: Db,
  events: readonly ProviderEvent[],
  keys: readonly LinkKey[],
  now: Date,
): Promise<MailOutcome[]> {
  const outcomes: MailOutcome[] = []
  for (const event of events) {
    const outcome = (await obey(db, event, keys, now)) ? event.kind : 'unresolved'
    await countInbound(db, outcome, now)
    outcomes.push(outcome)
  }
  return outcomes
}

/** False where it is about nobody whom we know. */
async function obey(db: Db, event: ProviderEvent, keys: readonly LinkKey[], now: Date): Promise<boolean> {
  if (event.kind === 'other_report') return true
  const meant = await findMeant(db, keys, event)
  const [key] = keys
  if (!meant || !key) return false
  const { contactId, messageId } = meant
  if (event.kind === 'delivery_report')
    return noteBounce(db, { messageId, from: contactId, to: contactId }, [event.report], now)
  const token = makeLinkToken(key, meant)
  const silenced =
    event.kind === 'complaint'
      ? await heedComplaint(db, keys, token, now)
      : await stopByMail(db, keys, { token, way: 'report' }, now)
  return silenced !== undefined
}
