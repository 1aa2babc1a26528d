// To which advertising platforms hashes of somebody's addresses were given: a disclosure of their data, to be told of, to
// be undone when they are erased, and to stand in the copy of their data (GDPR 15(1)(c), 17(2), 19).
import type { Eraser, RecipientSource } from '../../consent/index.ts'
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { AD_AUDIENCE } from './export-audience.ts'

export const adAudiencesOf: RecipientSource = {
  kind: AD_AUDIENCE,
  find: (db, contactIds) =>
    db.$queryRaw<{ id: string; name: string }[]>(Prisma.sql`
      select id::text, name || ' (' || platform || ')' as name from ad_audience where id in (
        select audience_id from ad_member where contact_id = any(${listSql(contactIds, 'uuid')}))
      order by created_at, id`),
}

/** Each disclosure of a contact's data, for the copy of all that is known. */
export const findDisclosures = (db: Db, contactId: string): Promise<unknown[]> =>
  db.$queryRaw(Prisma.sql`
    select ad_audience.name, platform, kind, encode(hash, 'hex') as hash, added_at as "addedAt", removed_at as "removedAt"
    from ad_member join ad_audience on ad_audience.id = audience_id
    where contact_id = ${contactId}::uuid order by added_at, kind`)

/** What the platforms have removed goes. What they still have stays as a hash, until the next export has removed it there. */
export const eraseDisclosures: Eraser = async (tx, contactIds) => {
  await tx.adMember.deleteMany({ where: { contactId: { in: [...contactIds] }, removedIn: { not: null } } })
}
