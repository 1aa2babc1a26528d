// Corrects what is known of a person, at their word (GDPR 16). A new address takes every no along and gives no yes: an
// objection covers the person; what was taken back at the old address stays taken back for whoever comes with it (L6, S6).
import {
  type ContactChange,
  changeAddress,
  changeContact,
  lockContacts,
  normaliseAddress,
} from '../../contacts/index.ts'
import { type Db, inTransaction, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { giveConsent } from '../give-consent.ts'
import { recordConsent } from '../record-consent.ts'
import {
  findSuppressed,
  holdSuppressed,
  holdsOf,
  lockSuppression,
  type SuppressionKey,
  type SuppressionScope,
  stopped,
  suppressAddresses,
} from '../suppression/index.ts'
import { findPerson } from './find-person.ts'
import { notifyRecipients, type Recipient } from './notify-recipients.ts'

/** null empties a value; what is left out stays. */
export type Correction = ContactChange & { email?: string | null | undefined; phone?: string | null | undefined }

/** Corrects all of it or nothing, and tells whoever had the earlier data. Throws `invalid` and `conflict`. */
export async function correctContact(
  db: Db,
  keys: readonly SuppressionKey[],
  { contactId, email, phone, ...fields }: Correction & { contactId: string },
  now: Date,
): Promise<Recipient[]> {
  const ids = await findPerson(db, contactId)
  return inTransaction(db, async (tx) => {
    await lockSuppression(tx)
    const live = await lockContacts(tx, ids)
    if (!live.has(contactId))
      throw new DomainError('not_found', 'There is no such contact, or it has been erased. Go back to the list.')
    if (Object.keys(fields).length > 0) await changeContact(tx, contactId, fields, now)
    if (email !== undefined) await correctAddress(tx, keys, { contactId, kind: 'email', text: email }, now)
    if (phone !== undefined) await correctAddress(tx, keys, { contactId, kind: 'phone', text: phone }, now)
    return notifyRecipients(tx, ids, { type: 'rectified' }, now)
  })
}

type NewAddress = { contactId: string; kind: 'email' | 'phone'; text: string | null }

async function correctAddress(
  tx: Transaction,
  keys: readonly SuppressionKey[],
  { contactId, kind, text }: NewAddress,
  now: Date,
): Promise<void> {
  const value = text === null ? null : normaliseAddress(kind, text)
  if (value === undefined)
    throw new DomainError('invalid', 'This address cannot be used.', {
      faults: [{ path: kind, message: 'This cannot be an address. Phone numbers need a plus and the country code.' }],
    })
  const hits = value === null ? [] : await findSuppressed(tx, keys, [{ kind, value }])
  if (stopped(hits).size > 0)
    throw new DomainError('conflict', 'This address must never be written to again, so it was not taken in.')
  const old = await changeAddress(tx, { contactId, kind, value }, now)
  await holdSuppressed(tx, holdsOf(contactId, hits), now)
  if (old === null || old === value) return
  for (const scope of await findNoes(tx, contactId, kind))
    await suppressAddresses(tx, keys, [{ kind, value: old }], { scope, reason: 'withdrawn' }, now)
  // What was found out about the old mailbox says nothing about the new one; every other hold is the person's (S6).
  const channels = kind === 'email' ? ['email'] : ['sms', 'phone']
  await tx.consentHold.updateMany({
    where: { contactId, kind: 'bounce', channel: { in: channels }, liftedAt: null },
    data: { liftedAt: now },
  })
  if (kind === 'email') await askAgain(tx, contactId, now)
}

/** How far the old address must stay silent: everywhere for a no of the person as a whole, else on the ways they named. */
async function findNoes(tx: Transaction, contactId: string, kind: 'email' | 'phone'): Promise<SuppressionScope[]> {
  const holds = await tx.consentHold.count({
    where: { contactId, kind: { in: ['objection', 'restriction', 'complaint'] }, liftedAt: null },
  })
  if (holds > 0) return ['all']
  const channels = kind === 'email' ? (['email'] as const) : (['sms', 'phone'] as const)
  const states = await tx.consentState.findMany({
    where: { contactId, channel: { in: [...channels] }, state: { in: ['withdrawn', 'refused'] } },
    select: { channel: true },
  })
  return channels.filter((channel) => states.some((state) => state.channel === channel))
}

/**
 * A yes that counts only once its address has confirmed it does not count for an address that has not: it runs out, and
 * the new address is asked. Whoever is silent is not asked.
 */
async function askAgain(tx: Transaction, contactId: string, now: Date): Promise<void> {
  const purposes = await tx.purpose.findMany({ where: { doubleOptIn: true, retiredAt: null }, select: { id: true } })
  const states = await tx.consentState.findMany({
    where: { contactId, channel: 'email', state: 'given', purposeId: { in: purposes.map((one) => one.id) } },
  })
  if (states.length === 0) return
  const { language } = await tx.contact.findUniqueOrThrow({ where: { id: contactId }, select: { language: true } })
  const said = { contactId, channel: 'email', occurredAt: now, evidence: { reason: 'the address was corrected' } }
  await recordConsent(
    tx,
    states.map(({ purposeId }) => ({
      ...said,
      purposeId,
      type: 'expired',
      method: 'rule',
      actor: 'system',
      textId: null,
    })),
    now,
  )
  await giveConsent(
    tx,
    states.map(({ purposeId }) => ({
      ...said,
      purposeId,
      method: 'staff',
      actor: 'contact',
      language: language ?? 'en',
    })),
    now,
  )
}
