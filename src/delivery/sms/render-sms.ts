// An SMS as named people would get it, for looking at and for counting its parts. Nothing is sent and nothing is written.
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { brandVariables, findBrand } from '../brand-look/brand-variables.ts'
import { compilePreview, renderTemplate } from '../liquid.ts'
import { FIELDS, type Person, personVariables } from '../person-variables.ts'
import { makeNobody } from '../render-preview.ts'

export type RenderedSms = {
  /** null: nobody in particular. */
  contactId: string | null
  /** Undefined where the template cannot be filled in for them. */
  text: string | undefined
}

/** As long as a link is, and leading nowhere. */
const SOME_LINK = `/s/${'x'.repeat(27)}`

/** Renders for these contacts, or for nobody in particular. Who is not there is left out. */
export async function renderSms(
  db: Db,
  { brandId, text }: { brandId: string; text: string },
  contactIds: readonly string[] | null,
  publicUrl: string,
): Promise<RenderedSms[]> {
  const brand = brandVariables(await findBrand(db, brandId), publicUrl)
  const people = contactIds === null ? [await makeNobody(db)] : await findPeople(db, contactIds)
  const fill = compileOr(text)
  return people.map((person) => {
    const sender = { brand, brandName: brand.name, postalAddress: brand.postal_address, links: [] }
    const variables = {
      ...personVariables(person, sender, 'preview', publicUrl),
      unsubscribe_url: publicUrl + SOME_LINK,
    }
    return { contactId: person.contactId || null, text: fill?.(variables) }
  })
}

function compileOr(source: string): ((variables: object) => string | undefined) | undefined {
  try {
    const template = compilePreview(source, 'plain')
    return (variables) => {
      try {
        return renderTemplate(template, variables).trim()
      } catch {
        return undefined // what is wrong for one person stops that one's message, at sending too
      }
    }
  } catch {
    return undefined
  }
}

function findPeople(db: Db, contactIds: readonly string[]): Promise<Person[]> {
  return db.$queryRaw<Person[]>(Prisma.sql`
    select contact.id as "contactId", '' as "messageId", '' as "purposeId", false as "isTracked", '' as address,
      first_name as "firstName", last_name as "lastName", job_title as "jobTitle", city, language,
      account.name as company, ${FIELDS} as fields
    from contact left join account on account.id = contact.account_id
    where contact.id = any(${listSql(contactIds, 'uuid')})`)
}
