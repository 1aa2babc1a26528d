// In which language somebody gets a mail that is written in several. Chosen when a message is put in line, for the whole
// audience in one join, so that sending knows one content for each message and nothing of languages.
import { type Db, Prisma } from '../platform/database.ts'

/** What mails are written in: the languages of every page that a contact sees. */
export const MAIL_LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en'] as const
export type MailLanguage = (typeof MAIL_LANGUAGES)[number]

/** What somebody can read instead, the best first; after these comes the main language of the mail. */
const INSTEAD: Partial<Record<MailLanguage, readonly MailLanguage[]>> = { nb: ['nn'], nn: ['nb'] }
/** For whoever speaks none of ours: English is what they most likely read. */
const FOREIGN: readonly MailLanguage[] = ['en']

const isMailLanguage = (language: string): language is MailLanguage =>
  MAIL_LANGUAGES.some((known) => known === language)

/** The bare code in small letters; `no` is Bokmål (RFC 5646: `no` covers both, and most write Bokmål). */
function plainCode(language: string): string {
  const code = language.toLowerCase().split('-')[0] ?? ''
  return code === 'no' ? 'nb' : code
}

/** The language that somebody gets, of those in `available`; `main` where none of them fits, or theirs is not known. */
export function chooseLanguage(
  language: string | null,
  main: MailLanguage,
  available: readonly MailLanguage[],
): MailLanguage {
  if (language === null || language === '') return main
  const code = plainCode(language)
  const chain = isMailLanguage(code) ? [code, ...(INSTEAD[code] ?? [])] : FOREIGN
  return chain.find((wanted) => wanted === main || available.includes(wanted)) ?? main
}

/** Of a column with the language of a contact: the code by which `languageTable` is joined. */
export const languageCodeSql = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`(case
  when nullif(${column}, '') is null then 'unknown'
  when lower(split_part(${column}, '-', 1)) = any(${[...MAIL_LANGUAGES, 'no']}::text[]) then lower(split_part(${column}, '-', 1))
  else 'foreign' end)`

/** A relation (code, language): what each contact gets, by the code of their language. */
export function languageTable(main: MailLanguage, available: readonly MailLanguage[]): Prisma.Sql {
  const codes = [...MAIL_LANGUAGES, 'no', 'foreign', 'unknown']
  const chosen = codes.map((code) => chooseLanguage(code === 'unknown' ? null : code, main, available))
  return Prisma.sql`select * from unnest(${codes}::text[], ${chosen}::text[]) as chosen (code, language)`
}

type Translation = { id: string; language: MailLanguage; translationOf: string | null }

/**
 * `people` (contact_id, occasion) with `due` and the content_id that each of them gets: the content, or its translation into their
 * language. Where there are no translations nobody is asked for a language.
 */
export async function withContent(db: Db, contentId: string, people: Prisma.Sql, due: Prisma.Sql): Promise<Prisma.Sql> {
  const contents = await db.$queryRaw<Translation[]>(Prisma.sql`
    select id, language, translation_of as "translationOf" from message_content
    where translation_of = ${contentId}::uuid or id = ${contentId}::uuid and language is not null`)
  const translations = contents.filter((one) => one.translationOf !== null)
  const main = contents.find((one) => one.translationOf === null)
  if (!main || translations.length === 0)
    return Prisma.sql`select distinct contact_id, occasion, ${due} as due, ${contentId}::uuid as content_id from (${people}) people`
  const table = languageTable(
    main.language,
    translations.map((one) => one.language),
  )
  return Prisma.sql`
    select distinct people.contact_id, people.occasion, ${due} as due, content.id as content_id from (${people}) people
    join contact on contact.id = people.contact_id
    join (${table}) chosen on chosen.code = ${languageCodeSql(Prisma.sql`contact.language`)}
    join unnest(${contents.map((one) => one.id)}::uuid[], ${contents.map((one) => one.language)}::text[])
      as content (id, language) on content.language = chosen.language`
}
