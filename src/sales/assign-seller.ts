// Who takes the next lead: the seller with the fewest open ones, then the one who has waited longest for a new one.
import { Prisma, type Transaction } from '../platform/database.ts'

/** Names the lock under which sellers are chosen, so that two hand-offs at once never count the same desk as free. */
const ASSIGNING = 'assent.sales.assign'

/** The seller whose turn it is, until this transaction ends; undefined while there is no seller. */
export async function assignSeller(tx: Transaction): Promise<string | undefined> {
  await tx.$executeRaw(Prisma.sql`select pg_advisory_xact_lock(hashtextextended(${ASSIGNING}, 0))`)
  const [seller] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    select app_user.id from app_user
    left join lead on lead.seller_id = app_user.id
    where app_user.role = 'seller'
    group by app_user.id
    order by count(lead.id) filter (where lead.status in ('assigned', 'accepted')),
      max(lead.created_at) nulls first, app_user.id
    limit 1`)
  return seller?.id
}
