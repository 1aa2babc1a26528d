// What must stop before a withdrawal is answered. Delivery comes after consent in the order of imports, so app.ts
// registers here what it does: remove what is queued, and wait for what has begun.
import type { Db } from '../platform/database.ts'

export type Silenced = {
  /** Messages that were ready and have been removed. */
  removed: number
  /** Messages whose sending had begun before the withdrawal: they may still arrive. */
  onTheirWay: number
}
/** Answers for each contact of whom there was something to stop. */
export type Silencer = (db: Db, contactIds: readonly string[], now: Date) => Promise<Map<string, Silenced>>

let silencers: readonly Silencer[] = []
/** Called once, by app.ts. */
export function registerSilencers(list: readonly Silencer[]): void {
  silencers = list
}

/** Stops what may no longer be sent to these contacts. Only after the withdrawal is committed, never inside its transaction. */
export async function silence(db: Db, contactIds: readonly string[], now: Date): Promise<Silenced> {
  return sumSilenced([...(await silenceEach(db, contactIds, now)).values()])
}

/** As `silence`, and says of each contact what was stopped; nobody is named of whom there was nothing. */
export async function silenceEach(db: Db, contactIds: readonly string[], now: Date): Promise<Map<string, Silenced>> {
  const each = new Map<string, Silenced>()
  for (const silencer of contactIds.length > 0 ? silencers : [])
    for (const [contactId, part] of await silencer(db, contactIds, now))
      each.set(contactId, sumSilenced([each.get(contactId) ?? NOTHING_SILENCED, part]))
  return each
}

export const NOTHING_SILENCED: Silenced = { removed: 0, onTheirWay: 0 }

export const sumSilenced = (parts: readonly Silenced[]): Silenced => ({
  removed: parts.reduce((sum, part) => sum + part.removed, 0),
  onTheirWay: parts.reduce((sum, part) => sum + part.onTheirWay, 0),
})
