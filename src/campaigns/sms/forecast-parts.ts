// What an SMS campaign will cost in parts: the texts of those who would get it, counted. Of many people a sample is counted and
// the rest is reckoned by it.
import { chooseLanguage, type MailLanguage, renderSms, smsParts } from '../../delivery/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { checkMessage } from '../check-message.ts'
import { askAudience, forecastCampaign } from '../forecast-campaign.ts'

export type PartsForecast = {
  /** How many would get it. */
  gets: number
  /** How many of their texts were counted. */
  counted: number
  /** All parts together; reckoned where fewer were counted than would get it. */
  parts: number
  /** Of one SMS: the fewest and the most. */
  least: number
  most: number
}

/** People whose texts are counted: enough that the sum is right to within a few percent, few enough to wait for. */
const SAMPLE = 500

/** Throws `invalid` where there is no audience, and `conflict` where the campaign is no SMS. */
export async function forecastParts(db: Db, campaignId: string, publicUrl: string, now: Date): Promise<PartsForecast> {
  const { translations, ...campaign } = found(
    await db.campaign.findUnique({ where: { id: campaignId }, include: { translations: true } }),
    'campaign',
  )
  if (campaign.channel !== 'sms') throw new DomainError('conflict', 'This campaign is no SMS, so it has no parts.')
  const { gets } = await forecastCampaign(db, campaignId, now)
  const people = await findSome(db, campaignId, now)
  const main = campaign.language as MailLanguage
  const others = translations.map((one) => one.language as MailLanguage)
  const byLanguage = Map.groupBy(people, ({ language }) => chooseLanguage(language, main, others))
  const counts: number[] = []
  for (const [language, group] of byLanguage) {
    const { mjml } = translations.find((one) => one.language === language) ?? campaign
    const { content } = await checkMessage(db, { ...campaign, mjml, language, publicUrl })
    if (content.brandId === '') continue
    const ids = group.map(({ id }) => id)
    for (const { text } of await renderSms(db, content, ids, publicUrl)) if (text) counts.push(smsParts(text).parts)
  }
  const sum = counts.reduce((total, parts) => total + parts, 0)
  const parts = counts.length === 0 ? 0 : Math.round((sum / counts.length) * gets)
  return { gets, counted: counts.length, parts, least: least(counts), most: Math.max(0, ...counts) }
}

const least = (counts: readonly number[]) => (counts.length === 0 ? 0 : Math.min(...counts))

/** Some of those who would get it, drawn the same way each time. */
async function findSome(db: Db, campaignId: string, now: Date) {
  const { decided } = await askAudience(db, campaignId, now)
  return db.$queryRaw<{ id: string; language: string | null }[]>(Prisma.sql`
    select contact.id, contact.language from (
      select contact_id from (${decided}) decision where is_allowed
      order by hashtext(contact_id::text), contact_id limit ${SAMPLE}
    ) drawn join contact on contact.id = drawn.contact_id`)
}
