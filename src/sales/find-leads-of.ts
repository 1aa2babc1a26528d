// What sales was told of one person, for the file that the person may take away (GDPR 15).
import { type Db, Prisma } from '../platform/database.ts'

/** Lists of numbers on which it was decided about this person, and what was decided. */
export const findCallListsOf = (db: Db, contactId: string): Promise<unknown[]> =>
  db.$queryRaw(Prisma.sql`
    select released_at as "releasedAt", is_allowed as "isAllowed", reason
    from call_list_row join call_list on call_list.id = list_id
    where contact_id = ${contactId}::uuid order by released_at`)

export const findLeadsOf = (db: Db, contactId: string) =>
  db.lead.findMany({
    where: { contactId },
    orderBy: { createdAt: 'asc' },
    select: { status: true, facts: true, heat: true, fit: true, consentSeq: true, createdAt: true, rejectReason: true },
  })
