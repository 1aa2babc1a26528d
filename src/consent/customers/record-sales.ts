// Records sales, and says in the ledger for which purposes each makes its buyer a customer: those in use that rest on
// sales of the same product family. A sale never raises what its buyer has lowered; `recordConsent` holds it back (C11).
import { lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, listSql, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type ConsentFact, type ConsentRecord, recordConsent } from '../record-consent.ts'
import type { ConsentActor } from '../words.ts'
import { type CustomerChannel, checkSale, type EnteredSale } from './sale.ts'

export type Sale = {
  contactId: string
  productFamily: string
  channel: CustomerChannel
  soldAt: Date
  evidence: string
  via: 'staff' | 'import' | 'api'
  /** Who recorded it; an import is named by its evidence. */
  by: string | null
}

const ACTOR: Record<Sale['via'], ConsentActor> = { staff: 'staff', import: 'import', api: 'system' }

/** Records sales that `findSaleFault` has found nothing wrong with. One that is known already says nothing new. */
export async function recordSales(
  db: Db,
  sales: readonly Sale[],
  now: Date,
  made?: ReadonlySet<string>,
): Promise<ConsentRecord> {
  if (sales.length === 0) return { recorded: [], heldBack: [], tooYoung: [] }
  return inTransaction(db, async (tx) => {
    const live = await lockContacts(
      tx,
      sales.map((sale) => sale.contactId),
    )
    const known = sales.filter((sale) => live.has(sale.contactId))
    await insertRelations(tx, known, now)
    const purposes = await findCustomerPurposes(tx, [...new Set(known.map((sale) => sale.productFamily))])
    const standing = await findStanding(tx, [...live])
    const facts = known.flatMap((sale) =>
      purposes
        .filter(
          ({ product_family, channels }) => product_family === sale.productFamily && channels.includes(sale.channel),
        )
        .map((purpose) => asFact(sale, purpose.id)),
    )
    const isNew = ({ contactId, purposeId, channel, occurredAt }: ConsentFact) => {
      const since = standing.get(`${contactId}/${purposeId}/${channel}`)
      return since === undefined || since < occurredAt
    }
    return recordConsent(tx, facts.filter(isNew), now, made)
  })
}

const asFact = ({ contactId, channel, soldAt, productFamily, evidence, via, by }: Sale, purposeId: string) =>
  ({
    ...{ contactId, purposeId, channel, type: 'customer', occurredAt: soldAt },
    ...{ method: via, actor: ACTOR[via], textId: null, expiresAt: null },
    evidence: { source: 'sale', productFamily, optOutOffered: true, evidence, recordedBy: by },
  }) satisfies ConsentFact

async function insertRelations(tx: Transaction, sales: readonly Sale[], now: Date): Promise<void> {
  await tx.customerRelation.createMany({
    data: sales.map(({ contactId, productFamily, channel, soldAt, evidence, via, by }) => ({
      ...{ contactId, productFamily, channel, soldAt, evidence, recordedVia: via, recordedBy: by, recordedAt: now },
      ...{ source: 'sale', optOutOffered: true },
    })),
    skipDuplicates: true,
  })
}

export type CustomerPurpose = { id: string; name: string; product_family: string; channels: string[] }

/** The purposes in use that rest on sales: of these product families, or of any. */
export async function findCustomerPurposes(db: Db, families?: readonly string[]): Promise<CustomerPurpose[]> {
  return db.$queryRaw<CustomerPurpose[]>(Prisma.sql`
    select id, name, product_family, channels from purpose
    where legal_basis = 'existing_customer' and retired_at is null
      and ${families ? Prisma.sql`product_family = any(${listSql(families, 'text')})` : Prisma.sql`true`}`)
}

/** Until which sale each is a customer already, by `contact/purpose/channel`. */
async function findStanding(tx: Transaction, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.$queryRaw<{ key: string; since: Date }[]>(Prisma.sql`
    select contact_id || '/' || purpose_id || '/' || channel as key, since from consent_state
    where contact_id = any(${listSql(ids, 'uuid')}) and state = 'customer'`)
  return new Map(rows.map((row) => [row.key, row.since]))
}

/** Records one sale that a colleague or another system has entered. Answers the names of the purposes it allows. */
export async function enterSale(
  db: Db,
  contactId: string,
  { source, optOutOffered, soldAt: text, ...sale }: EnteredSale,
  { via, by }: Pick<Sale, 'via' | 'by'>,
  now: Date,
): Promise<{ purposes: string[] }> {
  const soldAt = new Date(text)
  checkSale({ source, optOutOffered, soldAt }, now)
  const contact = await db.contact.findUnique({ where: { id: contactId } })
  if (!contact) throw new DomainError('not_found', 'There is no such contact. Go back to the list.')
  if (contact.erasedAt !== null || contact.mergedIntoId !== null)
    throw new DomainError('conflict', 'This contact is erased or merged, so nothing can be entered about it.')
  const purposes = (await findCustomerPurposes(db, [sale.productFamily])).filter(({ channels }) =>
    channels.includes(sale.channel),
  )
  if (purposes.length === 0)
    throw new DomainError(
      'invalid',
      `No purpose in use is for customers who bought ${sale.productFamily}. Make one with this product family first.`,
      { faults: [{ path: 'productFamily', message: 'No purpose in use names this product family.' }] },
    )
  const { heldBack } = await recordSales(db, [{ ...sale, contactId, soldAt, via, by }], now)
  const held = new Set(heldBack.map((fact) => fact.purposeId))
  const allowed = purposes.filter(({ id }) => !held.has(id)).map(({ name }) => name)
  if (allowed.length === 0)
    throw new DomainError(
      'conflict',
      'Held back: this person has said no here before, and a sale does not change that. Only a new yes of their own does.',
    )
  return { purposes: allowed }
}
