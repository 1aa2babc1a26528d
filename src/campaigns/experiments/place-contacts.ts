// Where a contact stands in an experiment: a number from 0 up to, not including, 1, from a hash of their id under the key of
// the experiment. The same whenever it is asked, even through all numbers, and another in the next experiment, so that
// nobody is always the one who is left out.
import { Prisma } from '../../platform/database.ts'

/** In percent: of all, who is held out; of the others, on whom the ways are tried. */
export type Shares = { testShare: number; holdOutShare: number }
/** From, up to and not including. */
export type Span = { from: number; to: number }
export type Places = { heldOut: Span; variants: Span[]; test: Span; rest: Span }

/** The place of the contact whose id this is. SHA-256 is built into PostgreSQL; its first four bytes are the number. */
export function placeSql(key: Uint8Array, contactId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(('x' || encode(substr(sha256(${Buffer.from(key)}::bytea || uuid_send(${contactId})), 1, 4), 'hex'))::bit(32)::bigint
    / 4294967296.0::float8)`
}

/** Who gets what: first those who are held out, then each variant an equal part of the test, then the rest. */
export function dividePlaces({ testShare, holdOutShare }: Shares, variants: number): Places {
  const begin = holdOutShare / 100
  const end = testShare === 100 ? 1 : begin + ((1 - begin) * testShare) / 100
  const edge = (index: number) => (index === variants ? end : begin + ((end - begin) * index) / variants)
  return {
    heldOut: { from: 0, to: begin },
    variants: Array.from({ length: variants }, (_, index) => ({ from: edge(index), to: edge(index + 1) })),
    test: { from: begin, to: end },
    rest: { from: end, to: 1 },
  }
}

/** Whether a contact's place lies in this span. */
export const inSpan = (key: Uint8Array, contactId: Prisma.Sql, { from, to }: Span): Prisma.Sql =>
  Prisma.sql`${placeSql(key, contactId)} >= ${from}::float8 and ${placeSql(key, contactId)} < ${to}::float8`
