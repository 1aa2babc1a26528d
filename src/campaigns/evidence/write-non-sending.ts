// The proof of non-sending for one person (consent.md 5.2 item 15): each message that was decided about within a time, with
// why it was not sent, the whole chain of their ledger, and the signed statement that nothing else exists here.
import { openProver, type Prover, signLines } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { commitRecipient, saltOf } from './commit-recipient.ts'
import { ENTRY_JOINS, ENTRY_JSON, findContactMessages, proveRaw, type RawEntry } from './find-messages.ts'
import { NON_SENDING_FORMAT, type NonSendingRecord, type PersonRecord, state } from './non-sending-records.ts'
import { describeMessage, type Evidence } from './write-evidence.ts'

export type Span = { from: Date; to: Date }

/** The lines of the file. Throws `not_found`, and `invalid` where the time ends before it begins or has not come. */
export async function writeNonSending(
  db: Db,
  contactId: string,
  span: Span,
  evidence: Omit<Evidence, 'withAddresses'>,
): Promise<AsyncGenerator<string>> {
  if (span.to < span.from || span.to > evidence.now())
    throw new DomainError('invalid', 'Choose a time that has passed, and that ends after it begins.')
  const prover = await openProver(db)
  const head = await describePerson(db, contactId, span, evidence, prover)
  return signLines(listRecords(db, head, span, evidence, prover), {
    ...{ format: NON_SENDING_FORMAT, key: evidence.key, now: evidence.now },
  })
}

async function* listRecords(
  db: Db,
  head: PersonRecord,
  span: Span,
  evidence: Omit<Evidence, 'withAddresses'>,
  prover: Prover,
): AsyncGenerator<NonSendingRecord> {
  yield head
  const counts = { entries: 0, messages: 0, sent: 0 }
  for (const contactId of head.contacts) {
    for (const { entry } of await findEntries(db, contactId, span.to)) {
      counts.entries++
      yield { kind: 'entry', entry: await proveRaw(prover, entry) }
    }
    for (const row of await findContactMessages(db, contactId, span.from, span.to)) {
      counts.messages++
      if (row.status === 'sent') counts.sent++
      const message = await describeMessage(row, { ...evidence, withAddresses: false }, prover)
      const { recipient: _recipient, address: _address, ...decision } = message
      yield { ...decision, contactId, campaign: row.campaign, purposeId: row.purpose_id, mail: row.kind }
    }
  }
  yield state(head, counts)
}

async function describePerson(
  db: Db,
  contactId: string,
  { from, to }: Span,
  { issuer, recipientKey, now }: Omit<Evidence, 'withAddresses'>,
  prover: Prover,
): Promise<PersonRecord> {
  found(await db.contact.findUnique({ where: { id: contactId }, select: { id: true } }), 'contact')
  const address = await db.identity.findFirst({ where: { contactId, kind: 'email', isPrimary: true } })
  const salt = saltOf(recipientKey, contactId)
  return {
    ...{ kind: 'person', format: NON_SENDING_FORMAT, issuer, madeAt: now().toISOString() },
    contacts: await findSelves(db, contactId),
    recipient: address && { hash: commitRecipient(salt, address.value), salt },
    ...{ from: from.toISOString(), to: to.toISOString(), checkpoint: prover.checkpoint },
  }
}

/** The contact, and every one that was merged into it: each keeps its own history. */
export async function findSelves(db: Db, contactId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    with recursive person (id) as (
      select ${contactId}::uuid
      union select contact.id from person join contact on contact.merged_into_id = person.id
    ) select id from person order by id`)
  return rows.map(({ id }) => id)
}

const findEntries = (db: Db, contactId: string, to: Date): Promise<{ entry: RawEntry }[]> =>
  db.$queryRaw(Prisma.sql`
    select ${ENTRY_JSON} as entry from consent_event entry ${ENTRY_JOINS}
    where entry.contact_id = ${contactId}::uuid and entry.recorded_at <= ${to} order by entry.seq`)
