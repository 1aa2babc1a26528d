// The ranking as people read it: who, how keen, the two strongest reasons, where it is heading, and whether sales may
// have them. Seeing somebody here gives no right to write to them.
import { decideMany, markState, seenBySellerSql } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'
import { DAY_SECONDS } from './decay.ts'
import { nameOf } from './preview-rule.ts'
import { rankAmong, rankContacts } from './rank-contacts.ts'
import { findReasons, findTrends } from './reasons.ts'

const TREND_DAYS = 7
const REASONS = 2
/** Erased and merged people lose their score in the same transaction; asked for all the same, in case one is on its way. */
const SPARE = 10

/** `seenBy`: a seller, who finds only whom they may see (consent.md L12, W6). */
export async function listRanking(
  db: Db,
  { limit, seenBy }: { limit: number; seenBy?: string | undefined },
  now: Date,
) {
  const most = { limit: limit + SPARE }
  const ranked =
    seenBy === undefined
      ? await rankContacts(db, most, now)
      : await rankAmong(db, seenBySellerSql(seenBy, now), most, now)
  const ids = ranked.map((row) => row.contactId)
  const people = await db.contact.findMany({
    where: { id: { in: ids }, erasedAt: null, mergedIntoId: null },
    include: { account: true },
  })
  const byId = new Map(people.map((person) => [person.id, person]))
  const shown = ranked.filter((row) => byId.has(row.contactId)).slice(0, limit)
  const reasons = await findReasons(db, ids, now)
  const trends = await findTrends(db, shown, new Date(+now - TREND_DAYS * DAY_SECONDS * 1000), now)
  const sales = await decideForSales(db, ids, now)
  return shown.flatMap((row) => {
    const person = byId.get(row.contactId)
    if (!person) return []
    return [
      {
        contactId: row.contactId,
        name: nameOf(person),
        jobTitle: person.jobTitle,
        company: person.account?.name ?? null,
        score: Math.round(row.total),
        heat: tenths(row.heat),
        fit: row.fit,
        reasons: (reasons.get(row.contactId) ?? [])
          .filter((reason) => reason.pointsNow > 0)
          .slice(0, REASONS)
          .map(({ name, times, lastAt, pointsNow }) => ({ text: name, times, lastAt, points: tenths(pointsNow) })),
        trend: tenths(trends.get(row.contactId) ?? 0),
        sales: sales.get(row.contactId) ?? null,
      },
    ]
  })
}

const tenths = (value: number) => Math.round(value * 10) / 10

async function decideForSales(db: Db, ids: readonly string[], now: Date) {
  const purpose = await db.purpose.findFirst({
    where: { kind: 'sales', retiredAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
  const [channel] = purpose?.channels ?? []
  if (!purpose || channel === undefined) return new Map()
  const decisions = await decideMany(db, ids, { purposeId: purpose.id, channel, at: now })
  return new Map(
    decisions.map(({ contactId, isAllowed, reason, since, expiresAt }) => [
      contactId,
      { isAllowed, reason, mark: markState(reason, expiresAt, now), since, expiresAt },
    ]),
  )
}
