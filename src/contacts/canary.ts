// The canary: a contact of the product's own, which follows the links of every mail that is live as a recipient would. It
// has no address and never says yes, so nothing can be sent to it; the database refuses to make it a lead or to score it.
import { type Db, Prisma } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'

/** One for each installation, under an id that is known: whoever counts people leaves it out without a look-up. */
export const CANARY_ID = '00000000-0000-7000-8000-00000000ca7a'

/** For SQL about people, with `contact_id` or `contact.id` before it: everybody but the canary. */
export const NOT_CANARY = Prisma.sql`<> ${CANARY_ID}::uuid`

/** Makes the canary where there is none yet. */
export async function ensureCanary(db: Db, now: Date): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    insert into contact (id, source, created_at, updated_at) values (${CANARY_ID}::uuid, 'canary', ${now}, ${now})
    on conflict do nothing`)
}

/** Throws `conflict` for the canary, where a person is asked for: it is no person, and its ledger is what it shows. */
export function refuseCanary(contactId: string): void {
  if (contactId === CANARY_ID)
    throw new DomainError('conflict', 'This is the contact that checks links. It is no person: choose another contact.')
}
