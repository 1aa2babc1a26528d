// Who something is for: the people of some segments without those of others, each once and in one reading of the contacts.
import { addressKindOf, addressSql } from '../consent/index.ts'
import { ALL_CONTACTS, andWithin, type ContactRange } from '../contacts/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { compileNode, IS_PERSON, IS_THERE, isPerson, PEOPLE } from './compile-segment.ts'
import { definitionSchema } from './definition.ts'
import { findSegmentFields } from './segment-fields.ts'

const { sql, join } = Prisma

/** Ids of segments. Whoever is in one of `in` and in none of `out`. */
export type Audience = { in: readonly string[]; out: readonly string[] }

/**
 * The people of an audience at a moment, as relations (contact_id): `people` all of them or those of a range, `among` those
 * who are also in a relation (contact_id), `read` all with what a decision on that channel reads of them, for its shape
 * 'read', in relations that share nobody, each with the range that it is of. Throws not_found where a segment is gone.
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
    people: (range: ContactRange = ALL_CONTACTS) =>
      sql`select contact.id as contact_id from ${PEOPLE} where ${isPerson(range)} and ${wanted}`,
    among: (some: Prisma.Sql) =>
      sql`select contact.id as contact_id from ${PEOPLE} where contact.id in (${some}) and ${IS_PERSON} and ${wanted}`,
    read: (channel: string, ranges: readonly ContactRange[]) => readSql(channel, wanted, ranges),
  }
}

type Read = { people: Prisma.Sql; range: ContactRange }

/**
 * Those who have the address that the channel needs, and then those who have another one: who has an address need not be
 * looked for in the addresses once more, and of a million people the others are few as a rule.
 */
function readSql(channel: string, wanted: Prisma.Sql, ranges: readonly ContactRange[]): Read[] {
  const kind = addressKindOf(channel)
  const address = addressSql(sql`contact.id`, channel)
  const read = sql`select contact.id as contact_id, contact, address.value as address from ${PEOPLE}`
  if (kind === undefined)
    return ranges.map((range) => ({
      people: sql`${read} left join ${address} where ${isPerson(range)} and ${wanted}`,
      range,
    }))
  const found = ranges.map((range) => ({
    people: sql`${read} join ${address} ${andWithin(sql`address.contact_id`, range)}
      where ${IS_THERE} ${andWithin(sql`contact.id`, range)} and ${wanted}`,
    range,
  }))
  const others = sql`${read} left join ${address} where ${IS_THERE} and address.contact_id is null and contact.id in (
    select contact_id from identity other where other.kind <> 'visitor'
      and not (other.kind = ${kind} and other.is_primary)) and ${wanted}`
  return [...found, { people: others, range: ALL_CONTACTS }]
}
