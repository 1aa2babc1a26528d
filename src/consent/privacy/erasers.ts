// What folders after this one must remove when a person is erased; app.ts registers it, in the order of the folders.
import type { Transaction } from '../../platform/database.ts'

/**
 * Removes or empties what this folder keeps of these people, who are locked, in the transaction that erases them. Their
 * addresses are still there to be looked for.
 */
export type Eraser = (tx: Transaction, contactIds: readonly string[], now: Date) => Promise<void>
/** Removes copies outside the database. Runs after the commit, with the addresses that are no longer kept anywhere. */
export type CopyEraser = (addresses: readonly string[]) => Promise<void>

let erasers: readonly Eraser[] = []
let copyErasers: readonly CopyEraser[] = []

/** Called once, by app.ts. */
export function registerErasers(list: readonly Eraser[]): void {
  erasers = list
}
/** Called at start by whoever keeps copies outside the database. */
export function registerCopyErasers(list: readonly CopyEraser[]): void {
  copyErasers = list
}

export async function eraseElsewhere(tx: Transaction, contactIds: readonly string[], now: Date): Promise<void> {
  for (const eraser of erasers) await eraser(tx, contactIds, now)
}

export async function eraseCopies(addresses: readonly string[]): Promise<void> {
  for (const eraser of copyErasers) await eraser(addresses)
}
