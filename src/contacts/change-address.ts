// Puts another address in the place of the one that a person is written to. The old one is let go of; what the person has
// said stays with the person. Whether the new one may be used at all is for consent to say first.
import type { Transaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import { claimAddresses } from './claim-addresses.ts'
import { addressHash } from './normalise-address.ts'
import { announceEvents } from './record-events.ts'

export type AddressChange = {
  contactId: string
  kind: 'email' | 'phone'
  /** In its normal form; null where the old one has no successor. */
  value: string | null
}

/** Changes it, for a contact that the caller has locked. Answers with the old one, if there was one. Throws `conflict`. */
export async function changeAddress(
  tx: Transaction,
  { contactId, kind, value }: AddressChange,
  now: Date,
): Promise<string | null> {
  const old = await tx.identity.findFirst({ where: { contactId, kind, isPrimary: true } })
  if (old?.value === value) return old.value
  if (value !== null) {
    const hash = addressHash(kind, value)
    const owner = (await claimAddresses(tx, [{ kind, value, hash, contactId }])).get(`${kind}:${hash}`)
    if (owner !== contactId)
      throw new DomainError(
        'conflict',
        'This address is another contact’s. If both are one person, merge the two; else ask the person again.',
      )
  }
  if (old) {
    await tx.identity.delete({ where: { contactId_kind_value: { contactId, kind, value: old.value } } })
    await tx.addressKey.deleteMany({
      where: { kind, valueHash: Buffer.from(addressHash(kind, old.value), 'hex'), contactId },
    })
  }
  if (value !== null) {
    const place = { contactId, kind, value }
    await tx.identity.upsert({
      where: { contactId_kind_value: place },
      create: { ...place, createdAt: now },
      update: { isPrimary: true },
    })
  }
  await announceEvents(
    tx,
    [{ contactId, id: newId(now), type: 'contact.changed', occurredAt: now, source: 'staff', properties: {} }],
    now,
  )
  return old?.value ?? null
}
