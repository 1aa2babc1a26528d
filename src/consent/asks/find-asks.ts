// Questions that wait for an answer, with the words to read aloud or to print.
import { contactNameSql } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { pickLanguage } from '../preferences/page-language.ts'
import type { Channel } from '../words.ts'
import type { AskWay } from './ask-for-consent.ts'
import { renderPaper } from './compose-ask.ts'

export type OpenAsk = {
  id: string
  contactId: string
  name: string | null
  company: string | null
  purpose: string
  channel: Channel
  way: AskWay
  askedAt: Date
  code: string | null
  text: { language: string; version: number; name: string; text: string }
}

/** Open questions, oldest first; those of one way or one person where told. */
export async function findOpenAsks(
  db: Db,
  { ways, contactId, limit }: { ways: readonly AskWay[]; contactId?: string | undefined; limit: number },
): Promise<OpenAsk[]> {
  return db.$queryRaw<OpenAsk[]>(Prisma.sql`
    select ask.id, contact.id as "contactId", ${contactNameSql} as name, account.name as company,
      purpose.name as purpose, ask.channel, ask.way, ask.asked_at as "askedAt", ask.code,
      json_build_object('language', text.language, 'version', text.version, 'name', text.name, 'text', text.text) as text
    from consent_ask ask join contact on contact.id = ask.contact_id
    left join account on account.id = contact.account_id
    join purpose on purpose.id = ask.purpose_id join purpose_text text on text.id = ask.text_id
    where ask.closed_at is null and ask.way = any(${[...ways]}::text[]) and contact.erased_at is null
      and contact.merged_into_id is null
      ${contactId === undefined ? Prisma.empty : Prisma.sql`and ask.contact_id = ${contactId}::uuid`}
    order by ask.asked_at, ask.id limit ${limit}::int`)
}

/** The id of the open question with this code, spaces and letter case aside. Throws `not_found`. */
export async function findByCode(db: Db, code: string): Promise<string> {
  const ask = await db.consentAsk.findUnique({ where: { code: code.replace(/\s/g, '').toUpperCase() } })
  if (!ask)
    throw new DomainError('not_found', 'No form has this code. Look again: there is no 0, 1, I, L, O or U in it.')
  return ask.id
}

/** The form to print for this question. Throws `conflict` where it is not asked on paper, or closed. */
export async function paperOf(db: Db, id: string): Promise<{ filename: string; content: string }> {
  const ask = found(await db.consentAsk.findFirst({ where: { id }, include: { contact: true } }), 'question')
  if (ask.code === null || ask.closedAt !== null)
    throw new DomainError('conflict', 'This question is not asked on paper, or it is closed.')
  const purpose = await db.purpose.findUniqueOrThrow({ where: { id: ask.purposeId }, include: { brand: true } })
  const text = await db.purposeText.findUniqueOrThrow({ where: { id: ask.textId } })
  const person = [ask.contact.firstName, ask.contact.lastName].filter(Boolean).join(' ') || null
  const language = pickLanguage([text.language], purpose.brand.country)
  const { code, askedAt } = ask
  return {
    filename: `question-${code}.html`,
    content: renderPaper({ language, brand: purpose.brand, person, asked: text, code, askedAt }),
  }
}
