// Hands a contact to a seller, if the contact has said yes to that. The one decision is asked here, in the same
// transaction, and the lead keeps it; without a yes there is no lead, only the fact that there was none.
import { type Decision, type DecisionReason, decide } from '../consent/index.ts'
import { lockContacts, recordEvents } from '../contacts/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'
import { assignSeller } from './assign-seller.ts'
import { findScore } from './find-score.ts'
import type { Fact } from './words.ts'
import { addWorkingTime, timeZoneOf } from './working-hours.ts'

/** Working time within which a seller answers. Longer lets interest cool; shorter nobody can keep. */
export const ANSWER_WITHIN_MS = 8 * 3_600_000
/** Days that somebody who was sent back is left in peace. */
export const REST_DAYS = 60

export type HandOff = {
  contactId: string
  /** What let the contact in, told first among the facts. */
  because?: Fact | undefined
  workflowId?: string | undefined
  enrolmentId?: string | undefined
}

export type HandOffOutcome =
  | { outcome: 'handed_over'; leadId: string; sellerId: string }
  | { outcome: 'not_allowed'; reason: DecisionReason; consentSeq: number | null }
  | { outcome: 'already_with_sales' }
  | { outcome: 'resting' }
  | { outcome: 'no_seller' }

type Salesroom = { purposeId: string; country: string }

/** Hands one contact over, or answers why not. A contact has one open lead at most; repeated calls change nothing. */
export async function handToSales(db: Db, handOff: HandOff, now: Date): Promise<HandOffOutcome> {
  return inTransaction(db, async (tx) => {
    const { contactId } = handOff
    await lockContacts(tx, [contactId])
    const salesroom = await findSalesroom(tx)
    const decision = salesroom
      ? await decide(tx, contactId, { purposeId: salesroom.purposeId, channel: 'email', at: now })
      : undefined
    if (!salesroom || !decision?.isAllowed) return refuse(tx, contactId, decision, now)
    const earlier = await findEarlier(tx, contactId, now)
    if (earlier) return { outcome: earlier }
    const sellerId = await assignSeller(tx)
    if (!sellerId) return { outcome: 'no_seller' }
    const leadId = newId(now)
    const answerBy = addWorkingTime(now, ANSWER_WITHIN_MS, timeZoneOf(salesroom.country))
    await insertLead(tx, { ...handOff, leadId, sellerId, answerBy, decision }, now)
    await recordEvents(
      tx,
      [{ contactId, type: 'lead.assigned', occurredAt: now, source: 'sales', properties: { leadId, sellerId } }],
      now,
    )
    return { outcome: 'handed_over', leadId, sellerId }
  })
}

/** The purpose that a yes to sales is given for, and where its sender works. */
export async function findSalesroom(db: Db): Promise<Salesroom | undefined> {
  const purpose = await db.purpose.findFirst({
    where: { kind: 'sales', retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
    include: { brand: true },
  })
  return purpose ? { purposeId: purpose.id, country: purpose.brand.country } : undefined
}

async function refuse(tx: Transaction, contactId: string, decision: Decision | undefined, now: Date) {
  const reason = decision?.reason ?? 'never_asked'
  const consentSeq = decision?.consentSeq ?? null
  const properties = { reason, consentSeq, ruleVersion: decision?.ruleVersion ?? null }
  await recordEvents(tx, [{ contactId, type: 'lead.not_allowed', occurredAt: now, source: 'sales', properties }], now)
  return { outcome: 'not_allowed' as const, reason, consentSeq }
}

async function findEarlier(
  tx: Transaction,
  contactId: string,
  now: Date,
): Promise<'already_with_sales' | 'resting' | undefined> {
  const [row] = await tx.$queryRaw<{ is_open: boolean | null; is_resting: boolean | null }[]>(Prisma.sql`
    select bool_or(status <> 'rejected') as is_open,
      bool_or(rejected_at > ${now}::timestamptz - make_interval(days => ${REST_DAYS})) as is_resting
    from lead where contact_id = ${contactId}::uuid
      or contact_id in (select id from contact where merged_into_id = ${contactId}::uuid)`)
  return row?.is_open ? 'already_with_sales' : row?.is_resting ? 'resting' : undefined
}

type NewLead = HandOff & { leadId: string; sellerId: string; answerBy: Date; decision: Decision }

async function insertLead(tx: Transaction, lead: NewLead, now: Date): Promise<void> {
  const { contactId, leadId, decision } = lead
  const { heat, fit, reasons } = await findScore(tx, contactId, now)
  if (decision.consentSeq === null) throw new Error('a decision that allows rests on an entry of the ledger')
  await tx.lead.create({
    data: {
      contactId,
      id: leadId,
      status: 'assigned',
      sellerId: lead.sellerId,
      heat,
      fit,
      facts: lead.because ? [lead.because, ...reasons] : reasons,
      consentSeq: decision.consentSeq,
      ruleVersion: decision.ruleVersion,
      workflowId: lead.workflowId ?? null,
      enrolmentId: lead.enrolmentId ?? null,
      answerBy: lead.answerBy,
      createdAt: now,
    },
  })
}
