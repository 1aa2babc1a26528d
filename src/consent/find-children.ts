// Whose yes is no yes because they were too young when they said it (consent.md C15). Known only where a birth date or a
// birth year is: nobody is asked for one here. Of a year the last day counts, since a doubt is a no.

import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import type { ConsentFact } from './record-consent.ts'
import { ageOfConsent } from './rules/age.ts'

/** The custom fields that say when somebody was born: a date, and a year alone. */
export const BIRTH_DATE = 'birth_date'
export const BIRTH_YEAR = 'birth_year'

export type TooYoung = {
  fact: ConsentFact
  /** How old one must be, in years. */
  age: number
}

/** Those of these facts, each a yes in somebody's name, that were said by a child. */
export async function findChildren(tx: Transaction, facts: readonly ConsentFact[]): Promise<TooYoung[]> {
  const ids = [...new Set(facts.map((fact) => fact.contactId))]
  const rows = ids.length > 0 ? await findBirths(tx, ids) : []
  if (rows.length === 0) return []
  const people = new Map(rows.map((row) => [row.id, row]))
  const purposes = await tx.purpose.findMany({
    where: { id: { in: facts.flatMap((fact) => fact.purposeId ?? []) } },
    select: { id: true, ageLimit: true },
  })
  return facts.flatMap((fact): TooYoung[] => {
    const person = people.get(fact.contactId)
    const born = person && bornBy(person)
    if (!born) return []
    const limit = purposes.find(({ id }) => id === fact.purposeId)?.ageLimit ?? 0
    // Who holds parental responsibility may say yes for a child, but to nothing that is not meant for children.
    const alone = fact.evidence.guardian === undefined ? ageOfConsent(person.country, fact.occurredAt) : 0
    const age = Math.max(alone, limit)
    return age > 0 && addYears(born, age) > fact.occurredAt ? [{ fact, age }] : []
  })
}

/** Throws `invalid` where this yes was said by a child. */
export function refuseChild([child]: readonly TooYoung[]): void {
  if (child)
    throw new DomainError(
      'invalid',
      `This person was younger than ${child.age} then, and cannot say yes alone. Ask whoever holds parental responsibility, or leave it.`,
    )
}

type Row = { id: string; country: string | null; birth_date: string | null; birth_year: string | null }

async function findBirths(tx: Transaction, ids: readonly string[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>(Prisma.sql`
    select id, country, fields ->> ${BIRTH_DATE} as birth_date, fields ->> ${BIRTH_YEAR} as birth_year from contact
    where id = any(${listSql(ids, 'uuid')}) and fields ?| ${[BIRTH_DATE, BIRTH_YEAR]}::text[]`)
}

/** The last day on which this person can have been born; undefined where it is not known. */
function bornBy({ birth_date, birth_year }: Row): Date | undefined {
  const day = birth_date ?? (birth_year && /^\d{4}$/.test(birth_year) ? `${birth_year}-12-31` : '')
  const born = new Date(`${day.slice(0, 10)}T00:00:00.000Z`)
  return Number.isNaN(+born) ? undefined : born
}

function addYears(from: Date, years: number): Date {
  const to = new Date(from)
  to.setUTCFullYear(to.getUTCFullYear() + years)
  return to
}
