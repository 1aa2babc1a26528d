// What a seller may do with a person now: mail, call, SMS, each answered by the one decision. Never a guess.
import { type DecisionReason, decideMany, findCallTimes } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'

export const WAYS = ['email', 'phone', 'sms'] as const
type Channel = (typeof WAYS)[number]

/** One way to reach a person, the purpose that it needs a yes to, and the decision about it. */
export type Way = {
  channel: Channel
  purpose: string
  isAllowed: boolean
  reason: DecisionReason
  since: Date | null
  expiresAt: Date | null
  /** Of a call that is allowed: until when the hours where the person is allow it; null where no hours are set. */
  until: Date | null
  /** Of a call that only the hour forbids: from when it is allowed; null where nobody knows what time it is there. */
  from: Date | null
}

/** The purpose that a yes to this way is given for. */
export async function findPurposeOf(db: Db, channel: Channel) {
  const purposes = await db.purpose.findMany({
    where: { kind: { in: ['sales', 'phone'] }, retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  return purposes.find((candidate) => candidate.channels.includes(channel))
}

/** The ways to each of these contacts, as sales may use them at `now`: mail first. */
export async function findWays(db: Db, contactIds: readonly string[], now: Date): Promise<Map<string, Way[]>> {
  const ways = new Map<string, Way[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return ways
  for (const channel of WAYS) {
    const purpose = await findPurposeOf(db, channel)
    if (!purpose) continue
    const times = channel === 'phone' ? await findCallTimes(db, contactIds, now) : undefined
    for (const decision of await decideMany(db, contactIds, { purposeId: purpose.id, channel, at: now })) {
      const { contactId, isAllowed, reason, since, expiresAt } = decision
      const time = times?.get(contactId)
      const until = isAllowed && time?.isOpen ? time.until : null
      const from = reason === 'outside_calling_hours' && time && !time.isOpen ? time.next : null
      const way = { channel, purpose: purpose.name, isAllowed, reason, since, expiresAt, until, from }
      ways.get(contactId)?.push(way)
    }
  }
  return ways
}
