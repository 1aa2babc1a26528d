// How many of those who would get a campaign would have to wait first: quiet hours where they are, or as many mails as its
// sender sends. As it stands at the moment it begins; what others send until then is not known.
import { findSendingRules, hasCaps, hasQuiet, quietUntil, type SendingRules } from '../../delivery/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { askAudience } from '../forecast-campaign.ts'

export type LaterForecast = {
  /** In quiet hours when it begins, and when the first and the last of them end. */
  quiet: { people: number; from: Date | null; until: Date | null }
  /** Have had as many as the sender sends. */
  capped: number
  at: Date
}

/** Counts who would wait; nobody where the sender has no rules. */
export async function forecastLater(db: Db, campaignId: string, now: Date): Promise<LaterForecast> {
  const campaign = found(
    await db.campaign.findUnique({ where: { id: campaignId }, include: { purpose: true, plan: true } }),
    'campaign',
  )
  const at = campaign.startsAt && campaign.startsAt > now ? campaign.startsAt : now
  const { rules } = await findSendingRules(db, campaign.purpose.brandId)
  const nobody: LaterForecast = { quiet: { people: 0, from: null, until: null }, capped: 0, at }
  if (campaign.segmentId === null || !(hasCaps(rules) || hasQuiet(rules))) return nobody
  const { decided, sharing } = await askAudience(db, campaignId, now)
  const gets = Prisma.sql`select contact_id from (${decided}) decision where is_allowed
    and contact_id not in (select contact_id from (${sharing}) sharing)`
  // Whoever gets it at an hour of their own has no one moment to ask about.
  const isAtOnce = campaign.plan === null || campaign.plan.mode === 'at' || campaign.plan.mode === 'spread'
  return {
    quiet: isAtOnce && hasQuiet(rules) ? await countQuiet(db, gets, rules, at) : nobody.quiet,
    capped: hasCaps(rules) ? await countCapped(db, gets, campaign.purpose.brandId, rules, at) : 0,
    at,
  }
}

type Place = { country: string | null; time_zone: string | null; people: number }

async function countQuiet(db: Db, gets: Prisma.Sql, rules: SendingRules, at: Date): Promise<LaterForecast['quiet']> {
  const places = await db.$queryRaw<Place[]>(Prisma.sql`
    select contact.country, contact.time_zone, count(*)::int as people
    from (${gets}) gets join contact on contact.id = gets.contact_id group by 1, 2`)
  const waiting = places.flatMap(({ country, time_zone: timeZone, people }) => {
    const until = quietUntil(rules, { country, timeZone }, at)
    return until ? [{ until: +until, people }] : []
  })
  const ends = waiting.map(({ until }) => until)
  return {
    people: waiting.reduce((sum, { people }) => sum + people, 0),
    from: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    until: ends.length > 0 ? new Date(Math.max(...ends)) : null,
  }
}

async function countCapped(
  db: Db,
  gets: Prisma.Sql,
  brandId: string,
  { dayCap, weekCap, monthCap }: SendingRules,
  at: Date,
): Promise<number> {
  const within = (days: number) => Prisma.sql`
    (select count(*) from unnest(begun_at) as begun (at) where begun.at > ${at}::timestamptz - make_interval(days => ${days}))`
  const [row] = await db.$queryRaw<[{ people: number }]>(Prisma.sql`
    select count(*)::int as people from (${gets}) gets
    join sending_count counted on counted.contact_id = gets.contact_id and counted.brand_id = ${brandId}::uuid
    where ${within(1)} >= ${dayCap}::int or ${within(7)} >= ${weekCap}::int or ${within(30)} >= ${monthCap}::int`)
  return row.people
}
