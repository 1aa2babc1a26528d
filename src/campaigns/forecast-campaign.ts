// Who would get a campaign, and who not, with the reason: the one decision asked for the whole audience, at the moment
// the campaign would begin. It changes nothing; each person is decided again at sending.
import { type DecisionReason, decisionSql, isYes, type MarkState, markState } from '../consent/index.ts'
import { ALL_CONTACTS, type ContactRange, findContactRanges } from '../contacts/index.ts'
import { type Db, inTransaction, isTransaction, Prisma } from '../platform/database.ts'
import { DomainError, found } from '../platform/errors.ts'
import { describePerson, findAudience, type Language } from '../segments/index.ts'
import { segmentsOf } from './audience/segments-of.ts'
import { SAME_MAILBOX, sharingSql } from './audience/shared-mailboxes.ts'
import { type CampaignReason, reasonWords } from './reason-words.ts'

export type Forecast = {
  audience: number
  gets: number
  /** Of those who get it, whom an earlier sale allows it for and not a yes. */
  customers: number
  /** Largest first. With `gets` they add up to the audience. */
  not: { reason: CampaignReason; count: number }[]
  /** The moment for which it was asked. */
  at: Date
  countedAt: Date
  /** The rules of every country in the audience, such as `NO-2025-1, SE-2008-1`. */
  ruleVersion: string
}

type Asked = {
  id: string
  segmentId: string | null
  purposeId: string
  topicId: string | null
  channel: string
  startsAt: Date | null
}

/**
 * The decision for everybody in the audience, whole and in parts that share nobody, and who shares a mailbox with somebody
 * who gets it, as relations, and the moment they are for. Throws where there is no audience.
 */
export async function askAudience(
  db: Db,
  campaignId: string,
  now: Date,
  ranges: readonly ContactRange[] = [ALL_CONTACTS],
) {
  const campaign: Asked = found(await db.campaign.findUnique({ where: { id: campaignId } }), 'campaign')
  const { id, segmentId, purposeId, topicId, channel, startsAt } = campaign
  if (segmentId === null)
    throw new DomainError('invalid', 'The campaign has no audience yet. Choose a segment to see who would get it.', {
      faults: [{ path: 'segmentId', message: 'Choose who it is for.' }],
    })
  const at = startsAt && startsAt > now ? startsAt : now
  const { read, among } = await findAudience(db, await segmentsOf(db, { id, segmentId }), at)
  const question = { purposeId, topicId, channel, at }
  const parts = read(channel, ranges).map(({ people, range }) =>
    decisionSql(people, question, 'read', undefined, range),
  )
  return { parts, decided: Prisma.join(parts, ' union all '), sharing: sharingSql(among, question), at }
}

/** A large audience is counted on so many connections at once. Of twelve there must be some left for everybody else. */
const RANGES = 4

type Counted = { reason: DecisionReason; rule_version: string; count: number }
type Sharing = { reason: DecisionReason; count: number }

/** Counts the audience by reason. */
export async function forecastCampaign(db: Db, campaignId: string, now: Date): Promise<Forecast> {
  const { rows, twice, at } = await countAudience(db, campaignId, now)
  const sum = (among: readonly { count: number }[]) => among.reduce((total, row) => total + row.count, 0)
  const may = (reason?: DecisionReason) => {
    const isAsked = (row: { reason: DecisionReason }) => (reason ? row.reason === reason : isYes(row.reason))
    return sum(rows.filter(isAsked)) - sum(twice.filter(isAsked))
  }
  const reasons = [...new Set(rows.map((row) => row.reason))].filter((reason) => !isYes(reason))
  const not: Forecast['not'] = reasons.map((reason) => ({
    reason,
    count: sum(rows.filter((row) => row.reason === reason)),
  }))
  if (twice.length > 0) not.push({ reason: SAME_MAILBOX, count: sum(twice) })
  return {
    audience: sum(rows),
    gets: may(),
    customers: may('customer'),
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
  reason: CampaignReason
  since: Date | null
  expires_at: Date | null
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company: string | null
}

async function countAudience(db: Db, campaignId: string, now: Date) {
  const ranges = isTransaction(db) ? [ALL_CONTACTS] : await findContactRanges(db, RANGES)
  const { parts, sharing, at } = await askAudience(db, campaignId, now, ranges)
  const rows: Counted[] = []
  const countPart = async (decided: Prisma.Sql) => {
    const counted = Prisma.sql`select reason, rule_version, count(*)::int as count from (${decided}) decision
      group by reason, rule_version`
    rows.push(...(ranges.length === 1 ? await db.$queryRaw<Counted[]>(counted) : await readAlone(db, counted)))
  }
  const findTwice = () =>
    db.$queryRaw<Sharing[]>(Prisma.sql`select reason, count(*)::int as count from (${sharing}) sharing group by reason`)
  if (ranges.length > 1) {
    const [twice] = await Promise.all([findTwice(), ...parts.map(countPart)])
    return { rows, twice, at }
  }
  for (const decided of parts) await countPart(decided)
  return { rows, twice: await findTwice(), at }
}

/** By one process. Left to itself the server shares each range among several, and hashes what lies in order. */
const readAlone = (db: Db, query: Prisma.Sql) =>
  inTransaction(db, async (tx) => {
    await tx.$executeRaw`set local max_parallel_workers_per_gather = 0`
    return tx.$queryRaw<Counted[]>(query)
  })

/** The people behind a number of the forecast: those with one of these reasons, or everybody for an empty list. */
export async function findForecastPeople(
  db: Db,
  campaignId: string,
  reasons: readonly CampaignReason[],
  { cursor, limit, language }: PageAsked,
  now: Date,
): Promise<PeoplePage> {
  const { decided, sharing } = await askAudience(db, campaignId, now)
  const forecast = await forecastCampaign(db, campaignId, now)
  const after = cursor === undefined ? Prisma.sql`true` : Prisma.sql`decision.contact_id > ${cursor}::uuid`
  const wanted = reasons.length === 0 ? Prisma.sql`true` : Prisma.sql`reason = any(${[...reasons]}::text[])`
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with sharing as materialized (${sharing}), decision as (
      select decision.contact_id, decision.since, decision.expires_at,
        case when sharing.contact_id is null then decision.reason else ${SAME_MAILBOX} end as reason
      from (${decided}) decision left join sharing on sharing.contact_id = decision.contact_id
    ), page as materialized (
      select * from decision where ${wanted} and ${after} order by contact_id limit ${limit + 1}
    )
    select page.*, contact.first_name, contact.last_name, contact.job_title, account.name as company
    from page join contact on contact.id = page.contact_id left join account on account.id = contact.account_id
    order by page.contact_id`)
  const words = reasonWords[language]
  const items = rows.slice(0, limit).map(
    (row): PersonRow => ({
      id: row.contact_id,
      ...describePerson(row, words.unnamed),
      state: row.reason === SAME_MAILBOX ? 'address' : markState(row.reason, row.expires_at, now),
      note: words.notes[row.reason],
      at: row.since,
      why: `/campaigns/${campaignId}/why/${row.contact_id}`,
    }),
  )
  const next = rows.length > limit ? (items.at(-1)?.id ?? null) : null
  return { title: null, items, total: countOf(forecast, reasons), next }
}

/** How many of a forecast have one of these reasons; for an empty list, all. */
function countOf({ audience, gets, customers, not }: Forecast, reasons: readonly CampaignReason[]): number {
  if (reasons.length === 0) return audience
  const counts = new Map<CampaignReason, number>(not.map(({ reason, count }) => [reason, count]))
  counts.set('given', gets - customers).set('customer', customers)
  return [...new Set(reasons)].reduce((sum, reason) => sum + (counts.get(reason) ?? 0), 0)
}
