// A form as it is shown: its questions, and for each yes it asks for the words in force now.
import { createHash } from 'node:crypto'
import { type Db, Prisma } from '../../platform/database.ts'
import type { Sender } from '../plain-page.ts'
import type { Ask, Question } from './form-schema.ts'

/** One box: a purpose on a channel, with the text that will be the evidence. */
export type ShownAsk = Ask & { textId: string; language: string; name: string; text: string }
export type ShownForm = {
  id: string
  key: string
  name: string
  brandId: string
  language: string
  thanks: string
  questions: Question[]
  asks: ShownAsk[]
  sender: Sender
  /** Names the configuration that was shown (consent.md C3). */
  fingerprint: string
}

/** What is counted of this form: the texts of these boxes, on its page. */
export const servedOf = ({ key, language }: ShownForm, asks: readonly Pick<ShownAsk, 'textId'>[]) => ({
  page: pageOf(key),
  language,
  textIds: asks.map(({ textId }) => textId),
})

export const pageOf = (key: string): string => `/f/${key}`

/** The form under this key as it stands now; undefined where there is none. */
export async function findShownForm(db: Db, key: string, now: Date): Promise<ShownForm | undefined> {
  const form = await db.form.findUnique({ where: { key } })
  if (!form || form.retiredAt) return undefined
  const brand = await db.brand.findUniqueOrThrow({ where: { id: form.brandId } })
  const asks = await findWordings(db, form.asks as Ask[], form.language, now)
  const { id, name, language, thanks } = form
  const configuration = JSON.stringify([
    form.questions,
    asks.map(({ purposeId, channel, textId }) => [purposeId, channel, textId]),
  ])
  return {
    id,
    key,
    name,
    brandId: form.brandId,
    language,
    thanks,
    questions: form.questions as Question[],
    asks,
    sender: brand,
    fingerprint: createHash('sha256').update(configuration).digest('hex'),
  }
}

type Wording = { purpose_id: string; id: string; language: string; name: string; text: string }

/** The text that giving consent will record: that of the language, else English, else any. Retired purposes drop out. */
async function findWordings(db: Db, asks: readonly Ask[], language: string, now: Date): Promise<ShownAsk[]> {
  const wordings = await db.$queryRaw<Wording[]>(Prisma.sql`
    select distinct on (purpose_id) purpose_id, id, language, name, text from (
      select distinct on (text.purpose_id, text.language) text.purpose_id, text.id, text.language, text.name, text.text
      from purpose_text text join purpose on purpose.id = text.purpose_id and purpose.retired_at is null
      where text.purpose_id = any(${asks.map((ask) => ask.purposeId)}::uuid[]) and text.effective_from <= ${now}
      order by text.purpose_id, text.language, text.version desc
    ) newest
    order by purpose_id, language <> ${language}, language <> 'en', language`)
  const byPurpose = new Map(wordings.map((wording) => [wording.purpose_id, wording]))
  return asks.flatMap((ask) => {
    const wording = byPurpose.get(ask.purposeId)
    return wording
      ? [{ ...ask, textId: wording.id, language: wording.language, name: wording.name, text: wording.text }]
      : []
  })
}
