// A mail that somebody got, made again as it was: its frozen content, with what was known of them when it was sent. Links
// are clean and there is no picture that counts: looking at it is watched by nobody.
import { type LinkKey, type LinkToken, makeLinkToken } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { brandVariables, findBrand, readFrozenBrand } from '../brand-look/brand-variables.ts'
import { compilePreview, renderTemplate } from '../liquid.ts'
import { type Person, personVariables } from '../person-variables.ts'
import { sourceVariables, withTelling } from '../tell-source.ts'

type Row = Omit<Person, 'messageId' | 'isTracked' | 'address' | 'contactId'> & {
  brandId: string
  brandName: string
  country: string
  postalAddress: string
  subject: string
  html: string
  links: string[]
  frozenBrand: string | null
  contentLanguage: string | null
}
export type ShownMail = { subject: string; html: string; language: string | null }

/** The mail that a token names; undefined where it was not sent, or its reader has been erased. */
export async function findSentMail(
  db: Db,
  { contactId, messageId, purposeId }: LinkToken,
  { publicUrl, key }: { publicUrl: string; key: LinkKey },
): Promise<ShownMail | undefined> {
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    select message.purpose_id as "purposeId", content.brand_id as "brandId", brand.name as "brandName", brand.country,
      brand.postal_address as "postalAddress", content.subject, content.html, content.links,
      content.frozen_brand as "frozenBrand", content.language as "contentLanguage",
      known.first_name as "firstName", known.last_name as "lastName", known.job_title as "jobTitle", known.city,
      known.language, known.company, known.fields,
      array(select source from source_notice where contact_id = contact.id and message_id = message.id order by source) as sources
    from message join message_content content on content.id = message.content_id and content.kind = 'marketing'
      and content.channel = 'email'
    join brand on brand.id = content.brand_id
    join contact on contact.id = message.contact_id and contact.erased_at is null
    left join account on account.id = contact.account_id
    left join lateral (
      select * from contact_past where contact_past.contact_id = contact.id and until > message.decided_at
      order by until, id limit 1
    ) past on true
    cross join lateral (select
      case when past.id is null then contact.first_name else past.first_name end as first_name,
      case when past.id is null then contact.last_name else past.last_name end as last_name,
      case when past.id is null then contact.job_title else past.job_title end as job_title,
      case when past.id is null then contact.city else past.city end as city,
      case when past.id is null then contact.language else past.language end as language,
      case when past.id is null then account.name else past.company end as company,
      coalesce(past.fields, contact.fields, '{}'::jsonb) as fields) known
    where message.contact_id = ${contactId}::uuid and message.id = ${messageId}::uuid and message.status = 'sent'`)
  if (!row) return undefined
  const { frozenBrand, contentLanguage, ...said } = row
  const fields = { ...namedFields(row.subject + row.html), ...row.fields }
  const person: Person = { ...said, fields, contactId, messageId, isTracked: false, address: '' }
  const known = frozenBrand === null ? await findBrand(db, row.brandId) : readFrozenBrand(frozenBrand)
  const sender = { ...said, brand: brandVariables(known, publicUrl) }
  const owed = sourceVariables(person, said, publicUrl)
  const token = makeLinkToken(key, { contactId, messageId, purposeId })
  const variables = { ...personVariables(person, sender, token, publicUrl), ...owed }
  const html = owed ? withTelling({ html: row.html, text: '' }).html : row.html
  return {
    subject: renderTemplate(compilePreview(row.subject, 'plain'), variables),
    html: renderTemplate(compilePreview(html, 'html'), variables),
    language: contentLanguage,
  }
}

/** What a template names and a person did not have was empty text when it was sent; its field may be gone since. */
const namedFields = (template: string): Record<string, string> =>
  Object.fromEntries([...template.matchAll(/\bcontact\.fields\.([\w-]+)/g)].map(([, key = '']) => [key, '']))
