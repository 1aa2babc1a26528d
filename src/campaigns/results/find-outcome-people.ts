// The people behind a number of what came of a campaign. Who opened, clicked or did what was hoped for is shown only of
// people whose yes to tracking is in force: whoever has taken it back stays in the count and is named no more.
import { hasHoldSql, hasYesSql, type MarkState } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { describePerson, type Language } from '../../segments/index.ts'
import type { PageAsked, PeoplePage, PersonRow } from '../forecast-campaign.ts'
import { reasonWords } from '../reason-words.ts'
import { findGoal } from './goal.ts'
import { outcomeSql } from './outcome-sql.ts'

export const OUTCOMES = [
  'delivered',
  'bounced',
  'opened',
  'clicked',
  'converted',
  'leads',
  'replied',
  'unsubscribed',
  'complained',
] as const
export type Outcome = (typeof OUTCOMES)[number]

const AT: Record<Outcome, Prisma.Sql> = {
  delivered: Prisma.sql`outcome.delivered_at`,
  bounced: Prisma.sql`outcome.bounced_at`,
  opened: Prisma.sql`outcome.opened_at`,
  clicked: Prisma.sql`outcome.clicked_at`,
  converted: Prisma.sql`outcome.converted_at`,
  leads: Prisma.sql`outcome.lead_at`,
  replied: Prisma.sql`outcome.replied_at`,
  unsubscribed: Prisma.sql`outcome.unsubscribed_at`,
  complained: Prisma.sql`outcome.complained_at`,
}
/** What only watching tells. */
const WATCHED: readonly Outcome[] = ['opened', 'clicked', 'converted', 'leads']
const MARK: Partial<Record<Outcome, MarkState>> = {
  bounced: 'address',
  unsubscribed: 'withdrawn',
  complained: 'address',
}

export const outcomeWords: Record<Language, Record<Outcome, string>> = {
  en: {
    delivered: 'Sent, and did not come back',
    bounced: 'Came back',
    opened: 'Opened it, as far as that can be told',
    clicked: 'Clicked in it',
    converted: 'Did what was hoped for after a click',
    leads: 'Became a lead after a click',
    replied: 'Answered it',
    unsubscribed: 'Unsubscribed by it',
    complained: 'Complained about it to the mailbox provider',
  },
  nb: {
    delivered: 'Sendt, og kom ikke tilbake',
    bounced: 'Kom tilbake',
    opened: 'Åpnet den, så langt det kan vites',
    clicked: 'Klikket i den',
    converted: 'Gjorde det vi håpet på etter et klikk',
    leads: 'Ble et lead etter et klikk',
    replied: 'Svarte på den',
    unsubscribed: 'Meldte seg av gjennom den',
    complained: 'Klaget på den til postleverandøren',
  },
}

type Row = {
  contact_id: string
  at: Date
  first_name: string | null
  last_name: string | null
  job_title: string | null
  company: string | null
}

/** Each person once, by id. `total` counts those who may be shown. */
export async function findOutcomePeople(
  db: Db,
  campaignId: string,
  outcome: Outcome,
  { cursor, limit, language }: PageAsked,
  now: Date,
): Promise<PeoplePage> {
  found(await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
  const at = AT[outcome]
  const person = Prisma.sql`outcome.contact_id`
  const yes = { kind: 'tracking', channel: 'email', since: at, at: now } as const
  const mayShow = WATCHED.includes(outcome)
    ? Prisma.sql`outcome.is_tracked and ${hasYesSql(person, yes)} and not ${hasHoldSql(person)}`
    : Prisma.sql`true`
  const shown = Prisma.sql`
    select outcome.contact_id, min(${at}) as at from (${outcomeSql(campaignId, await findGoal(db, campaignId))}) outcome
    where ${at} is not null and ${mayShow} group by 1`
  const [count] = await db.$queryRaw<[{ total: number }]>(Prisma.sql`
    select count(*)::int as total from (${shown}) shown`)
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select shown.contact_id, shown.at, contact.first_name, contact.last_name, contact.job_title, account.name as company
    from (${shown}) shown join contact on contact.id = shown.contact_id left join account on account.id = contact.account_id
    where ${cursor ?? null}::uuid is null or shown.contact_id > ${cursor ?? null}::uuid
    order by shown.contact_id limit ${limit + 1}`)
  const items = rows.slice(0, limit).map(
    (row): PersonRow => ({
      id: row.contact_id,
      ...describePerson(row, reasonWords[language].unnamed),
      state: MARK[outcome] ?? 'given',
      note: outcomeWords[language][outcome],
      at: row.at,
      why: `/campaigns/${campaignId}/why/${row.contact_id}`,
    }),
  )
  return {
    title: null,
    items,
    total: count.total,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  }
}
