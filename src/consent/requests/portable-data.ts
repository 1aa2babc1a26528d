// What a person gave us and did, to take elsewhere (GDPR 20): no score, nothing that was worked out about them, nothing
// that we or sales did (consent.md L5). JSON for programs, CSV for a sheet; both say the same.

import { getContact } from '../../contacts/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { findPerson } from '../privacy/find-person.ts'

export type PortableRow = {
  /** known, said or did */
  part: 'known' | 'said' | 'did'
  at: Date | null
  what: string
  about: string | null
  channel: string | null
  value: string
}
export type PortableData = { madeAt: Date; rows: PortableRow[] }

/** Facts by the person, not about them: what follows from others, and what colleagues did, begins with one of these. */
const WORKED_OUT = ['score', 'lead', 'workflow', 'message', 'segment', 'contact', 'consent']

/** All of it, oldest first within each part. Throws `not_found`. */
export async function collectPortable(db: Db, contactId: string, now: Date): Promise<PortableData> {
  const [kept, ...merged] = await findPerson(db, contactId)
  const ids = [kept, ...merged]
  return {
    madeAt: now,
    rows: [...(await findKnown(db, kept)), ...(await findSaid(db, ids)), ...(await findDone(db, ids))],
  }
}

async function findKnown(db: Db, contactId: string): Promise<PortableRow[]> {
  const person = await getContact(db, contactId)
  const row = (what: string, value: string | null | undefined): PortableRow[] =>
    value ? [{ part: 'known', at: null, what, about: null, channel: null, value }] : []
  return [
    ...row('firstName', person.firstName),
    ...row('lastName', person.lastName),
    ...row('jobTitle', person.jobTitle),
    ...row('company', person.account?.name),
    ...row('street', person.street),
    ...row('postalCode', person.postalCode),
    ...row('city', person.city),
    ...row('country', person.country),
    ...row('language', person.language),
    ...person.identities.filter(({ kind }) => kind !== 'visitor').flatMap(({ kind, value }) => row(kind, value)),
    ...person.fields.flatMap(({ key, value }) => row(key, String(value))),
  ]
}

function findSaid(db: Db, ids: readonly string[]): Promise<PortableRow[]> {
  return db.$queryRaw(Prisma.sql`
    select 'said' as part, occurred_at as at, entry.type as what, purpose.name as about, entry.channel,
      coalesce(text.text, '') as value
    from consent_event entry left join purpose on purpose.id = entry.purpose_id
    left join purpose_text text on text.id = entry.text_id
    where contact_id = any(${listSql(ids, 'uuid')}) and actor = 'contact' order by occurred_at, seq`)
}

function findDone(db: Db, ids: readonly string[]): Promise<PortableRow[]> {
  return db.$queryRaw(Prisma.sql`
    select 'did' as part, occurred_at as at, type as what, null as about, null as channel, properties::text as value
    from event where contact_id = any(${listSql(ids, 'uuid')})
      and split_part(type, '.', 1) <> all(${listSql(WORKED_OUT, 'text')}) order by occurred_at, id`)
}

const COLUMNS = ['part', 'at', 'what', 'about', 'channel', 'value'] as const

/** RFC 4180. A value that a sheet would take for a formula is told apart by a leading apostrophe. */
export function writeCsv({ rows }: PortableData): string {
  const cell = (value: string | Date | null) => {
    const text = value === null ? '' : value instanceof Date ? value.toISOString() : value
    const inert = /^[=+\-@\t\r]/.test(text) && !/^\+\d+$/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
  }
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')
}
