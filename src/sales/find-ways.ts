// What a seller may do with a person now: mail, call, SMS, each answered by the one decision. Never a guess.
import { type DecisionReason, decideMany } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'

export const WAYS = ['email', 'phone', 'sms'] as const

/** One way to reach a person, the purpose that it needs a yes to, and the decision about it. */
export type Way = {
  channel: (typeof WAYS)[number]
  purpose: string
  isAllowed: boolean
  reason: DecisionReason
  since: Date | null
  expiresAt: Date | null
}

/** The ways to each of these contacts, as sales may use them at `now`: mail first. */
export async function findWays(db: Db, contactIds: readonly string[], now: Date): Promise<Map<string, Way[]>> {
  const ways = new Map<string, Way[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return ways
  const purposes = await db.purpose.findMany({
    where: { kind: { in: ['sales', 'phone'] }, retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  for (const channel of WAYS) {
    const purpose = purposes.find((candidate) => candidate.channels.includes(channel))
    if (!purpose) continue
    for (const decision of await decideMany(db, contactIds, { purposeId: purpose.id, channel, at: now })) {
      const { contactId, isAllowed, reason, since, expiresAt } = decision
      ways.get(contactId)?.push({ channel, purpose: purpose.name, isAllowed, reason, since, expiresAt })
    }
  }
  return ways
}
