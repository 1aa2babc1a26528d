// Purposes as colleagues see them: the words in force, how many say yes now, and who they are.
import { NOT_CANARY } from '../../contacts/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { unusedSql } from '../unused/find-unused.ts'
import type { Channel } from '../words.ts'
import type { LegalBasis, PurposeKind } from './save-purpose.ts'

/** What people have said now; a yes that has run out counts as expired. */
export const SAID = [
  'given',
  'ends',
  'customer',
  'collected',
  'requested',
  'refused',
  'withdrawn',
  'expired',
  'unused',
] as const
export type Said = (typeof SAID)[number]
export type SaidCount = {
  channel: Channel
  given: number
  customer: number
  collected: number
  requested: number
  refused: number
  withdrawn: number
  expired: number
}

export type PurposeSummary = {
  id: string
  key: string
  name: string
  kind: PurposeKind
  channels: Channel[]
  validityMonths: number | null
  doubleOptIn: boolean
  legalBasis: LegalBasis
  productFamily: string | null
  ageLimit: number | null
  retiredAt: Date | null
  createdAt: Date
  brand: { id: string; name: string }
  /** Languages in which there is a text in force. */
  languages: string[]
  counts: SaidCount[]
  topics: TopicSummary[]
}

/** A finer choice below a purpose. */
export type TopicSummary = {
  id: string
  key: string
  name: string
  retiredAt: Date | null
  /** The names in force. */
  texts: { language: string; name: string; text: string }[]
  /** People who have left it out. */
  leftOut: number
}

/** Every purpose, retired ones last. */
export async function findPurposes(db: Db, now: Date, purposeId?: string): Promise<PurposeSummary[]> {
  const purposes = await db.purpose.findMany({
    where: { kind: { not: 'topic' }, ...(purposeId === undefined ? {} : { id: purposeId }) },
    include: { brand: { select: { id: true, name: true } } },
    orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { position: 'asc' }, { createdAt: 'asc' }],
  })
  const ids = purposes.map((purpose) => purpose.id)
  const [counts, languages] = [await countSaid(db, ids, now), await findLanguages(db, ids, now)]
  const topics = await findTopics(db, ids, now)
  return purposes.map(({ id, key, name, kind, channels, brand, ...purpose }) => ({
    id,
    key,
    name,
    kind: kind as PurposeKind,
    channels: channels as Channel[],
    brand,
    validityMonths: purpose.validityMonths,
    doubleOptIn: purpose.doubleOptIn,
    legalBasis: purpose.legalBasis as LegalBasis,
    productFamily: purpose.productFamily,
    ageLimit: purpose.ageLimit,
    retiredAt: purpose.retiredAt,
    createdAt: purpose.createdAt,
    languages: languages.filter((row) => row.purpose_id === id).map((row) => row.language),
    counts: (channels as Channel[]).map((channel) => {
      const count = (state: string) =>
        counts.find((row) => row.purpose_id === id && row.channel === channel && row.state === state)?.people ?? 0
      return {
        channel,
        given: count('given'),
        customer: count('customer'),
        collected: count('collected'),
        requested: count('requested'),
        refused: count('refused'),
        withdrawn: count('withdrawn'),
        expired: count('expired'),
      }
    }),
    topics: topics.flatMap(({ parentId, ...topic }) => (parentId === id ? [topic] : [])),
  }))
}

async function findTopics(db: Db, ids: string[], now: Date): Promise<(TopicSummary & { parentId: string | null })[]> {
  const topics = await db.purpose.findMany({
    where: { parentId: { in: ids } },
    orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { position: 'asc' }, { createdAt: 'asc' }],
    include: { texts: { where: { effectiveFrom: { lte: now } }, orderBy: [{ language: 'asc' }, { version: 'desc' }] } },
  })
  if (topics.length === 0) return []
  const counts = await db.$queryRaw<{ purpose_id: string; people: number }[]>(Prisma.sql`
    select purpose_id, count(distinct contact_id)::int as people from consent_state
    where purpose_id = any(${topics.map(({ id }) => id)}::uuid[]) and state in ('withdrawn', 'refused') group by purpose_id`)
  return topics.map(({ id, key, name, retiredAt, parentId, texts }) => ({
    ...{ id, key, name, retiredAt, parentId },
    texts: texts
      .filter(({ language }, index) => texts.findIndex((text) => text.language === language) === index)
      .map(({ language, name: called, text }) => ({ language, name: called, text })),
    leftOut: counts.find((row) => row.purpose_id === id)?.people ?? 0,
  }))
}

type Counted = { purpose_id: string; channel: string; state: string; people: number }

async function countSaid(db: Db, ids: string[], now: Date): Promise<Counted[]> {
  return db.$queryRaw<Counted[]>(Prisma.sql`
    select purpose_id, channel, case when state = 'given' and expires_at <= ${now} then 'expired' else state end as state,
      count(*)::int as people
    from consent_state where purpose_id = any(${ids}::uuid[]) and contact_id ${NOT_CANARY} group by 1, 2, 3`)
}

async function findLanguages(db: Db, ids: string[], now: Date): Promise<{ purpose_id: string; language: string }[]> {
  return db.$queryRaw(Prisma.sql`
    select distinct purpose_id, language from purpose_text
    where purpose_id = any(${ids}::uuid[]) and effective_from <= ${now} order by language`)
}

export type TextVersion = {
  id: string
  language: string
  version: number
  name: string
  text: string
  /** Hexadecimal SHA-256. */
  hash: string
  effectiveFrom: Date
  isInForce: boolean
  /** Contacts whose yes rests on exactly this version. */
  people: number
  /** How often it was shown on our own pages, and answered with a yes there. */
  shown: number
  saidYes: number
}

/** One purpose with every version of its texts, newest first in each language. */
export async function getPurpose(db: Db, id: string, now: Date): Promise<PurposeSummary & { texts: TextVersion[] }> {
  const [purpose] = await findPurposes(db, now, id)
  return { ...found(purpose, 'purpose'), texts: await findVersions(db, id, now) }
}

async function findVersions(db: Db, purposeId: string, now: Date): Promise<TextVersion[]> {
  type Row = Omit<TextVersion, 'effectiveFrom' | 'isInForce'> & { effective_from: Date; is_in_force: boolean }
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    with used as (
      select entry.text_id, count(*)::int as people from consent_state state
      join consent_event entry on entry.contact_id = state.contact_id and entry.seq = state.seq
      where state.purpose_id = ${purposeId}::uuid and state.state = 'given' group by 1
    )
    select text.id, language, version, name, text.text, encode(hash, 'hex') as hash, effective_from,
      version = max(version) filter (where effective_from <= ${now}) over (partition by language) as is_in_force,
      coalesce(used.people, 0) as people, coalesce(served.shown, 0) as shown, coalesce(served.said_yes, 0) as "saidYes"
    from purpose_text text left join used on used.text_id = text.id
    left join lateral (select sum(shown)::int as shown, sum(said_yes)::int as said_yes from served_text
      where served_text.text_id = text.id) served on true
    where purpose_id = ${purposeId}::uuid order by language, version desc`)
  return rows.map(({ effective_from, is_in_force, ...row }) => ({
    ...row,
    effectiveFrom: effective_from,
    isInForce: is_in_force === true,
  }))
}

/** In ms. A yes that ends within this is about to run out. */
const ENDS_WITHIN_MS = 30 * 86_400_000

export type PurposePeople = { state: Said; channel?: Channel | undefined; limit: number; cursor?: string | undefined }
export type PurposePerson = { id: string; name: string; detail: string | null; at: Date; channel: Channel }

/** The people behind a count, by id, and how many there are. */
export async function findPurposePeople(
  db: Db,
  purposeId: string,
  { state, channel, limit, cursor }: PurposePeople,
  now: Date,
): Promise<{ items: PurposePerson[]; total: number; next: string | null }> {
  const ends = new Date(+now + ENDS_WITHIN_MS)
  const ofPurpose = Prisma.sql`state.purpose_id = ${purposeId}::uuid`
  const isUnused =
    state === 'unused'
      ? Prisma.sql`(state.contact_id, state.channel) in (
          select contact_id, channel from (${unusedSql(now, ofPurpose)}) unused)`
      : Prisma.sql`false`
  const matches = Prisma.sql`
    state.purpose_id = ${purposeId}::uuid and state.contact_id ${NOT_CANARY} and (${channel ?? null}::text is null or state.channel = ${channel ?? null})
    and case ${state}::text
      when 'given' then state.state = 'given' and (state.expires_at is null or state.expires_at > ${now})
      when 'ends' then state.state = 'given' and state.expires_at > ${now} and state.expires_at <= ${ends}
      when 'unused' then ${isUnused}
      when 'expired' then state.state = 'expired' or state.state = 'given' and state.expires_at <= ${now}
      else state.state = ${state} end`
  const [counted] = await db.$queryRaw<{ total: number }[]>(Prisma.sql`
    select count(*)::int as total from consent_state state where ${matches}`)
  const items = await db.$queryRaw<PurposePerson[]>(Prisma.sql`
    select contact.id, coalesce(nullif(concat_ws(' ', contact.first_name, contact.last_name), ''), address.value, '–') as name,
      nullif(concat_ws(', ', contact.job_title, account.name), '') as detail, state.since as at, state.channel
    from consent_state state join contact on contact.id = state.contact_id
    left join account on account.id = contact.account_id
    left join lateral (
      select value from identity where contact_id = contact.id and kind = 'email' and is_primary limit 1
    ) address on true
    where ${matches} and (state.contact_id::text || state.channel) > ${cursor ?? ''}
    order by state.contact_id::text || state.channel limit ${limit + 1}`)
  const last = items.length > limit ? items[limit - 1] : undefined
  return {
    items: items.slice(0, limit),
    total: counted?.total ?? 0,
    next: last ? `${last.id}${last.channel}` : null,
  }
}
