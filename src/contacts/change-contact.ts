// Changes what is known of one person by hand. Unlike saveContacts it can empty a value; it cannot touch addresses.
import { type Db, inTransaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { FieldValue } from './field-values.ts'
import { lockContacts } from './lock-contacts.ts'
import { checkFields } from './manage-fields.ts'
import { announceEvents } from './record-events.ts'

type Text = string | null | undefined
/** null empties a value; what is left out stays. */
export type ContactChange = {
  firstName?: Text
  lastName?: Text
  jobTitle?: Text
  street?: Text
  postalCode?: Text
  city?: Text
  country?: Text
  language?: Text
  timeZone?: Text
  recipientKind?: 'natural' | 'legal' | undefined
  fields?: Record<string, FieldValue | null> | undefined
}

export async function changeContact(db: Db, id: string, change: ContactChange, now: Date): Promise<void> {
  const { fields = {}, ...person } = change
  const set = Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))
  await checkFields(db, Object.fromEntries(set))
  await inTransaction(db, async (tx) => {
    const live = await lockContacts(tx, [id])
    if (!live.has(id))
      throw new DomainError('not_found', 'There is no such contact, or it has been erased. Go back to the list.')
    const known = await tx.contact.findUniqueOrThrow({ where: { id }, select: { fields: true } })
    const merged = { ...(known.fields as Record<string, FieldValue>), ...Object.fromEntries(set) }
    for (const [key, value] of Object.entries(fields)) if (value === null) delete merged[key]
    const said = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined))
    await tx.contact.update({ where: { id }, data: { ...said, fields: merged, updatedAt: now } })
    await announceEvents(
      tx,
      [{ contactId: id, id: newId(now), type: 'contact.changed', occurredAt: now, source: 'staff', properties: {} }],
      now,
    )
  })
}
