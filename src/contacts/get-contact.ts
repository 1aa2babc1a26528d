// One person, as known: name, addresses, company, fields, where they came from. What they allow is for consent to say.
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import type { FieldType, FieldValue } from './field-values.ts'
import { listFields } from './manage-fields.ts'

export type ContactDetail = {
  id: string
  /** What they are called: the name, else an address, else null. */
  name: string | null
  firstName: string | null
  lastName: string | null
  jobTitle: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  country: string | null
  language: string | null
  timeZone: string | null
  recipientKind: string
  account: { id: string; name: string; domain: string | null } | null
  identities: { kind: string; value: string; isPrimary: boolean }[]
  fields: { key: string; label: string; type: FieldType; value: FieldValue }[]
  source: string | null
  /** The file that last spoke of them. */
  import: { id: string; fileName: string; line: number; at: Date } | null
  createdAt: Date
  updatedAt: Date
  /** Where this person was merged into another, who that is. */
  mergedIntoId: string | null
  erasedAt: Date | null
}

/** Throws `not_found`. */
export async function getContact(db: Db, id: string): Promise<ContactDetail> {
  const contact = found(
    await db.contact.findUnique({
      where: { id },
      include: {
        account: true,
        identities: { orderBy: [{ kind: 'asc' }, { isPrimary: 'desc' }, { createdAt: 'asc' }] },
      },
    }),
    'contact',
  )
  const { account, identities } = contact
  const source = contact.importId ? await db.import.findUnique({ where: { id: contact.importId } }) : null
  const values = contact.fields as Record<string, FieldValue>
  const address = (kind: string) => identities.find((identity) => identity.kind === kind && identity.isPrimary)?.value
  return {
    id,
    name: fullName(contact) ?? address('email') ?? address('phone') ?? address('external') ?? null,
    firstName: contact.firstName,
    lastName: contact.lastName,
    jobTitle: contact.jobTitle,
    street: contact.street,
    postalCode: contact.postalCode,
    city: contact.city,
    country: contact.country,
    language: contact.language,
    timeZone: contact.timeZone,
    recipientKind: contact.recipientKind,
    account: account && { id: account.id, name: account.name, domain: account.domain },
    identities: identities.map(({ kind, value, isPrimary }) => ({ kind, value, isPrimary })),
    fields: (await listFields(db)).flatMap(({ key, label, type }) => {
      const value = values[key]
      return value === undefined ? [] : [{ key, label, type, value }]
    }),
    source: contact.source,
    import: source && { id: source.id, fileName: source.fileName, line: contact.importLine ?? 0, at: source.createdAt },
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    mergedIntoId: contact.mergedIntoId,
    erasedAt: contact.erasedAt,
  }
}

export function fullName({
  firstName,
  lastName,
}: {
  firstName: string | null
  lastName: string | null
}): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || null
}

/** What a contact is called, in SQL over `contact`: as `fullName`, else the primary e-mail, phone or external id. */
export const contactNameSql = Prisma.sql`coalesce(
  nullif(concat_ws(' ', contact.first_name, contact.last_name), ''),
  (select value from identity where identity.contact_id = contact.id and is_primary
    and kind in ('email', 'phone', 'external') order by array_position(array['email', 'phone', 'external'], kind) limit 1))`
