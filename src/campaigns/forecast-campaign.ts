// Who would get a campaign, and who not, with the reason: the one decision asked for the whole audience, at the moment
// the campaign would begin. It changes nothing; each person is decided again at sending.
import { type DecisionReason, decisionSql, isYes, type MarkState, markState } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { describePerson, findAudience, type Language } from '../segments/index.ts'
import { reasonWords } from './reason-words.ts'

export type Forecast = {
  audience: number
  gets: number
  /** Of those who get it, whom an earlier sale allows it for and not a yes. */
  customers: number
  /** Largest first. With `gets` they add up to the audience. */
  not: { reason: DecisionReason; count: number }[]
  /** The moment for which it was asked. */
  at: Date
  countedAt: Date
  /** The rules of every country in the audience, such as `NO-2025-1, SE-2008-1`. */
  ruleVersion: string
}

type Asked = {
  segmentId: string | null
  purposeId: string
  topicId: string | null
  channel: string
  startsAt: Date | null
}

/** The decision for everybody in the audience, as a relation, and the moment it is for. Throws where there is none. */
export async function askAudience(db: Db, campaignId: string, now: Date) {
  const campaign: Asked = found(await db.campaign.findUnique({ where: { id: campaignId } }), 'campaign')
  if (campaign.segmentId === null)
    throw new DomainError('invalid', 'The campaign has no audience yet. Choose a segment to see who would get it.', {
      faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
    })
  const at = campaign.startsAt && campaign.startsAt > now ? campaign.startsAt : now
  const { purposeId, topicId, channel } = campaign
  const audience = await findAudience(db, { in: [campaign.segmentId], out: [] }, at)
  const people = audience.read(channel)
  const decide = (among: Prisma.Sql) => decisionSql(among, { purposeId, topicId, channel, at }, 'read')
  return { people, decide, at }
}

/** Counts the audience by reason. */
export async function forecastCampaign(db: Db, campaignId: string, now: Date): Promise<Forecast> {
  const { people, decide, at } = await askAudience(db, campaignId, now)
  const rows = await db.$queryRaw<{ reason: DecisionReason; rule_version: string; count: number }[]>(Prisma.sql`
    select reason, rule_version, count(*)::int as count from (${decide(people)} limit all) decision group by reason, rule_version`)
  const sum = (among: typeof rows) => among.reduce((total, row) => total + row.count, 0)
  const reasons = [...new Set(rows.map((row) => row.reason))].filter((reason) => !isYes(reason))
  const not = reasons.map((reason) => ({ reason, count: sum(rows.filter((row) => row.reason === reason)) }))
  return {
    audience: sum(rows),
    gets: sum(rows.filter((row) => isYes(row.reason))),
    customers: sum(rows.filter((row) => row.reason === 'customer')),
    not: not.sort((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1)),
    at,
    countedAt: now,
    ruleVersion: [...new Set(rows.map((row) => row.rule_version))].sort().join(', '),
  }
}

export type PersonRow = {
  id: string
  name: string
  detail: string | null
  state: MarkState
  note: string
  at: Date | null
  why: string
}
export type PeoplePage = { title: string | null; items: PersonRow[]; total: number; next: string | null }
export type PageAsked = { cursor: string | undefined; limit: number; language: Language }

type Row = {
  contact_id: string
  reason: DecisionReason
  since: Date | null
  expires_at: Date | null
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company: string | null
}

/** The people behind a number of the forecast: those with one of these reasons, or everybody for an empty list. */
export async function findForecastPeople(
  db: Db,
  campaignId: string,
  reasons: readonly DecisionReason[],
  { cursor, limit, language }: PageAsked,
  now: Date,
): Promise<PeoplePage> {
  const { people, decide } = await askAudience(db, campaignId, now)
  const wanted = reasons.length === 0 ? Prisma.sql`true` : Prisma.sql`decision.reason = any(${[...reasons]}::text[])`
  const after = cursor === undefined ? Prisma.sql`true` : Prisma.sql`decision.contact_id > ${cursor}::uuid`
  const [count] = await db.$queryRaw<[{ total: number }]>(Prisma.sql`
    select count(*)::int as total from (${decide(people)}) decision where ${wanted}`)
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select decision.contact_id, decision.reason, decision.since, decision.expires_at, contact.first_name,
      contact.last_name, contact.job_title, account.name as company
    from (${decide(people)}) decision
    join contact on contact.id = decision.contact_id left join account on account.id = contact.account_id
    where ${wanted} and ${after} order by decision.contact_id limit ${limit + 1}`)
  const words = reasonWords[language]
  const items = rows.slice(0, limit).map(
    (row): PersonRow => ({
      id: row.contact_id,
      ...describePerson(row, words.unnamed),
      state: markState(row.reason, row.expires_at, now),
      note: words.notes[row.reason],
      at: row.since,
      why: `/campaigns/${campaignId}/why/${row.contact_id}`,
    }),
  )
  const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null
  return { title: null, items, total: count.total, next }
}
