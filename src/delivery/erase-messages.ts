// What is left of an erased person's messages: that one was sent, when and what allowed it. Nothing that names them.
import type { Eraser } from '../consent/index.ts'
import { listSql, Prisma } from '../platform/database.ts'

export const eraseMessages: Eraser = async (tx, contactIds) => {
  await tx.$executeRaw(
    Prisma.sql`update message set reply = null where contact_id = any(${listSql(contactIds, 'uuid')})`,
  )
  await tx.contactPast.deleteMany({ where: { contactId: { in: [...contactIds] } } })
  await tx.sendingCount.deleteMany({ where: { contactId: { in: [...contactIds] } } })
}
