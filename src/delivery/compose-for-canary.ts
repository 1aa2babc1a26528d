// A mail as the canary would get it: the very bytes, composed as for everybody else. Nothing is sent and no row is
// written; the canary has no address.
import { CANARY_ID } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { type LinkSettings, loadContent } from './load-content.ts'
import { FIELDS } from './person-variables.ts'

/** Stands in the To header alone; `.test` is nobody's (RFC 2606). */
const NOBODY = 'canary@assent.test'

/** Composes content as if `messageId` were a message to the canary. Throws where the template cannot be filled in. */
export async function composeForCanary(
  db: Db,
  { contentId, messageId }: { contentId: string; messageId: string },
  settings: LinkSettings,
  now: Date,
): Promise<Buffer> {
  const { compose, question } = await loadContent(db, contentId, settings)
  const [row] = await db.$queryRaw<{ fields: Record<string, unknown> }[]>(Prisma.sql`
    select ${FIELDS} as fields from contact where contact.id = ${CANARY_ID}::uuid`)
  const unnamed = { firstName: null, lastName: null, jobTitle: null, city: null, language: null, company: null }
  const canary = { contactId: CANARY_ID, messageId, purposeId: question.purposeId, isTracked: false, address: NOBODY }
  return compose({ ...canary, ...unnamed, fields: row?.fields ?? {} }, now).bytes
}
