// After a restore: contacts whose address was suppressed since the backup are in it without the hold. Reads every address
// once, so it runs only where the journal has given suppressions back.
import { type IdentityKind, lockContacts } from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma } from '../../platform/database.ts'
import { holdSuppressed } from './hold-suppressed.ts'
import { findSuppressed } from './suppress-addresses.ts'
import type { SuppressionKey } from './suppression-keys.ts'

/** Addresses looked at in one transaction. */
const CHUNK = 2000

const NO_CONTACT = '00000000-0000-0000-0000-000000000000'
type Row = { contact_id: string; kind: IdentityKind; value: string }

/** Places every hold that follows from a suppressed address and is not there. Nothing is sent before it returns. */
export async function holdRestored(db: Db, keys: readonly SuppressionKey[], now: Date): Promise<void> {
  for (let after: Row = { contact_id: NO_CONTACT, kind: 'email', value: '' }; ; ) {
    const rows = await db.$queryRaw<Row[]>(Prisma.sql`
      select contact_id, kind, value from identity where kind <> 'visitor'
        and (contact_id, kind, value) > (${after.contact_id}::uuid, ${after.kind}, ${after.value})
      order by contact_id, kind, value limit ${CHUNK}::int`)
    const last = rows.at(-1)
    if (!last) return
    after = last
    const hits = await findSuppressed(db, keys, rows)
    const held = hits.flatMap(({ position, scope }) => {
      const row = rows[position]
      return row ? [{ contactId: row.contact_id, scope }] : []
    })
    if (held.length === 0) continue
    await inTransaction(db, async (tx) => {
      await lockContacts(
        tx,
        held.map(({ contactId }) => contactId),
      )
      await holdSuppressed(tx, held, now)
    })
  }
}
