// At what hours these people may be called: for those who ask before they dial. Whether they may be called at all is for
// the decision to say.
import { type Db, listSql, Prisma } from '../../platform/database.ts'
import { COUNTRY_OF_PERSON } from './call-decision.ts'
import { type CallTime, callTimeOf } from './call-times.ts'

type Row = { id: string; is_company: boolean; country: string | null; time_zone: string | null }

/** What the clock says of a call to each of them at `at`. Companies are not in the answer: no hours are set for them. */
export async function findCallTimes(db: Db, contactIds: readonly string[], at: Date): Promise<Map<string, CallTime>> {
  if (contactIds.length === 0) return new Map()
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    select contact.id, contact.recipient_kind = 'legal' as is_company, contact.time_zone, ${COUNTRY_OF_PERSON} as country
    from contact
    left join identity address on address.contact_id = contact.id and address.kind = 'phone' and address.is_primary
    where contact.id = any(${listSql(contactIds, 'uuid')})`)
  const people = rows.filter((row) => !row.is_company)
  return new Map(people.map((row) => [row.id, callTimeOf({ country: row.country, timeZone: row.time_zone }, at)]))
}
