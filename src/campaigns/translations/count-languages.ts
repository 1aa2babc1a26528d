// How many would get a campaign in each of its languages: the same decision as the forecast, asked by language.
import { isYes } from '../../consent/index.ts'
import { languageCodeSql, languageTable, type MailLanguage } from '../../delivery/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { SAME_MAILBOX } from '../audience/shared-mailboxes.ts'
import { askAudience } from '../forecast-campaign.ts'

export type LanguageCount = { language: MailLanguage; gets: number; audience: number }

/** Counts by the language that each of the audience gets, the largest first. Languages that nobody gets stand last. */
export async function countLanguages(db: Db, campaignId: string, now: Date): Promise<LanguageCount[]> {
  const { language, translations } = found(
    await db.campaign.findUnique({ where: { id: campaignId }, include: { translations: true } }),
    'campaign',
  )
  const [main, others] = [language as MailLanguage, translations.map((one) => one.language as MailLanguage)]
  const { decided, sharing } = await askAudience(db, campaignId, now)
  const rows = await db.$queryRaw<{ language: MailLanguage; reason: string; count: number }[]>(
    Prisma.sql`
    select chosen.language, case when sharing.contact_id is null then decision.reason else ${SAME_MAILBOX} end as reason, count(*)::int as count
    from (${decided}) decision left join (${sharing}) sharing on sharing.contact_id = decision.contact_id
    join contact on contact.id = decision.contact_id
    join (${languageTable(main, others)}) chosen on chosen.code = ${languageCodeSql(Prisma.sql`contact.language`)}
    group by 1, 2`,
  )
  return [main, ...others]
    .map((one) => {
      const of = rows.filter((row) => row.language === one)
      const sum = (among: typeof rows) => among.reduce((total, row) => total + row.count, 0)
      return { language: one, gets: sum(of.filter((row) => isYes(row.reason))), audience: sum(of) }
    })
    .sort((one, other) => other.gets - one.gets)
}
