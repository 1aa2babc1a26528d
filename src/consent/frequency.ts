// How often somebody wants to hear from a sender, and what the claim leaves behind for those who have said so. The choice
// is a hold; a mark stands for each message that was begun since, and the decision says no for a while after it. Whoever
// chose nothing has neither, and costs nothing.
import { lockContacts } from '../contacts/index.ts'
import { type Db, inTransaction, type ListType, listSql, Prisma, type Transaction } from '../platform/database.ts'
import { keepBeforehand, keepHeldOutside } from './journal.ts'
import type { BegunLine } from './journal-lines.ts'
import { findLastMerge, liftHold, placeWithin } from './place-hold.ts'
import { findHeirs } from './withdraw-consent.ts'

/** From often to seldom. `always`: as it comes, and there is no hold. */
export const FREQUENCIES = ['always', 'weekly', 'monthly'] as const
export type Frequency = (typeof FREQUENCIES)[number]
export const FREQUENCY_HOLDS = ['weekly', 'monthly'] as const satisfies Frequency[]
const HOLDS_SQL = Prisma.sql`(${Prisma.join([...FREQUENCY_HOLDS])})`

/**
 * How long after a message the next one is too soon. Half a day less than the word says: what goes out each Tuesday goes
 * at about the same hour, never at the same second, and would otherwise be stopped every other time.
 */
const QUIET = Prisma.sql`(case consent_hold.kind when 'weekly' then interval '6 days 12 hours'
  else interval '1 month' - interval '12 hours' end)`

/** What may be too much: messages. A call or a letter is another matter, and so is what a page may watch. */
export const COUNTED_CHANNELS: readonly string[] = ['email', 'sms']

/**
 * Whether a message from the sender of this purpose would come too soon, over the rows of `consent_hold`. Looks the marks
 * up for each; `isJoined`: takes the newest from the join of `newestMarksSql`. A later mark never ends its quiet sooner.
 */
export const tooSoonSql = (purposeId: string, at: Date, isJoined: boolean): Prisma.Sql => Prisma.sql`
  bool_or(consent_hold.kind in ${HOLDS_SQL}
    and consent_hold.brand_id = (select brand_id from purpose where id = ${purposeId}::uuid)
    and ${
      isJoined
        ? Prisma.sql`mark.begun_at + ${QUIET} > ${at}`
        : Prisma.sql`exists (select from frequency_mark mark where mark.contact_id = consent_hold.contact_id
      and mark.brand_id = consent_hold.brand_id and mark.begun_at <= ${at} and mark.begun_at + ${QUIET} > ${at})`
    })`

/** To be joined to `consent_hold`: the newest mark of each person and sender, read once. */
export const newestMarksSql = (at: Date): Prisma.Sql => Prisma.sql`
  left join (select contact_id, brand_id, max(begun_at) as begun_at from frequency_mark where begun_at <= ${at}
    group by contact_id, brand_id) mark
  on mark.contact_id = consent_hold.contact_id and mark.brand_id = consent_hold.brand_id`

/**
 * Locks the choice of those among `people` (a relation with a contact_id) who have made one, in the order of contacts:
 * a relation (contact_id). Two claims about the same person then decide one after the other, never both at once.
 */
export const limitedSql = (people: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select contact_id from consent_hold where contact_id in (select contact_id from (${people}) people)
    and kind in ${HOLDS_SQL} and lifted_at is null
  order by contact_id, id for update`

type Begun = { contactId: string; messageId: string }

/** A message that is claimed again has not gone yet, so its own mark must not stand in its way. */
export async function takeMarksBack(tx: Transaction, claimed: readonly Begun[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    delete from frequency_mark using ${asRelation(claimed)} where frequency_mark.contact_id = claimed.contact_id
      and frequency_mark.message_id = claimed.message_id`)
}

/**
 * Marks that these messages have begun, in the transaction that decided so. The people are among the `limitedSql`. Throws
 * `unavailable` where the journal cannot be written: then none of them may begin.
 */
export async function markBegun(tx: Transaction, begun: readonly Begun[], purposeId: string, now: Date): Promise<void> {
  if (begun.length === 0) return
  const [row] = await tx.$queryRaw<{ brand_id: string }[]>(Prisma.sql`
    with marked as (
      insert into frequency_mark (contact_id, message_id, brand_id, begun_at)
      select claimed.contact_id, claimed.message_id, purpose.brand_id, ${now}::timestamptz
      from ${asRelation(begun)} join purpose on purpose.id = ${purposeId}::uuid returning brand_id
    ) select brand_id from marked limit 1`)
  const contactIds = begun.map((message) => message.contactId)
  if (row) await keepBeforehand([{ type: 'begun', brandId: row.brand_id, at: now.toISOString(), contactIds }])
}

/** In ms: a mark older than this stops nothing, whatever was chosen. */
const LONGEST_QUIET_MS = 31 * 86_400_000

/**
 * Puts back marks that the journal knows and a restored database has forgotten; answers how many. Under an id of their
 * own: a message that the backup still has in line must find them in its way, for it has gone.
 */
export async function restoreMarks(db: Db, lines: readonly BegunLine[], now: Date): Promise<number> {
  const begun = lines
    .filter(({ at }) => +now - +new Date(at) < LONGEST_QUIET_MS)
    .flatMap(({ brandId, at, contactIds }) => contactIds.map((contactId) => ({ contactId, brandId, at })))
  if (begun.length === 0) return 0
  const people = await findHeirs(
    db,
    begun.map(({ contactId }) => contactId),
  )
  const each = begun.flatMap((one) => (people.get(one.contactId) ?? []).map((contactId) => ({ ...one, contactId })))
  const of = (type: ListType, pick: (one: (typeof begun)[number]) => string) => listSql(each.map(pick), type)
  return db.$executeRaw(Prisma.sql`
    insert into frequency_mark (contact_id, message_id, brand_id, begun_at)
    select contact_id, gen_random_uuid(), brand_id, begun_at from (
      select contact_id, brand_id, max(at) as begun_at
      from unnest(${of('uuid', (o) => o.contactId)}, ${of('uuid', (o) => o.brandId)}, ${of('timestamptz', (o) => o.at)})
        as line (contact_id, brand_id, at) group by contact_id, brand_id
    ) last
    where exists (select from contact where contact.id = last.contact_id and erased_at is null)
      and not exists (select from frequency_mark known where known.contact_id = last.contact_id
        and known.brand_id = last.brand_id and known.begun_at >= last.begun_at)`)
}

/** What was begun to the other was begun to the one person whom both are; so it counts against a sender's caps too. */
export async function copyMarks(tx: Transaction, keepId: string, otherId: string): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into frequency_mark (contact_id, message_id, brand_id, begun_at)
    select ${keepId}::uuid, message_id, brand_id, begun_at from frequency_mark where contact_id = ${otherId}::uuid
    on conflict do nothing`)
  await tx.$executeRaw(Prisma.sql`
    insert into sending_count (contact_id, brand_id, message_ids, begun_at)
    select ${keepId}::uuid, brand_id, message_ids, begun_at from sending_count where contact_id = ${otherId}::uuid
    on conflict (contact_id, brand_id) do update set message_ids = sending_count.message_ids || excluded.message_ids,
      begun_at = sending_count.begun_at || excluded.begun_at`)
}

const asRelation = (messages: readonly Begun[]) =>
  Prisma.sql`unnest(${listSql(
    messages.map((message) => message.contactId),
    'uuid',
  )}, ${listSql(
    messages.map((message) => message.messageId),
    'uuid',
  )}) as claimed (contact_id, message_id)`

/** Whether the first is less often than the second. */
export const isSeldomer = (one: Frequency, than: Frequency): boolean =>
  FREQUENCIES.indexOf(one) > FREQUENCIES.indexOf(than)

export type FrequencyChoice = { contactId: string; brandId: string; frequency: Frequency; reason: string }

/**
 * Keeps what somebody has chosen. `mayRaise`: only for who has shown that the address is theirs; anybody else can only
 * make it less. Answers whether anything changed. What was begun before is not counted: it counts from the next message.
 */
export async function chooseFrequency(
  db: Db,
  { contactId, brandId, frequency, reason }: FrequencyChoice,
  mayRaise: boolean,
  now: Date,
): Promise<boolean> {
  const { hasChanged, held } = await inTransaction(db, async (tx) => {
    await lockContacts(tx, [contactId])
    const { frequency: standing, since } = await findFrequency(tx, contactId, brandId)
    const isKept = isSeldomer(standing, frequency) && !mayRaise
    if (isKept && !(await isOfMerge(tx, contactId, since))) return { hasChanged: false, held: [] }
    const held =
      frequency === 'always'
        ? []
        : await placeWithin(tx, { contactId, brandId, kind: frequency, channel: null, reason }, now)
    if (isKept || frequency === standing) return { hasChanged: false, held }
    for (const kind of FREQUENCY_HOLDS) if (kind !== frequency) await liftHold(tx, contactId, kind, now, brandId)
    return { hasChanged: true, held }
  })
  await keepHeldOutside(held)
  return hasChanged
}

/** Whether this choice may be that of whom the contact was merged with: it goes when that is taken back, theirs does not. */
async function isOfMerge(tx: Transaction, contactId: string, since: Date | null): Promise<boolean> {
  const mergedAt = await findLastMerge(tx, contactId)
  return mergedAt !== undefined && since !== null && since <= mergedAt
}

/** What somebody has chosen of each sender; of a sender that is not there: as it comes. */
export async function findFrequencies(
  db: Db,
  contactId: string,
): Promise<{ brandId: string; brand: string; frequency: Frequency; since: Date }[]> {
  return db.$queryRaw(Prisma.sql`
    select distinct on (brand.id) brand.id as "brandId", brand.name as brand, kind as frequency, since
    from consent_hold join brand on brand.id = consent_hold.brand_id
    where contact_id = ${contactId}::uuid and kind in ${HOLDS_SQL} and lifted_at is null
    order by brand.id, kind = 'monthly' desc, since`)
}

/** What somebody has chosen of a sender: the most restrictive of what stands. */
export async function findFrequency(
  db: Db,
  contactId: string,
  brandId: string,
): Promise<{ frequency: Frequency; since: Date | null }> {
  const holds = await db.consentHold.findMany({
    where: { contactId, brandId, kind: { in: [...FREQUENCY_HOLDS] }, liftedAt: null },
    orderBy: { since: 'asc' },
  })
  const hold = holds.find(({ kind }) => kind === 'monthly') ?? holds[0]
  return hold ? { frequency: hold.kind as Frequency, since: hold.since } : { frequency: 'always', since: null }
}
