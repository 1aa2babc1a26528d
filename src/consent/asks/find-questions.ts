// What somebody is being asked, for the pages on which it is certain who reads them: right after they have confirmed
// something with their own link, and behind a code. Nowhere else is it answered: anybody may type anybody's address into a
// form, so the answer of a form says nothing of it (consent.md W10).
import { type Db, Prisma } from '../../platform/database.ts'
import type { Channel } from '../words.ts'

/** An open question, in the words that are in force now, which are those that an answer is kept with. */
export type OpenQuestion = {
  id: string
  purposeId: string
  channel: Channel
  kind: string
  textId: string
  /** Of the text: that of the page where there is one, else English, else any. */
  language: string
  name: string
  text: string
  validityMonths: number | null
}

/** Questions of this sender that wait for an answer. None while there is a reason to leave the person alone. */
export async function findQuestions(
  db: Db,
  { contactId, brandId, language }: { contactId: string; brandId: string; language: string },
  now: Date,
): Promise<OpenQuestion[]> {
  return db.$queryRaw<OpenQuestion[]>(Prisma.sql`
    select ask.id, ask.purpose_id as "purposeId", ask.channel, purpose.kind, text.id as "textId", text.language, text.name,
      text.text, purpose.validity_months as "validityMonths"
    from consent_ask ask join purpose on purpose.id = ask.purpose_id
    join lateral (
      select id, language, name, text from purpose_text
      where purpose_text.purpose_id = purpose.id and effective_from <= ${now}
      order by language = ${language} desc, language = 'en' desc, language, version desc limit 1
    ) text on true
    where ask.contact_id = ${contactId}::uuid and ask.closed_at is null and purpose.brand_id = ${brandId}::uuid
      and purpose.retired_at is null and purpose.parent_id is null
      and not exists (select from consent_hold where consent_hold.contact_id = ask.contact_id and lifted_at is null
        and consent_hold.kind in ('objection', 'restriction', 'suppression', 'complaint', 'erasure'))
    order by purpose.position, purpose.id`)
}

/** What stands in the form beside an answer: the question with the words that were shown. */
export const questionBox = ({ purposeId, channel, textId }: OpenQuestion): string => `${purposeId}:${channel}:${textId}`
