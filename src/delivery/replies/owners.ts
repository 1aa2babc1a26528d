// Whose an answer is to read. Leads and campaigns come after delivery in the order of imports, so app.ts registers who knows.
import type { Db } from '../../platform/database.ts'

/** `contactIds`: the person, and who they were merged into. */
export type Answered = { contactIds: readonly string[]; campaignId: string | null }
/** The user whose answer this is, as far as this folder knows. */
export type OwnerFinder = (db: Db, answered: Answered) => Promise<string | undefined>

let finders: readonly OwnerFinder[] = []
/** Called once, by app.ts: who is asked first comes first. */
export function registerReplyOwners(list: readonly OwnerFinder[]): void {
  finders = list
}

/** Null where it is nobody's: then it waits for whoever takes it. */
export async function findOwner(db: Db, answered: Answered): Promise<string | null> {
  for (const find of finders) {
    const owner = await find(db, answered)
    if (owner !== undefined) return owner
  }
  return null
}
