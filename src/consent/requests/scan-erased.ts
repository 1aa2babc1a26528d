// After an erasure: is the address, or the name, still written anywhere? The words to look for are not kept, only what was
// found (consent.md L7).
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { findInClear } from '../privacy/find-in-clear.ts'
import { addStep } from './add-step.ts'
import { lockRequest, readRequest } from './lock-request.ts'
import type { RequestActor } from './words.ts'

/** Looks through every row of every table, which takes a while where there is much, and keeps where something stands. */
export async function scanErased(
  db: Db,
  { id, texts }: { id: string; texts: readonly string[] },
  by: RequestActor,
  now: Date,
): Promise<void> {
  const { kind } = await inTransaction(db, (tx) => readRequest(tx, id))
  if (kind !== 'erasure') throw new DomainError('conflict', 'Only after an erasure is there nothing to be found.')
  const places = await findInClear(db, texts.flatMap(asWritten))
  await inTransaction(db, async (tx) => {
    const request = await lockRequest(tx, id, ['done'])
    const { contactId } = request
    await tx.privacyRequest.update({
      where: { contactId_id: { contactId, id } },
      data: { scan: { at: now.toISOString(), places } },
    })
    await addStep(tx, request, { type: 'scanned', at: now, by, detail: { places: places.length } })
  })
}

/** A name of several words stands in several columns, which a row as text parts by commas. */
const asWritten = (text: string): string[] => [...new Set([text, text.replaceAll(' ', ',')])]
