// What must stop before a withdrawal is answered. Delivery comes after consent in the order of imports, so app.ts
// registers here what it does: remove what is queued, and wait for what has begun.
import type { Db } from '../platform/database.ts'

export type Silenced = {
  /** Messages that were ready and have been removed. */
  removed: number
  /** Messages whose sending had begun before the withdrawal: they may still arrive. */
  onTheirWay: number
}
export type Silencer = (db: Db, contactIds: readonly string[], now: Date) => Promise<Silenced>

let silencers: readonly Silencer[] = []
/** Called once, by app.ts. */
export function registerSilencers(list: readonly Silencer[]): void {
  silencers = list
}

/** Stops what may no longer be sent to these contacts. Only after the withdrawal is committed, never inside its transaction. */
export async function silence(db: Db, contactIds: readonly string[], now: Date): Promise<Silenced> {
  const total = { removed: 0, onTheirWay: 0 }
  for (const silencer of contactIds.length > 0 ? silencers : []) {
    const part = await silencer(db, contactIds, now)
    total.removed += part.removed
    total.onTheirWay += part.onTheirWay
  }
  return total
}
