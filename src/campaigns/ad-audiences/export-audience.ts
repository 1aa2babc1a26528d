// One export: who allows it is decided in this moment, for everybody, and compared with what the platform was given before.
// Whoever has withdrawn, objected, is erased or left the segment is removed; nothing but hashes ever leaves.
import { confirmNotices, decisionSql, findNotices, markDelivered } from '../../consent/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { segmentPeople } from '../../segments/index.ts'
import { hashesSql, type Platform } from './platforms.ts'

/** How notices and copies of data name this way out. */
export const AD_AUDIENCE = 'ad_audience'
/** The channel on which advertising is allowed. */
export const AD_CHANNEL = 'web'

export type Exported = { id: string; added: number; removed: number; members: number }

/** Exports what has changed. `by`: who asked, null for the clock. Throws not_found. */
export async function exportAudience(db: Db, audienceId: string, by: string | null, now: Date): Promise<Exported> {
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`select id from ad_audience where id = ${audienceId}::uuid for update`
    const audience = found(await tx.adAudience.findUnique({ where: { id: audienceId } }), 'audience')
    await forgetErased(tx, audienceId)
    const people =
      audience.stoppedAt === null
        ? await segmentPeople(tx, audience.segmentId, now)
        : Prisma.sql`select null::uuid as contact_id where false`
    const decided = decisionSql(people, { purposeId: audience.purposeId, channel: AD_CHANNEL, at: now }, 'many')
    const allowed = Prisma.sql`select contact_id from (${decided}) decision where is_allowed`
    const id = newId(now)
    const [change] = await tx.$queryRaw<[{ added: number; removed: number }]>(Prisma.sql`
      with wanted as materialized (${hashesSql(allowed, audience.platform as Platform)}),
      gone as (
        update ad_member set removed_in = ${id}::uuid, removed_at = ${now}::timestamptz
        where audience_id = ${audienceId}::uuid and removed_in is null and not exists (select from wanted
          where wanted.contact_id = ad_member.contact_id and wanted.kind = ad_member.kind and wanted.hash = ad_member.hash)
        returning contact_id
      ), come as (
        insert into ad_member (contact_id, audience_id, kind, hash, added_in, added_at)
        select contact_id, ${audienceId}::uuid, kind, hash, ${id}::uuid, ${now}::timestamptz from wanted
        on conflict (contact_id, audience_id, kind, hash) do update
          set added_in = excluded.added_in, added_at = excluded.added_at, removed_in = null, removed_at = null
          where ad_member.removed_in is not null
        returning contact_id
      )
      select (select count(distinct contact_id)::int from come) as added,
        (select count(distinct contact_id)::int from gone) as removed`)
    const [row] = await tx.$queryRaw<[{ members: number }]>(Prisma.sql`
      select count(distinct contact_id)::int as members from ad_member
      where audience_id = ${audienceId}::uuid and removed_in is null`)
    await tx.adExport.create({ data: { id, audienceId, at: now, by, ...change, members: row.members } })
    const noticeIds = await noticesOf(tx, audienceId)
    await markDelivered(tx, { kind: AD_AUDIENCE, id: audienceId, noticeIds }, now)
    return { id, ...change, members: row.members }
  })
}

/** Hashes of erased people that an earlier export has removed there: nothing needs them any more. */
const forgetErased = (tx: Transaction, audienceId: string) =>
  tx.$executeRaw(Prisma.sql`
    delete from ad_member using contact where contact.id = ad_member.contact_id and contact.erased_at is not null
      and audience_id = ${audienceId}::uuid and removed_in in (
        select id from ad_export where audience_id = ${audienceId}::uuid and taken_over_at is not null)`)

async function noticesOf(db: Db, audienceId: string): Promise<string[]> {
  const notices = await findNotices(db, [], { kind: AD_AUDIENCE, id: audienceId })
  return notices.map((notice) => notice.id)
}

/** The receiver has this export and those before it: what it had to be told since is done there too (GDPR 19). */
export async function takeOver(db: Db, audienceId: string, exportId: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const last = found(await tx.adExport.findFirst({ where: { id: exportId, audienceId } }), 'export')
    await tx.adExport.updateMany({
      where: { audienceId, takenOverAt: null, at: { lte: last.at } },
      data: { takenOverAt: now },
    })
    const notices = await findNotices(tx, [], { kind: AD_AUDIENCE, id: audienceId })
    const noticeIds = notices.filter((notice) => notice.at <= last.at).map((notice) => notice.id)
    await confirmNotices(tx, { kind: AD_AUDIENCE, id: audienceId, noticeIds }, now)
  })
}
