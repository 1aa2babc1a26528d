// The feed of a campaign: where it is, how often it is told of, and what it said when it was last read.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Reach } from '../../consent/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { isTimeZone } from '../../platform/time-zones.ts'
import { nextTime, type Recurrence } from '../recurring/recurrence.ts'
import { lockCampaign } from '../save-campaign.ts'
import { type FeedFault, type FeedState, type Fetched, fetchFeed } from './fetch-feed.ts'
import type { Feed, FeedItem } from './parse-feed.ts'

export const feedFields = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  pace: z.enum(['each', 'day', 'week']).meta({
    description:
      'each: a mail as soon as something is new. day, week: what is new since, at an hour; nothing new, no mail.',
  }),
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]).meta({ description: 'Of week; 1 is Monday.' }),
  minutes: z.int().min(0).max(1439).default(480).meta({ description: 'Minutes after midnight in the zone.' }),
  timeZone: z.string().refine(isTimeZone, 'Write a time zone, such as Europe/Oslo.').default('Europe/Oslo'),
  maxItems: z.int().min(1).max(20).default(5).meta({ description: 'Entries in one mail at most: the newest.' }),
})
export const feedBody = feedFields.refine(({ pace, weekdays }) => pace !== 'week' || weekdays.length > 0, {
  path: ['weekdays'],
  error: 'Choose at least one day of the week.',
})
export type FeedPlan = z.output<typeof feedBody>

type Row = Pick<FeedPlan, 'weekdays' | 'minutes' | 'timeZone'> & { pace: string }
/** The rule by which a feed is told of; undefined where each entry is told of at once. */
export function paceRule({ pace, weekdays, minutes, timeZone }: Row): Recurrence | undefined {
  const common = { minutes, timeZone, until: null }
  if (pace === 'day') return { every: 'day', ...common }
  return pace === 'week' ? { every: 'week', weekdays, ...common } : undefined
}
/** The next time at which it is told of; null where that is whenever something is new. */
export function nextTelling(row: Row, after: Date): Date | null {
  const rule = paceRule(row)
  return (rule && nextTime(rule, after)) ?? null
}

/** Reads the feed and keeps it with the draft. Throws `invalid` where it cannot be read, and says why. */
export async function saveFeed(db: Db, campaignId: string, plan: FeedPlan, reach: Reach, now: Date): Promise<void> {
  const fetched = await readNow(plan.url, { etag: null, lastModified: null }, reach)
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, campaignId, 'schedule')
    const { channel } = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { channel: true } })
    if (channel !== 'email') throw new DomainError('conflict', 'Only a mail can tell what is new in a feed.')
    const before = await tx.campaignFeed.findUnique({ where: { campaignId } })
    // Another feed has other entries.
    if (before && before.url !== plan.url) await tx.feedItem.deleteMany({ where: { campaignId } })
    const data = { ...plan, followingSince: null, nextReadAt: now, tellAfter: null }
    await tx.campaignFeed.upsert({ where: { campaignId }, create: { campaignId, ...data }, update: data })
    await keepRead(tx, campaignId, fetched, { now, isNew: false })
  })
}

/** What it says now; throws `invalid` where it says nothing. */
export async function readNow(
  url: string,
  state: FeedState,
  reach: Reach,
): Promise<Exclude<Fetched, { outcome: 'failed' }>> {
  const fetched = await fetchFeed(url, state, reach)
  if (fetched.outcome === 'failed')
    throw new DomainError('invalid', 'The feed cannot be read.', {
      faults: [{ path: 'url', message: FAULT_WORDS[fetched.fault](fetched.detail ?? '') }],
    })
  return fetched
}

const FAULT_WORDS: Record<FeedFault, (detail: string) => string> = {
  unreachable: () => 'Nobody answers there. Check the address.',
  closed: () =>
    'This is an address of a private network. Name its host in WEBHOOK_PRIVATE_HOSTS if it shall be reached.',
  status: (detail) => `The server answers ${detail}. Check the address.`,
  not_a_feed: () => 'What is there is no feed (RSS or Atom). Look for the address of the feed on that site.',
  too_large: () => 'The feed is larger than 2 MB. Ask for a shorter one.',
  mail: () => '',
}

/** Keeps what was read: entries that are not known yet wait to be told of, unless they were there from the beginning. */
export async function keepRead(
  tx: Transaction,
  campaignId: string,
  fetched: Exclude<Fetched, { outcome: 'failed' }>,
  { now, isNew }: { now: Date; isNew: boolean },
): Promise<void> {
  const { fault } = await tx.campaignFeed.findUniqueOrThrow({ where: { campaignId }, select: { fault: true } })
  // A feed that can be read does not mend a mail that could not be made of it.
  const stays = isNew && fault === 'mail'
  const mended = stays ? {} : { fault: null, faultDetail: null, faultSince: null }
  const well = { readAt: now, failures: 0, ...mended }
  if (fetched.outcome === 'unchanged') {
    await tx.campaignFeed.update({ where: { campaignId }, data: well })
    return
  }
  const { feed, etag, lastModified } = fetched
  const { title, link, items } = feed
  await tx.campaignFeed.update({ where: { campaignId }, data: { ...well, title, link, etag, lastModified } })
  for (const [position, { key, published: publishedAt, ...words }] of items.entries()) {
    const itemKey = createHash('sha256').update(key).digest()
    const kept = { ...words, publishedAt, position, seenAt: now }
    await tx.feedItem.upsert({
      where: { campaignId_itemKey: { campaignId, itemKey } },
      create: { campaignId, itemKey, ...kept, toldAt: isNew ? null : now },
      update: kept,
    })
  }
  await forgetItems(tx, campaignId, now)
}

/** In ms. An entry that has left the feed for so long does not come back as a new one. */
const FORGOTTEN_AFTER = 180 * 86_400_000

const forgetItems = (tx: Transaction, campaignId: string, now: Date) =>
  tx.feedItem.deleteMany({
    where: { campaignId, toldAt: { not: null }, seenAt: { lt: new Date(+now - FORGOTTEN_AFTER) } },
  })

type ItemRow = Omit<FeedItem, 'published'> & { publishedAt: Date | null }
const asItem = ({ publishedAt, ...item }: ItemRow): FeedItem => ({ ...item, published: publishedAt })

/** The newest first, as the feed has them: by what is dated, else by where it stands. */
export function findItems(db: Db, campaignId: string, most: number, isWaiting: boolean): Promise<FeedItem[]> {
  return db
    .$queryRaw<ItemRow[]>(Prisma.sql`
      select encode(item_key, 'hex') as key, title, link, summary, image, published_at as "publishedAt" from feed_item
      where campaign_id = ${campaignId}::uuid and (${isWaiting}::boolean is false or told_at is null)
      order by published_at desc nulls last, seen_at desc, position limit ${most}`)
    .then((rows) => rows.map(asItem))
}

/** What a draft shows and is checked with: the newest entries, told of or not. Undefined where it has no feed. */
export async function findSample(db: Db, campaignId: string): Promise<Feed | undefined> {
  const row = await db.campaignFeed.findUnique({ where: { campaignId } })
  if (!row) return undefined
  return { title: row.title, link: row.link, items: await findItems(db, campaignId, row.maxItems, false) }
}

/** Removes the feed from a draft. */
export async function removeFeed(db: Db, campaignId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, campaignId, 'schedule')
    found(await tx.campaignFeed.findUnique({ where: { campaignId } }), 'feed')
    await tx.campaignFeed.delete({ where: { campaignId } })
  })
}
