// The one lock order of the product: contact rows, by id. Whatever changes what may reach a contact begins here.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'

/** Locks these contacts in id order until the transaction ends. Returns those that exist and are not erased. */
export async function lockContacts(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string; live: boolean }[]>(Prisma.sql`
    select id, erased_at is null as live from contact where id = any(${listSql([...new Set(ids)], 'uuid')})
    order by id for no key update`)
  return new Set(rows.filter((row) => row.live).map((row) => row.id))
}
