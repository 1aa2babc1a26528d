// How a message that came back is told of: by a reason of its own kind, so that it is taken for no reason of the decision.
import { Prisma } from '../../platform/database.ts'

/** To be joined to `message`; its columns are of `bounce`. */
export const bounceJoin = Prisma.sql`left join message_bounce bounce
  on bounce.contact_id = message.contact_id and bounce.message_id = message.id`

/** `bounce_` and the reason, of what came back or was refused at once; null of all others. */
export const bounceReason = Prisma.sql`'bounce_' || bounce.reason`
