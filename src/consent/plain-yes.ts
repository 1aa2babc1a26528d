// The short way to a yes. Of nearly everybody who is watched or profiled there is one plain entry and nothing that speaks
// against it; only about the others the decision, or the whole ledger, has to be asked.
// Looked up person by person (`limit 1`): for an `exists`, a plan that is kept may read and hash the whole table instead.
import { Prisma } from '../platform/database.ts'

/** `since`: the yes must be as old as this. `kind`: of any purpose of this kind that is not retired. */
export type PlainQuestion = { kind: 'tracking' | 'profiling'; channel: 'web' | 'email'; since: Prisma.Sql; at: Date }

/**
 * Whether a contact has a yes in force, as a boolean SQL expression over its id. Together with `not hasHoldSql`, for a
 * contact who is locked, live and not merged into another, and on the channel web, it is never true where the decision
 * says no. The other way round it may be false where the decision says yes: then the decision is to be asked.
 */
export const hasYesSql = (contactId: Prisma.Sql, { kind, channel, since, at }: PlainQuestion): Prisma.Sql => Prisma.sql`
  (select true from consent_state state where state.contact_id = ${contactId} and state.channel = ${channel}
    and state.purpose_id = any(array(select id from purpose
      where purpose.kind = ${kind} and purpose.retired_at is null and ${channel} = any(purpose.channels)))
    and state.state = 'given' and state.since <= ${since} and (state.expires_at is null or state.expires_at > ${at}) limit 1) is not null`

/** Whether anything at all was ever held against a contact, lifted or not: then a closer look is due. */
export const hasHoldSql = (contactId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(select true from consent_hold hold where hold.contact_id = ${contactId} limit 1) is not null`
