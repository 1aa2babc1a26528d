// What somebody was called before it was changed, for the file that the person may take away (GDPR 15).
import type { Db } from '../../platform/database.ts'

/** The oldest first; `until` says how long it held. */
export const findPastOf = (db: Db, contactId: string) =>
  db.contactPast.findMany({
    where: { contactId },
    omit: { contactId: true, id: true },
    orderBy: [{ until: 'asc' }, { id: 'asc' }],
  })
