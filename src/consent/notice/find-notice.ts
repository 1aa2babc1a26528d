// What GDPR article 13 wants told to whoever fills in a form, gathered from what the sender, its word on handling, and the
// purposes say. Nothing is made up: what nobody has said is missing, and a form that lacks an item is not published (L2).
import { type Db, Prisma } from '../../platform/database.ts'
import type { Fault } from '../../platform/errors.ts'
import { type Authority, findAuthority, transferTo } from './authorities.ts'

/** The items of art. 13(1)-(2), each with where it stands there. */
export const NOTICE_ITEMS = [
  'controller', // (1)(a)
  'privacy_contact', // (1)(b)
  'purposes', // (1)(c), with the basis and (1)(d) the interest
  'recipients', // (1)(e)
  'transfer', // (1)(f)
  'retention', // (2)(a)
  'rights', // (2)(b)
  'withdrawal', // (2)(c)
  'complaint', // (2)(d)
  'required', // (2)(e)
  'automated', // (2)(f)
] as const
export type NoticeItem = (typeof NOTICE_ITEMS)[number]
/** What article 14 asks for beside them, of whoever came from somebody else: (1)(d) and (2)(f). */
export type SourceItem = 'source' | 'categories'

export type NoticePurpose = {
  id: string
  kind: string
  legalBasis: string
  validityMonths: number | null
  name: string
  text: string
  /** Of the name and the text. */
  language: string
}
export type NoticeBrand = Prisma.BrandGetPayload<{ include: { processing: true } }>
export type Notice = {
  brand: NoticeBrand
  authority: Authority | undefined
  purposes: NoticePurpose[]
}

/** What is told of these purposes of this sender, in this language where there is one. Retired purposes drop out. */
export async function findNotice(
  db: Db,
  about: { brandId: string; purposeIds: readonly string[]; language: string },
  now: Date,
): Promise<Notice> {
  const brand = await db.brand.findUniqueOrThrow({ where: { id: about.brandId }, include: { processing: true } })
  const purposes = await db.$queryRaw<NoticePurpose[]>(Prisma.sql`
    select * from (
      select distinct on (purpose.id) purpose.id, purpose.kind, purpose.legal_basis as "legalBasis", purpose.position,
        purpose.validity_months as "validityMonths", text.name, text.text, text.language
      from purpose join purpose_text text on text.purpose_id = purpose.id
      where purpose.id = any(${[...about.purposeIds]}::uuid[]) and purpose.retired_at is null
        and text.effective_from <= ${now}
      order by purpose.id, text.language = ${about.language} desc, text.language = 'en' desc, text.language, text.version desc
    ) newest order by position, id`)
  return { brand, authority: findAuthority(brand.country), purposes }
}

/** Bases that a notice can name. */
export const KNOWN_BASES = ['consent', 'existing_customer'] as const

/** The items that this notice would lack, each with where it is filled in. */
export function findMissing({ brand, authority, purposes }: Notice): Fault[] {
  const place = `Senders, ${brand.name}: how data is handled`
  const missing: Fault[] = []
  const lacks = (item: NoticeItem, what: string, where = place) =>
    missing.push({ path: `notice.${item}`, message: `The notice would not say ${what}. Fill it in under ${where}.` })
  const { processing } = brand
  const sender = `Senders, ${brand.name}: who it is`
  if (brand.name.trim() === '' || brand.postalAddress.trim() === '')
    lacks('controller', 'who is responsible, with a postal address', sender)
  if (brand.privacyEmail.trim() === '') lacks('privacy_contact', 'whom to write to about data', sender)
  const nameless = purposes.find(({ legalBasis }) => !KNOWN_BASES.some((basis) => basis === legalBasis))
  if (nameless) lacks('purposes', `on what basis “${nameless.name}” rests`, 'Purposes')
  if (!processing) {
    lacks('recipients', 'who else is given the data, or that nobody is')
    lacks('transfer', 'in which countries the data is handled')
    lacks('retention', 'how long the data is kept')
  }
  const unsafe = processing?.storedIn.filter((country) => transferTo(country) === 'safeguard') ?? []
  if (processing && unsafe.length > 0 && !processing.safeguard)
    lacks('transfer', `what protects the data in ${unsafe.join(', ')}, outside the European Economic Area`)
  if (!authority) lacks('complaint', `which authority takes complaints in ${brand.country}: choose the country`, sender)
  return missing
}
