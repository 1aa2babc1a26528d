// What sales was told of one person, for the file that the person may take away (GDPR 15).
import type { Db } from '../platform/database.ts'

export const findLeadsOf = (db: Db, contactId: string) =>
  db.lead.findMany({
    where: { contactId },
    orderBy: { createdAt: 'asc' },
    select: { status: true, facts: true, heat: true, fit: true, consentSeq: true, createdAt: true, rejectReason: true },
  })
