// A mail as one named contact would see it. Nothing is sent and nothing is written.

import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { brandVariables, findBrand } from './brand-look/brand-variables.ts'
import { compilePreview, renderTemplate } from './liquid.ts'
import { FIELDS, type Person, personVariables } from './person-variables.ts'

export type PreviewSource = { brandId: string; subject: string; preheader: string; html: string; text: string }
export type Preview = { subject: string; preheader: string; html: string; text: string }

/** Renders for this contact, or for nobody in particular. Throws a DomainError that names what the template gets wrong. */
export async function renderPreview(db: Db, source: PreviewSource, contactId: string | null): Promise<Preview> {
  const brand = brandVariables(await findBrand(db, source.brandId), '')
  const person = contactId === null ? await makeNobody(db) : await findPerson(db, contactId)
  const variables = personVariables(
    person,
    { brand, brandName: brand.name, postalAddress: brand.postal_address, links: [] },
    'preview',
    '',
  )
  const render = (text: string, format: 'plain' | 'html') => renderTemplate(compilePreview(text, format), variables)
  return {
    subject: render(source.subject, 'plain'),
    preheader: render(source.preheader, 'plain'),
    html: render(source.html, 'html'),
    text: render(source.text, 'plain'),
  }
}

/** Somebody as a template sees them, without an address. Throws `not_found`. */
export async function findPerson(db: Db, contactId: string): Promise<Person> {
  const [row] = await db.$queryRaw<Person[]>(Prisma.sql`
    select contact.id as "contactId", '' as "messageId", '' as "purposeId", false as "isTracked", '' as address,
      first_name as "firstName", last_name as "lastName", job_title as "jobTitle", city, language,
      account.name as company, ${FIELDS} as fields
    from contact left join account on account.id = contact.account_id where contact.id = ${contactId}::uuid`)
  return found(row, 'contact')
}

/** Somebody of whom nothing is known: every field is empty. */
export async function makeNobody(db: Db): Promise<Person> {
  const fields = await db.field.findMany({ select: { key: true } })
  return {
    ...{ contactId: '', messageId: '', purposeId: '', isTracked: false, address: '' },
    ...{ firstName: null, lastName: null, jobTitle: null, city: null, language: null, company: null },
    fields: Object.fromEntries(fields.map(({ key }) => [key, ''])),
  }
}
