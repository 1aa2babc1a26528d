// Everything that is known of one person, for that person, with why, for how long and who else has it (GDPR 15). What
// folders after consent keep is registered by app.ts, so that nothing is left out because it lies elsewhere.
import { type ContactDetail, getContact } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { authorityOf } from '../preferences/page-language.ts'
import { findPerson } from '../privacy/find-person.ts'
import { findRecipients, type Recipient } from '../privacy/notify-recipients.ts'

/** One part of the file: its name in it, and how it is found. */
export type DataSource = { name: string; find: (db: Db, contactId: string, now: Date) => Promise<unknown> }

let sources: readonly DataSource[] = []
/** Called once, by app.ts. */
export function registerDataSources(list: readonly DataSource[]): void {
  sources = list
}

export type Said = {
  seq: number
  type: string
  purpose: string | null
  channel: string | null
  occurredAt: Date
  recordedAt: Date
  method: string
  actor: string
  expiresAt: Date | null
  language: string | null
  textVersion: number | null
  textName: string | null
  text: string | null
  evidence: unknown
  hash: string
}
export type KnownFact = { type: string; occurredAt: Date; source: string; properties: unknown }

export type PersonalData = {
  madeAt: Date
  person: ContactDetail
  /** Who uses it, for what and on which ground, how long, where from, and whom it was given to. */
  processing: {
    controllers: {
      name: string
      postalAddress: string
      privacyEmail: string
      privacyUrl: string | null
      /** null: not said. */
      retention: string | null
      storedIn: string[]
      /** Third parties that the sender names. */
      recipients: string[]
      authority: { name: string; url: string }
    }[]
    purposes: { name: string; kind: string; legalBasis: string; channels: string[]; validityMonths: number | null }[]
    /** Who has received data of this very person. */
    receivedBy: Recipient[]
    source: {
      cameBy: string | null
      file: string | null
      /** Others who gave us data about this person, and when the person was told (GDPR art. 14). */
      others: { source: string; receivedAt: Date; toldAt: Date | null }[]
    }
  }
  consent: Said[]
  pausesAndStops: unknown[]
  questions: unknown[]
  purchases: unknown[]
  registers: unknown[]
  facts: KnownFact[]
  requests: unknown[]
  /** What each folder after consent keeps, by the name that app.ts gives it. */
  [part: string]: unknown
}

/** The whole of it, also of contacts that were merged into this person. Throws `not_found`. */
export async function collectData(db: Db, contactId: string, now: Date): Promise<PersonalData> {
  const [kept, ...merged] = await findPerson(db, contactId)
  const ids = [kept, ...merged]
  const whose = { where: { contactId: { in: ids } } }
  const person = await getContact(db, kept)
  return {
    madeAt: now,
    person,
    processing: await describeProcessing(db, ids, person),
    consent: await findSaid(db, ids),
    pausesAndStops: await db.consentHold.findMany({
      ...whose,
      select: { kind: true, channel: true, brandId: true, reason: true, since: true, until: true, liftedAt: true },
    }),
    questions: await db.consentAsk.findMany({
      ...whose,
      orderBy: { askedAt: 'asc' },
      select: { channel: true, way: true, askedAt: true, closedAt: true, outcome: true },
    }),
    purchases: await db.customerRelation.findMany({
      ...whose,
      orderBy: { soldAt: 'asc' },
      select: {
        productFamily: true,
        channel: true,
        soldAt: true,
        optOutOffered: true,
        evidence: true,
        recordedVia: true,
      },
    }),
    registers: await db.washResult.findMany({
      where: { ...whose.where, recordedAt: { not: null } },
      orderBy: { recordedAt: 'asc' },
      select: { register: true, channel: true, isReserved: true, washedAt: true },
    }),
    facts: await db.event.findMany({
      ...whose,
      orderBy: { occurredAt: 'asc' },
      select: { type: true, occurredAt: true, source: true, properties: true },
    }),
    requests: await db.privacyRequest.findMany({
      ...whose,
      orderBy: { receivedAt: 'asc' },
      select: { kind: true, status: true, cameBy: true, receivedAt: true, dueAt: true, closedAt: true, words: true },
    }),
    ...(await collectElsewhere(db, kept, now)),
    ...(merged.length > 0
      ? { ofMergedContacts: await Promise.all(merged.map((id) => collectElsewhere(db, id, now))) }
      : {}),
  }
}

async function collectElsewhere(db: Db, contactId: string, now: Date): Promise<Record<string, unknown>> {
  const parts: Record<string, unknown> = {}
  for (const { name, find } of sources) parts[name] = await find(db, contactId, now)
  return parts
}

async function describeProcessing(
  db: Db,
  ids: readonly string[],
  { source, import: file }: ContactDetail,
): Promise<PersonalData['processing']> {
  const brands = await db.brand.findMany({ include: { processing: true }, orderBy: { createdAt: 'asc' } })
  const purposes = await db.purpose.findMany({ orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] })
  return {
    controllers: brands.map(({ name, postalAddress, privacyEmail, privacyUrl, country, processing }) => ({
      ...{ name, postalAddress, privacyEmail, privacyUrl },
      retention: processing?.retention ?? null,
      storedIn: processing?.storedIn ?? [],
      recipients: processing?.recipients ?? [],
      authority: authorityOf(country),
    })),
    purposes: purposes
      .filter((purpose) => purpose.retiredAt === null)
      .map(({ name, kind, legalBasis, channels, validityMonths }) => ({
        ...{ name, kind, legalBasis, channels, validityMonths },
      })),
    receivedBy: [...(await findRecipients(db, ids)), ...(await findSystems(db, ids))],
    source: {
      cameBy: source,
      file: file?.fileName ?? null,
      others: await db.sourceNotice.findMany({
        where: { contactId: { in: [...ids] } },
        orderBy: { receivedAt: 'asc' },
        select: { source: true, receivedAt: true, toldAt: true },
      }),
    },
  }
}

/** Systems that heard of each entry of the ledger as it was written: they are told of an erasure in the same way. */
async function findSystems(db: Db, ids: readonly string[]): Promise<Recipient[]> {
  const rows = await db.webhook.findMany({
    where: { deliveries: { some: { contactId: { in: [...ids] }, status: 'delivered' } } },
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((webhook) => ({ kind: 'webhook', ...webhook }))
}

/** The whole chain of each contact with the words that were shown, and the evidence as kept. */
function findSaid(db: Db, ids: readonly string[]): Promise<Said[]> {
  return db.$queryRaw(Prisma.sql`
    select entry.seq, entry.type, purpose.name as purpose, entry.channel, entry.occurred_at as "occurredAt",
      entry.recorded_at as "recordedAt", entry.method, entry.actor, entry.expires_at as "expiresAt",
      text.language, text.version as "textVersion", text.name as "textName", text.text, evidence.data as evidence,
      encode(entry.hash, 'hex') as hash
    from consent_event entry
    left join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
    left join purpose on purpose.id = entry.purpose_id left join purpose_text text on text.id = entry.text_id
    where entry.contact_id = any(${listSql(ids, 'uuid')}) order by entry.recorded_at, entry.contact_id, entry.seq`)
}
