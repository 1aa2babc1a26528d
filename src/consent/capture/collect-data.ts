// Everything that is known of one person, for that person (GDPR 15 and 20). What folders after consent keep is registered
// by app.ts, so that nothing is left out because it lies elsewhere.
import { getContact } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'

/** One part of the file: its name in it, and how it is found. */
export type DataSource = { name: string; find: (db: Db, contactId: string, now: Date) => Promise<unknown> }

let sources: readonly DataSource[] = []
/** Called once, by app.ts. */
export function registerDataSources(list: readonly DataSource[]): void {
  sources = list
}

export async function collectData(db: Db, contactId: string, now: Date): Promise<Record<string, unknown>> {
  const others: Record<string, unknown> = {}
  for (const { name, find } of sources) others[name] = await find(db, contactId, now)
  return {
    madeAt: now,
    person: await getContact(db, contactId),
    consent: await findSaid(db, contactId),
    pausesAndStops: await db.consentHold.findMany({
      where: { contactId },
      select: { kind: true, channel: true, brandId: true, reason: true, since: true, until: true, liftedAt: true },
    }),
    registers: await db.washResult.findMany({
      where: { contactId, recordedAt: { not: null } },
      select: { register: true, channel: true, isReserved: true, washedAt: true },
    }),
    facts: await db.event.findMany({
      where: { contactId },
      orderBy: { occurredAt: 'asc' },
      select: { type: true, occurredAt: true, source: true, properties: true },
    }),
    ...others,
  }
}

/** The whole chain with the words that were shown, and the evidence as kept. */
function findSaid(db: Db, contactId: string): Promise<unknown[]> {
  return db.$queryRaw(Prisma.sql`
    select entry.seq, entry.type, purpose.name as purpose, entry.channel, entry.occurred_at as "occurredAt",
      entry.recorded_at as "recordedAt", entry.method, entry.actor, entry.expires_at as "expiresAt",
      text.language, text.version as "textVersion", text.name as "textName", text.text, evidence.data as evidence,
      encode(entry.hash, 'hex') as hash
    from consent_event entry
    left join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
    left join purpose on purpose.id = entry.purpose_id left join purpose_text text on text.id = entry.text_id
    where entry.contact_id = ${contactId}::uuid order by entry.seq`)
}
