// A score is about a person, so it goes with them.
import type { Eraser } from '../consent/index.ts'
import { listSql, Prisma } from '../platform/database.ts'

export const eraseScores: Eraser = async (tx, contactIds) => {
  const people = listSql(contactIds, 'uuid')
  await tx.$executeRaw(Prisma.sql`delete from score_entry where contact_id = any(${people})`)
  await tx.$executeRaw(Prisma.sql`delete from score where contact_id = any(${people})`)
}
