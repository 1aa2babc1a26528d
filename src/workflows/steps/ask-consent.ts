// Asks each person for a yes, where asking is lawful: by mail only while the decision about another purpose lets us write,
// otherwise where they come by themselves or when somebody meets them. Nobody is asked after a no, nor soon again.
import { z } from 'zod'
import { type Asked, askForConsent, CHANNELS, composeAsk, OTHER_WAYS, pickLanguage } from '../../consent/index.ts'
import { enqueueMessages, saveContent } from '../../delivery/index.ts'
import { Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { occasionOf } from './send-campaign.ts'
import type { Person, StepContext, TakeStep } from './step.ts'

export const askConsentSchema = z.strictObject({
  kind: z.literal('ask_consent'),
  purposeId: z.uuid().nullable(),
  channel: z.enum(CHANNELS),
  /** Under which purpose a mail may ask; null: never by mail. */
  mailUnder: z.uuid().nullable(),
  otherwise: z.enum(OTHER_WAYS),
  next: z.string().nullable(),
})
export type AskConsentStep = z.infer<typeof askConsentSchema>

export const takeAskConsent: TakeStep<AskConsentStep> = async (context, step, people) => {
  const { tx, now, workflowId } = context
  const { purposeId, channel, mailUnder, otherwise } = step
  if (purposeId === null) throw new DomainError('conflict', 'This step does not say what it asks for.')
  const ids = people.map((person) => person.contactId)
  const asked = await askForConsent(tx, { purposeId, channel, mailUnder, otherwise, workflowId }, ids, now)
  if (mailUnder !== null) await mailAsks(context, { purposeId, mailUnder }, people, asked)
  const outcomes = new Map(asked.map((one) => [one.contactId, one]))
  return people.map((person) => {
    const one = outcomes.get(person.contactId)
    const detail = one?.askId ? { ask: one.askId } : {}
    return { person, outcome: `asked_${one?.outcome ?? 'nobody'}`, next: step.next, detail }
  })
}

/** One mail in line for each whom a mail may ask, in their language. Delivery decides again in the second of sending. */
async function mailAsks(
  { tx, now, stepKey }: StepContext,
  under: { purposeId: string; mailUnder: string },
  people: readonly Person[],
  asked: readonly Asked[],
): Promise<void> {
  const mailed = asked.filter(({ outcome }) => outcome === 'mail')
  const enrolments = new Map(people.map((person) => [person.contactId, person.enrolmentId]))
  for (const [language, group] of Map.groupBy(mailed, (one) => one.language ?? '')) {
    const contentId = await findContent(tx, under, language, now)
    const occasions = group.map(({ contactId }) => occasionOf(enrolments.get(contactId) ?? '', stepKey))
    await enqueueMessages(
      tx,
      {
        ...{ contentId, campaignId: null, notBefore: now },
        people: Prisma.sql`select * from unnest(${group.map(({ contactId }) => contactId)}::uuid[], ${occasions}::text[])
          as person (contact_id, occasion)`,
      },
      now,
    )
  }
}

type Text = { name: string; text: string; language: string }

/** The frozen mail in this language; saved once, and again when the words of the purpose change. */
async function findContent(
  tx: Transaction,
  { purposeId, mailUnder }: { purposeId: string; mailUnder: string },
  wish: string,
  now: Date,
): Promise<string> {
  const { brand } = await tx.purpose.findUniqueOrThrow({ where: { id: purposeId }, include: { brand: true } })
  const [asked, basis] = [await findText(tx, purposeId, wish, now), await findText(tx, mailUnder, wish, now)]
  const language = pickLanguage([asked.language], brand.country)
  const mail = composeAsk({ language, brand: brand.name, basis: basis.name, asked })
  const known = await tx.messageContent.findFirst({
    where: { purposeId: mailUnder, subject: mail.subject, text: mail.text },
    select: { id: true },
  })
  return known?.id ?? saveContent(tx, { brandId: brand.id, purposeId: mailUnder, preheader: '', ...mail })
}

/** The words in force in this language, else in English, else any. */
async function findText(tx: Transaction, purposeId: string, wish: string, now: Date): Promise<Text> {
  const texts = await tx.purposeText.findMany({
    where: { purposeId, effectiveFrom: { lte: now } },
    orderBy: { version: 'desc' },
  })
  const text = [wish, 'en'].flatMap((language) => texts.find((one) => one.language === language) ?? [])[0] ?? texts[0]
  if (!text) throw new DomainError('conflict', 'This purpose has no words in force. Publish its text, then go on.')
  return text
}
