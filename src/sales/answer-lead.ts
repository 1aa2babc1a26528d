// A seller answers a lead: takes it, or sends it back with one of six reasons. An answer is given once and is a fact.
import { isRestrictedSql } from '../consent/index.ts'
import { lockContacts, recordEvents } from '../contacts/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import type { LeadReader } from './find-leads.ts'
import type { RejectReason } from './words.ts'

type Answer =
  | { status: 'accepted' }
  | {
      status: 'rejected'
      reason: RejectReason
      /** For the colleagues; never leaves the lead. */
      note: string | null
    }

/** Takes the lead. Throws `not_found` where it is not this seller's, `conflict` where it was answered before. */
export const acceptLead = (db: Db, leadId: string, reader: LeadReader, now: Date) =>
  answerLead(db, leadId, reader, { status: 'accepted' }, now)

/** Sends the lead back. Throws as `acceptLead` does. */
export const rejectLead = (
  db: Db,
  leadId: string,
  reader: LeadReader,
  { reason, note }: { reason: RejectReason; note: string | null },
  now: Date,
) => answerLead(db, leadId, reader, { status: 'rejected', reason, note }, now)

async function answerLead(db: Db, leadId: string, reader: LeadReader, answer: Answer, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const mine = reader.sellerId === null ? {} : { sellerId: reader.sellerId }
    const lead = found(await tx.lead.findFirst({ where: { id: leadId, ...mine } }), 'lead')
    await lockContacts(tx, [lead.contactId])
    await requireUnrestricted(tx, lead.contactId)
    const data =
      answer.status === 'accepted'
        ? { status: answer.status, acceptedAt: now }
        : { status: answer.status, rejectedAt: now, rejectReason: answer.reason, note: answer.note }
    const { count } = await tx.lead.updateMany({
      where: { contactId: lead.contactId, id: leadId, status: 'assigned' },
      data,
    })
    if (count === 0)
      throw new DomainError('conflict', 'This lead was answered before. Open it again to see what was said.')
    const properties = {
      leadId,
      sellerId: lead.sellerId,
      ...(answer.status === 'rejected' ? { reason: answer.reason } : {}),
    }
    const fact = {
      contactId: lead.contactId,
      type: `lead.${answer.status}`,
      occurredAt: now,
      source: 'sales',
      properties,
    }
    await recordEvents(tx, [fact], now)
  })
}

/** A lead of whoever is restricted is kept and not worked on. */
async function requireUnrestricted(tx: Transaction, contactId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ is_restricted: boolean }[]>(Prisma.sql`
    select ${isRestrictedSql(Prisma.sql`coalesce(merged_into_id, id)`)} as is_restricted
    from contact where id = ${contactId}::uuid`)
  if (row?.is_restricted)
    throw new DomainError(
      'conflict',
      'This person has had the use of their data restricted. Leave it until it is lifted.',
    )
}
