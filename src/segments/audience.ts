// Who something is for: the people of some segments without those of others, each once and in one reading of the contacts.
import { addressSql } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { compileNode, IS_PERSON, isPerson, PEOPLE, type Range, WHOLE } from './compile-segment.ts'
import { definitionSchema } from './definition.ts'
import { findSegmentFields } from './segment-fields.ts'

const { sql, join } = Prisma

/** Ids of segments. Whoever is in one of `in` and in none of `out`. */
export type Audience = { in: readonly string[]; out: readonly string[] }

/**
 * The people of an audience at a moment: `people` is a relation (contact_id), whole or of a range; `read(channel)` the same
 * people with what a decision reads of them, for the shape 'read'. Throws not_found where a segment is gone.
 */
export async function findAudience(db: Db, audience: Audience, at: Date) {
  const rows = await db.segment.findMany({ where: { id: { in: [...audience.in, ...audience.out] } } })
  const fields = await findSegmentFields(db)
  const isOf = (id: string) => {
    const segment = found(
      rows.find((row) => row.id === id),
      'segment',
    )
    return compileNode(definitionSchema.parse(segment.definition), fields, at)
  }
  const isIn = audience.in.length === 0 ? sql`false` : sql`(${join(audience.in.map(isOf), ' or ')})`
  // A condition about what is not known is neither true nor false; such a person is not in the segment.
  const isOut = audience.out.map((id) => sql`and (${isOf(id)}) is not true`)
  const wanted = sql`${isIn} ${isOut.length === 0 ? Prisma.empty : join(isOut, ' ')}`
  return {
    people: (range: Range = WHOLE) =>
      sql`select contact.id as contact_id from ${PEOPLE} where ${isPerson(range)} and ${wanted}`,
    read: (channel: string) => sql`
      select contact.id as contact_id, contact, address.value as address
      from ${PEOPLE} left join ${addressSql(sql`contact.id`, channel)} where ${IS_PERSON} and ${wanted}`,
  }
}
