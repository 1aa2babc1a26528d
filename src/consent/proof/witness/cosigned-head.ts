// The signed heads as they are shown: with the signatures of those who cosigned them.
import { type Db, Prisma } from '../../../platform/database.ts'

export type CosignedHead = { size: number; note: string; isCosigned: boolean }

/**
 * The newest head with more than `above` leaves, as a note with every signature there is. `cosigned`: rather an older one
 * that a second party has signed than a newer one that nobody has.
 */
export async function findHead(
  db: Db,
  { above, cosigned }: { above: number; cosigned: boolean },
): Promise<CosignedHead | undefined> {
  const [head] = await db.$queryRaw<{ size: number; note: string; lines: string | null }[]>(Prisma.sql`
    select checkpoint.size, checkpoint.note, signed.lines from proof_checkpoint checkpoint
    cross join lateral (
      select string_agg(line, '' order by witness) as lines from (
        select distinct on (witness) witness, line from proof_cosignature cosignature
        where cosignature.size = checkpoint.size and cosignature.note = checkpoint.note
        order by witness, signed_at desc
      ) newest
    ) signed
    where checkpoint.size > ${above}::int
      ${cosigned ? Prisma.sql`and (signed.lines is not null or not exists (select from proof_cosignature where size > ${above}::int))` : Prisma.empty}
    order by checkpoint.size desc, checkpoint.created_at desc limit 1`)
  return head && { size: head.size, note: head.note + (head.lines ?? ''), isCosigned: head.lines !== null }
}
