// The SQL behind saving contacts: one statement for all new rows, one for all known ones. Rows are locked by the caller.
import { type ListType, listSql, Prisma, type Transaction } from '../platform/database.ts'
import type { ContactRow, SaveOptions } from './contact-row.ts'

export type WrittenContact = ContactRow & { id: string; accountId: string | null }

/** The rows as a relation whose columns are named as in the contact table. */
function asRelation(rows: readonly WrittenContact[]): Prisma.Sql {
  const of = (type: ListType, pick: (row: WrittenContact) => string | number | null | undefined) =>
    listSql(
      rows.map((row) => pick(row) ?? null),
      type,
    )
  return Prisma.sql`unnest(${of('uuid', (r) => r.id)}, ${of('uuid', (r) => r.accountId)},
      ${of('text', (r) => r.firstName)}, ${of('text', (r) => r.lastName)}, ${of('text', (r) => r.jobTitle)},
      ${of('text', (r) => r.street)}, ${of('text', (r) => r.postalCode)}, ${of('text', (r) => r.city)}, ${of('text', (r) => r.country)}, ${of('text', (r) => r.language)},
      ${of('text', (r) => r.timeZone)}, ${of('text', (r) => r.recipientKind)},
      ${of('jsonb', (r) => (r.fields ? JSON.stringify(r.fields) : '{}'))}, ${of('int', (r) => r.line)})
    as said (id, account_id, first_name, last_name, job_title, street, postal_code, city, country, language, time_zone,
      recipient_kind, fields, import_line)`
}

export async function insertContacts(
  tx: Transaction,
  rows: readonly WrittenContact[],
  { source, importId }: SaveOptions,
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into contact (id, account_id, first_name, last_name, job_title, street, postal_code, city, country, language,
      time_zone, recipient_kind, fields, import_line, import_id, source, created_at, updated_at)
    select id, account_id, first_name, last_name, job_title, street, postal_code, city, country, language, time_zone,
      coalesce(recipient_kind, 'natural'), fields, import_line, ${importId ?? null}::uuid, ${source}, ${now}, ${now}
    from ${asRelation(rows)}`)
}

export async function updateContacts(
  tx: Transaction,
  rows: readonly WrittenContact[],
  { importId }: SaveOptions,
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    update contact set
      account_id = coalesce(said.account_id, contact.account_id),
      first_name = coalesce(said.first_name, contact.first_name),
      last_name = coalesce(said.last_name, contact.last_name),
      job_title = coalesce(said.job_title, contact.job_title),
      street = coalesce(said.street, contact.street),
      postal_code = coalesce(said.postal_code, contact.postal_code),
      city = coalesce(said.city, contact.city),
      country = coalesce(said.country, contact.country),
      language = coalesce(said.language, contact.language),
      time_zone = coalesce(said.time_zone, contact.time_zone),
      recipient_kind = coalesce(said.recipient_kind, contact.recipient_kind),
      fields = contact.fields || said.fields,
      import_line = coalesce(said.import_line, contact.import_line),
      import_id = coalesce(${importId ?? null}::uuid, contact.import_id),
      updated_at = ${now}
    from ${asRelation(rows)} where contact.id = said.id`)
}

/** Which of these contacts this import has had already, and on which line. */
export async function findImportLines(
  tx: Transaction,
  ids: readonly string[],
  importId: string,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; import_line: number }[]>(Prisma.sql`
    select id, import_line from contact where id = any(${listSql(ids, 'uuid')}) and import_id = ${importId}::uuid`)
  return new Map(rows.map((row) => [row.id, row.import_line]))
}
