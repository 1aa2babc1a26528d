// Whom a seller may see: people who were handed to this seller, and people whose yes to be shared with sales, or to be
// called, is in force. Everybody else is not there for sales, in lists and one by one (consent.md L12). Who was handed to
// whom is known by a later folder, so app.ts registers it. Seeing gives no right to write or call: that is the decision's.
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import type { Actor } from '../platform/http-access.ts'
import { isRestrictedSql } from './is-restricted.ts'

/** The people who were handed to a seller: a relation (contact_id). */
export type HandedTo = (sellerId: string) => Prisma.Sql

let handedTo: HandedTo | undefined
/** Called once, by app.ts. */
export function registerHandedTo(relation: HandedTo): void {
  handedTo = relation
}

/** What people say yes to so that sales may know of them. */
const SALES_KINDS = Prisma.sql`('sales', 'phone')`

/** The contacts that this seller may see: a relation (contact_id). A later objection takes a yes out of force. */
export function seenBySellerSql(sellerId: string, now: Date): Prisma.Sql {
  if (!handedTo) throw new Error('nothing that knows who was handed to whom is registered: app.ts does that')
  return Prisma.sql`
    select seen.contact_id from (
      ${handedTo(sellerId)}
      union
      select state.contact_id from consent_state state join purpose on purpose.id = state.purpose_id
      where purpose.kind in ${SALES_KINDS} and purpose.retired_at is null and state.state = 'given'
        and (state.expires_at is null or state.expires_at > ${now}) and not exists (
          select from consent_hold no where no.contact_id = state.contact_id and no.lifted_at is null
            and (no.kind = 'erasure' or no.kind = 'objection' and no.since >= state.since))
    ) seen
    where not ${isRestrictedSql(Prisma.sql`seen.contact_id`)}`
}

/** Whose sight a list has to keep to: the seller who asks, or nobody's for the other roles. */
export const sightOf = ({ id, role }: Actor): string | undefined => (role === 'seller' ? id : undefined)

/** Throws `not_found` where a seller asks for somebody who is not theirs to see, as if there were nobody. */
export async function requireSight(db: Db, user: Actor, contactId: string, now: Date): Promise<void> {
  const sellerId = sightOf(user)
  if (sellerId === undefined) return
  const [row] = await db.$queryRaw<[{ isSeen: boolean }]>(Prisma.sql`
    select exists (select from (${seenBySellerSql(sellerId, now)}) seen where seen.contact_id = ${contactId}::uuid) as "isSeen"`)
  if (!row.isSeen)
    throw new DomainError('not_found', 'Sales sees who was handed over, and who said yes to it. Ask marketing.')
}
