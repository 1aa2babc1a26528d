// Whether a person has had the use of what is known of them restricted: then it is kept, and nothing else (GDPR 18).
import { Prisma } from '../platform/database.ts'

/**
 * The restriction as a boolean SQL expression over an id of a contact. The decision asks by itself; whoever uses data
 * without asking the decision (segments, workflows, leads) asks this, so that storage is all that is left (consent.md L8).
 */
export const isRestrictedSql = (contactId: Prisma.Sql): Prisma.Sql => Prisma.sql`exists (
  select from consent_hold restriction where restriction.contact_id = ${contactId} and restriction.kind = 'restriction'
    and restriction.lifted_at is null)`
