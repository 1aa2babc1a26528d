// Erases a person: everything that names them goes, in every table, and what proves their consent stays without a name
// (consent.md T5). Their addresses remain as keyed hashes alone, so that no import, merge or form brings them back (S1, S2).
import { emptyPeople, type IdentityKind, lockContacts, refuseCanary } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import { lockSuppression, type SuppressionKey, suppressAddresses } from '../suppression/index.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import type { ConsentActor, ConsentMethod } from '../words.ts'
import { eraseCopies, eraseElsewhere } from './erasers.ts'
import { findPerson } from './find-person.ts'
import { notifyRecipients } from './notify-recipients.ts'

export type Erasure = {
  contactId: string
  method: ConsentMethod
  actor: ConsentActor
  /** When it was asked for; a replay after a restore names the time of the first erasure. */
  occurredAt: Date
}
export type Erased = {
  /** Contacts that were emptied: the person, and those that were merged into them. */
  contacts: number
  /** Who had received the data and must be told (GDPR art. 19). */
  recipients: string[]
}

/**
 * Erases the person whom this contact stands for, with every contact that was merged into them, and returns when nothing
 * can be sent to them any more. Throws `not_found`, and `conflict` where they are erased already. Not in a transaction.
 */
export async function eraseContact(
  db: Db,
  keys: readonly SuppressionKey[],
  erasure: Erasure,
  now: Date,
): Promise<Erased> {
  refuseCanary(erasure.contactId)
  const ids = await findPerson(db, erasure.contactId)
  const done: { addresses: string[]; recipients: string[] } = { addresses: [], recipients: [] }
  await lowerThenSilence(
    db,
    ids,
    async () => Object.assign(done, await inTransaction(db, (tx) => eraseLocked(tx, keys, ids, erasure, now))),
    now,
  )
  await eraseCopies(done.addresses)
  return { contacts: ids.length, recipients: done.recipients }
}

async function eraseLocked(
  tx: Transaction,
  keys: readonly SuppressionKey[],
  ids: readonly string[],
  { method, actor, occurredAt }: Erasure,
  now: Date,
): Promise<{ addresses: string[]; recipients: string[] }> {
  const [newest] = keys
  if (!newest) throw new Error('an erasure needs the key for suppression')
  await lockSuppression(tx)
  const live = await lockContacts(tx, ids)
  if (live.size < ids.length) throw new DomainError('conflict', 'This person has been erased already.')
  const identities = await tx.identity.findMany({ where: { contactId: { in: [...ids] } } })
  const named = identities.filter((one) => one.kind !== 'visitor')
  const addresses = named.map(({ kind, value }) => ({ kind: kind as IdentityKind, value }))
  await suppressAddresses(tx, keys, addresses, { scope: 'all', reason: 'erased' }, now)
  const fact = { purposeId: null, channel: null, type: 'erased', textId: null, evidence: {} } as const
  await recordConsent(
    tx,
    ids.map((contactId): ConsentFact => ({ ...fact, contactId, method, actor, occurredAt })),
    now,
  )
  const recipients = await notifyRecipients(tx, ids, { type: 'erased', key: newest }, now)
  await eraseElsewhere(tx, ids, now)
  await eraseConsent(tx, ids)
  await emptyPeople(tx, ids, now)
  return { addresses: named.map((one) => one.value), recipients: recipients.map((one) => one.name) }
}

/** The entries stay: without salt and evidence none can be traced to a person (EDPB guidelines 02/2025). */
async function eraseConsent(tx: Transaction, ids: readonly string[]): Promise<void> {
  const people = listSql(ids, 'uuid')
  await tx.$executeRaw(Prisma.sql`delete from consent_evidence where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from consent_state where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from consent_hold where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from customer_relation where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from frequency_mark where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from source_notice where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from opt_in where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from consent_ask where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from wash_result where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`update service_order set data = '{}' where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`
    update privacy_request set words = null, extension_words = null, refusal_words = null, code_id = null
    where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`
    update contact_merge set addresses = '[]', filled = '{}' where contact_id = any(${people}) or other_id = any(${people})`)
}
