// Locks a person of whom something is told, and whom they have become.
import { lockPeople } from '../../contacts/index.ts'
import type { Transaction } from '../../platform/database.ts'

/** The person, whoever they were merged into, and so on; nobody where the person was erased. */
export async function lockWithHeirs(tx: Transaction, contactId: string): Promise<string[]> {
  const people: string[] = []
  for (let next: string | undefined = contactId; next !== undefined && !people.includes(next); ) {
    const { live, heirs } = await lockPeople(tx, [next])
    if (!live.has(next)) return []
    people.push(next)
    next = heirs.get(next)
  }
  return people
}
