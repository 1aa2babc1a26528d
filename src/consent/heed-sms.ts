// What an SMS that comes in may do: stop. Who wrote is told by the number it came from, as the gateway has proved; an unknown
// number that wants silence gets it too, as a keyed hash and nothing else.
import { addressHash, addressOf, findOwners } from '../contacts/index.ts'
import type { Db } from '../platform/database.ts'
import { type Choice, stopEverything } from './stop-consent.ts'
import { type SuppressionKey, suppressAddresses } from './suppression/index.ts'
import { withdrawConsent } from './withdraw-consent.ts'

export type SmsStop = {
  /** E.164. */
  phone: string
  /** Senders of the number that was written to; none: nobody knows which, and all of them are meant. */
  brandIds: readonly string[]
  /** `all`: everything on every channel, as on the person's page; `sms`: what these senders send by SMS. */
  scope: 'sms' | 'all'
}

/**
 * Stops it, and returns when nothing of it can begin any more: `stopped` where the number is somebody's, else `suppressed`. May be
 * repeated without harm. Must not run in a transaction.
 */
export async function stopBySms(
  db: Db,
  keys: readonly SuppressionKey[],
  { phone, brandIds, scope }: SmsStop,
  now: Date,
): Promise<'stopped' | 'suppressed'> {
  const address = { kind: 'phone', value: phone, hash: addressHash('phone', phone) } as const
  const contactId = (await findOwners(db, [address])).get(addressOf(address))
  const suppress = async () => {
    // Not from everything: whoever gives an e-mail address later may be taken in, and is not reached by this number.
    for (const channel of scope === 'all' ? (['sms', 'phone'] as const) : (['sms'] as const))
      await suppressAddresses(db, keys, [{ kind: 'phone', value: phone }], { scope: channel, reason: 'withdrawn' }, now)
    return 'suppressed' as const
  }
  if (contactId === undefined) return suppress()
  const speaker = { contactId, method: 'one_click', actor: 'contact', evidence: { page: 'sms' } } as const
  if (scope === 'all') await stopEverything(db, speaker, now)
  else {
    const own = await findChoices(db, brandIds)
    const choices = own.length > 0 ? own : await findChoices(db, [])
    // Nothing is sent by SMS at all: then the number itself stays silent for what may come.
    if (choices.length === 0) return suppress()
    await withdrawConsent(
      db,
      choices.map((choice) => ({ ...speaker, ...choice })),
      now,
    )
  }
  return 'stopped'
}

/** What these senders may ask for by SMS, also where this person was never asked: a no before the question is one too. */
async function findChoices(db: Db, brandIds: readonly string[]): Promise<Choice[]> {
  const purposes = await db.purpose.findMany({
    where: {
      ...{ channels: { has: 'sms' }, kind: { not: 'topic' } },
      ...(brandIds.length > 0 && { brandId: { in: [...brandIds] } }),
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return purposes.map(({ id }) => ({ purposeId: id, channel: 'sms' }))
}
