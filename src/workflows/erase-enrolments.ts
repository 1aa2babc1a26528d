// Whoever is erased leaves every workflow; that somebody took these steps stays, without what was known of them.
import type { Eraser } from '../consent/index.ts'
import { listSql, Prisma } from '../platform/database.ts'
import { endGone } from './take-steps.ts'

export const eraseEnrolments: Eraser = async (tx, contactIds, now) => {
  await endGone(tx, contactIds, now)
  await tx.$executeRaw(Prisma.sql`
    update enrolment_step set detail = '{}' where contact_id = any(${listSql(contactIds, 'uuid')})`)
}
