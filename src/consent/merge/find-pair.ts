// Two contacts that are to become one, checked and with what each has said. Erased people and those who were merged
// already are refused: a merge brings nobody back.
import { refuseCanary } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import type { StateRow } from './compare-consent.ts'

/** Kinds of hold that speak of the person; the others (bounce, suppression) speak of one address (consent.md S6). */
export const PERSONAL_HOLDS: readonly string[] = [
  'objection',
  'restriction',
  'pause',
  'complaint',
  'negotiation',
  'erasure',
  'weekly',
  'monthly',
]

export type HoldRow = {
  id: string
  kind: string
  channel: string | null
  brandId: string | null
  reason: string
  since: Date
  until: Date | null
}
export type Side = { states: StateRow[]; holds: HoldRow[] }

/** Throws `not_found`, `invalid` or `conflict` where these two cannot be merged. */
export async function checkPair(db: Db, keepId: string, otherId: string): Promise<void> {
  if (keepId === otherId)
    throw new DomainError('invalid', 'A contact cannot be merged with itself. Choose another contact.')
  for (const id of [keepId, otherId]) {
    refuseCanary(id)
    const contact = found(await db.contact.findUnique({ where: { id } }), 'contact')
    if (contact.erasedAt !== null)
      throw new DomainError(
        'conflict',
        'One of the two has been erased and stays so, and nothing can be merged with it.',
      )
    if (contact.mergedIntoId !== null)
      throw new DomainError(
        'conflict',
        'One of the two is part of another contact already. Open that one and merge it.',
      )
  }
}

/** What one contact has said, and its holds that stand now. */
export async function findSide(db: Db, contactId: string, now: Date): Promise<Side> {
  const holds = await db.consentHold.findMany({
    where: { contactId, liftedAt: null, OR: [{ until: null }, { until: { gt: now } }] },
    orderBy: { id: 'asc' },
    select: { id: true, kind: true, channel: true, brandId: true, reason: true, since: true, until: true },
  })
  const states = await db.consentState.findMany({ where: { contactId } })
  return { states: states.map(({ contactId: _contactId, ...state }) => state), holds }
}

/** Kinds of address for which the one who is kept has none to write to, so that the other’s becomes the one. */
export async function findTakenOver(db: Db, keepId: string): Promise<string[]> {
  const own = await db.identity.findMany({ where: { contactId: keepId, isPrimary: true }, select: { kind: true } })
  return ['email', 'phone'].filter((kind) => !own.some((identity) => identity.kind === kind))
}

/** The holds of the other that also hold for the one who is kept: those on the person, and on an address that goes over. */
export function holdsThatFollow(holds: readonly HoldRow[], takenOver: readonly string[]): HoldRow[] {
  const reaches = (channel: string | null) =>
    channel === null
      ? takenOver.length > 0
      : takenOver.includes(channel === 'sms' || channel === 'phone' ? 'phone' : channel)
  return holds.filter((hold) => PERSONAL_HOLDS.includes(hold.kind) || reaches(hold.channel))
}
