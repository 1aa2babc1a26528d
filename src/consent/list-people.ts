// Contacts as a list, each with what their word to marketing is now: for the page of contacts and for whoever shows the
// people behind a number. The mark is a summary; the decision for a message is taken elsewhere, when it is sent.
import { contactNameSql, NOT_CANARY, searchSql } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import type { MarkState } from './mark-state.ts'
import { seenBySellerSql } from './seller-sight.ts'
import type { Channel, ConsentStateName } from './words.ts'

export type PeopleFilter = {
  search?: string | undefined
  accountId?: string | undefined
  importId?: string | undefined
  /** With `said`: those whose state for this purpose is one of these; 'none' are the never asked. */
  purposeId?: string | undefined
  channel?: Channel | undefined
  said?: ConsentStateName | 'none' | undefined
  /** Only whom this seller may see (consent.md L12, W6). */
  seenBy?: string | undefined
}

/** What they said to e-mail marketing, as one word: a yes to anything, else the strongest no, else that nobody asked. */
export const PERSON_MARKS = [
  'given',
  'customer',
  'objected',
  'restricted',
  'address',
  'withdrawn',
  'refused',
  'expired',
  'asked',
  'none',
] as const satisfies MarkState[]
export type PersonMark = (typeof PERSON_MARKS)[number]

export type PersonRow = {
  id: string
  name: string | null
  title: string | null
  company: string | null
  city: string | null
  email: string | null
  mark: PersonMark
  /** Purposes that they may be mailed about. */
  yesCount: number
  createdAt: Date
}

/** Counting stops here: a larger number helps nobody and costs a walk through the table. */
export const COUNT_MAX = 100_000

/** A page of people, newest first. `cursor` is the id of the last one before it. */
export async function listPeople(
  db: Db,
  filter: PeopleFilter,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  now: Date,
): Promise<{ items: PersonRow[]; next: string | null }> {
  const items = await db.$queryRaw<PersonRow[]>(Prisma.sql`
    select contact.id, ${contactNameSql} as name, contact.job_title as title, account.name as company, contact.city,
      email.value as email, contact.created_at as "createdAt", coalesce(said.yes_count, 0)::int as "yesCount",
      case when hold.is_restricted then 'restricted' when hold.is_objected then 'objected'
        when said.yes_count > 0 and hold.is_address_stopped then 'address'
        when said.yes_count > 0 then 'given' when said.strongest is null and said.sale_count > 0 then 'customer' else coalesce(said.strongest, 'none') end as mark
    from (
      select contact.* from contact where ${peopleSql(filter, now)}
        and ${cursor ? Prisma.sql`contact.id < ${cursor}::uuid` : Prisma.sql`true`}
      order by contact.id desc limit ${limit + 1}
    ) contact
    left join account on account.id = contact.account_id
    left join lateral (
      select value from identity where identity.contact_id = contact.id and kind = 'email' and is_primary limit 1
    ) email on true
    left join lateral (
      select count(*) filter (where state = 'given' and (expires_at is null or expires_at > ${now})) as yes_count,
        count(*) filter (where state = 'customer') as sale_count,
        case min(case when state = 'withdrawn' then 1 when state = 'refused' then 2
            when state in ('expired', 'given') then 3 when state = 'customer' then 5 else 4 end)
          when 1 then 'withdrawn' when 2 then 'refused' when 3 then 'expired' when 4 then 'asked' end as strongest
      from consent_state join purpose on purpose.id = purpose_id and purpose.kind = 'marketing' and retired_at is null
      where consent_state.contact_id = contact.id and channel = 'email'
    ) said on true
    left join lateral (
      select bool_or(kind in ('objection', 'erasure')) as is_objected, bool_or(kind = 'restriction') as is_restricted,
        bool_or(kind in ('bounce', 'complaint', 'suppression')) as is_address_stopped
      from consent_hold where consent_hold.contact_id = contact.id and lifted_at is null
        and (until is null or until > ${now}) and (channel is null or channel = 'email')
    ) hold on true
    order by contact.id desc`)
  const page = items.slice(0, limit)
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** How many people a filter finds, at most `COUNT_MAX`. */
export async function countPeople(db: Db, filter: PeopleFilter, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from (
      select 1 from contact where ${peopleSql(filter, now)} limit ${COUNT_MAX}
    ) people`)
  return row?.count ?? 0
}

function peopleSql(filter: PeopleFilter, now: Date): Prisma.Sql {
  const { search, accountId, importId } = filter
  return Prisma.join(
    [
      Prisma.sql`contact.erased_at is null and contact.merged_into_id is null and contact.id ${NOT_CANARY}`,
      ...(search ? [searchSql(search)] : []),
      ...(accountId ? [Prisma.sql`contact.account_id = ${accountId}::uuid`] : []),
      ...(importId ? [Prisma.sql`contact.import_id = ${importId}::uuid`] : []),
      ...(filter.seenBy ? [Prisma.sql`contact.id in (${seenBySellerSql(filter.seenBy, now)})`] : []),
      ...saidSql(filter, now),
    ],
    ' and ',
  )
}

function saidSql({ purposeId, channel = 'email', said }: PeopleFilter, now: Date): Prisma.Sql[] {
  if (!purposeId || !said) return []
  const state = Prisma.sql`consent_state.contact_id = contact.id and purpose_id = ${purposeId}::uuid
    and channel = ${channel}`
  const isOver = Prisma.sql`(state = 'given' and expires_at <= ${now})`
  if (said === 'none') return [Prisma.sql`not exists (select from consent_state where ${state})`]
  if (said === 'expired')
    return [Prisma.sql`exists (select from consent_state where ${state} and (state = 'expired' or ${isOver}))`]
  return [
    Prisma.sql`exists (select from consent_state where ${state} and state = ${said} and not coalesce(${isOver}, false))`,
  ]
}
