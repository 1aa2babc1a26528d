// Whether a yes was used: a message of its purpose, to its owner, has gone out; mail that serves who asked for it is no use of it. For consent, which knows no messages.
import { Prisma } from '../platform/database.ts'

/** A condition on `state`, a row of consent_state: a message that was started or sent since then. */
export const usedSince = (since: Date): Prisma.Sql => Prisma.sql`exists (select from message
  where message.contact_id = state.contact_id and message.purpose_id = state.purpose_id
    and message.channel = state.channel and message.status in ('started', 'sent') and message.reason = 'given' and message.decided_at > ${since})`
