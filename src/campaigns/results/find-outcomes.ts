// How a campaign went: the whole, over time, by receiving domain and by language. Numbers only; the people behind them are asked for
// one number at a time, and are shown where they allow it.
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { findLinks, type LinkResult } from './find-links.ts'
import { findGoal, type Goal } from './goal.ts'
import { outcomeSql, SUM_NAMES, SUMS, type Sums } from './outcome-sql.ts'

export const FACTS = [
  'sent',
  'opened',
  'clicked',
  'converted',
  'replied',
  'unsubscribed',
  'complained',
  'bounced',
] as const
export type Fact = (typeof FACTS)[number]
export type Moment = { at: Date } & Record<Fact, number>
export type DomainResult = Sums & {
  /** null: all others together, and those whose address is gone. */
  domain: string | null
}
export type LanguageResult = Sums & { language: string }
export type Outcomes = {
  goal: Goal
  totals: Sums
  /** Of the opened: only through a server that fetches pictures for its readers. */
  openedByProxy: number
  /** From the first mail on, 48 hours at most; and 30 days of 24 hours. */
  hours: Moment[]
  days: Moment[]
  links: LinkResult[]
  domains: DomainResult[]
  /** What it was written in, the language that most people got first. */
  languages: LanguageResult[]
  /** Requests of machines, by how they were told; and clicks and opens that turned out to be theirs. */
  setAside: { reason: string; requests: number }[]
  countedAt: Date
}

const HOURS = 48
const DAYS = 30
const HOUR_MS = 3_600_000
/** Domains that are named; what is rare there could only be about one person. */
const MOST_DOMAINS = 15

export async function findOutcomes(db: Db, campaignId: string, now: Date): Promise<Outcomes> {
  found(await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
  const goal = await findGoal(db, campaignId)
  const outcome = outcomeSql(campaignId, goal)
  // Each mail is of exactly one domain, so that the domains are the whole: it is counted once.
  const { domains, languages } = await findParts(db, outcome)
  const [proxy] = await db.$queryRaw<[{ opened: number }]>(Prisma.sql`
    select count(distinct (contact_id, properties ->> 'messageId'))::int as opened from event
    where type = 'mail.opened' and properties ->> 'campaignId' = ${campaignId} and properties ->> 'via' <> 'direct'`)
  return {
    goal,
    totals: addUp(domains),
    openedByProxy: proxy.opened,
    ...(await findMoments(db, outcome)),
    links: await findLinks(db, campaignId),
    domains,
    languages,
    setAside: await findSetAside(db, campaignId),
    countedAt: now,
  }
}

async function findMoments(db: Db, outcome: Prisma.Sql): Promise<{ hours: Moment[]; days: Moment[] }> {
  const rows = await db.$queryRaw<{ hour: number; began: Date; fact: Fact; count: number }[]>(Prisma.sql`
    with outcome as materialized (${outcome}),
    first as (select date_trunc('hour', min(sent_at), 'UTC') as began from outcome)
    select began, floor(extract(epoch from fact.at - began) / 3600)::int as hour, fact.fact, count(*)::int as count
    from outcome cross join first cross join lateral (values ('sent', sent_at), ('opened', opened_at),
      ('clicked', clicked_at), ('converted', converted_at), ('replied', replied_at), ('unsubscribed', unsubscribed_at),
      ('complained', complained_at), ('bounced', bounced_at)) as fact (fact, at)
    where fact.at >= began and fact.at < began + make_interval(days => ${DAYS}) group by 1, 2, 3 order by 2`)
  const began = rows[0]?.began
  if (!began) return { hours: [], days: [] }
  const last = Math.max(...rows.map((row) => row.hour))
  const gather = (length: number, hoursEach: number): Moment[] =>
    Array.from({ length }, (_, index) => {
      const own = rows.filter((row) => Math.floor(row.hour / hoursEach) === index)
      const counts = FACTS.map((fact) => [
        fact,
        own.reduce((sum, row) => (row.fact === fact ? sum + row.count : sum), 0),
      ])
      return {
        at: new Date(+began + index * hoursEach * HOUR_MS),
        ...(Object.fromEntries(counts) as Record<Fact, number>),
      }
    })
  return { hours: gather(Math.min(last + 1, HOURS), 1), days: gather(Math.floor(last / 24) + 1, 24) }
}

type Part = Sums & { domain: string | null; language: string | null; is_language: boolean }

/** By domain and by language, in one walk over the mails. */
async function findParts(
  db: Db,
  outcome: Prisma.Sql,
): Promise<{ domains: DomainResult[]; languages: LanguageResult[] }> {
  const parts = await db.$queryRaw<Part[]>(Prisma.sql`
    with outcome as materialized (
      select outcome.*, split_part(address.value, '@', 2) as domain, content.language from (${outcome}) outcome
      join message_content content on content.id = outcome.content_id
      left join identity address on address.contact_id = outcome.contact_id and address.kind = 'email' and address.is_primary
    ), named as (
      select domain from outcome where domain is not null group by domain order by count(*) desc, domain limit ${MOST_DOMAINS}
    )
    select named.domain, language, grouping(language) = 0 as is_language, ${SUMS}
    from outcome left join named on named.domain = outcome.domain
    group by grouping sets ((named.domain), (language))
    order by named.domain is null, count(*) desc, named.domain, language`)
  const domains = parts.flatMap(({ is_language, language: _, ...part }) => (is_language ? [] : [part]))
  const languages = parts.flatMap(({ is_language, language, domain: _, ...part }) =>
    is_language && language !== null ? [{ language, ...part }] : [],
  )
  return { domains, languages }
}

function addUp(parts: readonly Sums[]): Sums {
  const sum = (name: keyof Sums) => parts.reduce((total, part) => total + part[name], 0)
  return Object.fromEntries(SUM_NAMES.map((name) => [name, sum(name)])) as Sums
}

async function findSetAside(db: Db, campaignId: string): Promise<Outcomes['setAside']> {
  return db.$queryRaw<Outcomes['setAside']>(Prisma.sql`
    select reason, sum(requests)::int as requests from (
      select reason, requests from machine_count where content_id in (${contentsSql(campaignId)})
      union all
      select reason, 1 from machine_read join event on event.contact_id = machine_read.contact_id and event.id = machine_read.event_id
      where event.type in ('mail.clicked', 'mail.opened') and event.properties ->> 'campaignId' = ${campaignId}
    ) machines group by reason order by requests desc, reason`)
}

/** Every content that mails of a campaign were made from. */
export const contentsSql = (campaignId: string): Prisma.Sql =>
  Prisma.sql`select content_id from message_batch where campaign_id = ${campaignId}::uuid`
