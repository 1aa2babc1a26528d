// Who in a segment may be reached, per purpose and channel: shown beside the tree, never a condition in it.
import { decisionSql } from '../consent/index.ts'
import { type Db, Prisma } from '../platform/database.ts'

export type SegmentReach = { purposeId: string; name: string; channel: string; may: number }

/** Asks the one decision for each living purpose and channel that writes or calls. `people` is a relation (contact_id). */
export async function reachSegment(db: Db, people: Prisma.Sql, at: Date): Promise<SegmentReach[]> {
  const purposes = await db.purpose.findMany({
    where: { retiredAt: null, kind: { in: ['marketing', 'sales', 'phone'] } },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
  })
  const questions = purposes.flatMap(({ id, name, channels }) =>
    channels.map((channel) => ({ purposeId: id, name, channel })),
  )
  if (questions.length === 0) return []
  const counts = questions.map(({ purposeId, channel }, position) => {
    const decided = decisionSql(Prisma.sql`select contact_id from member`, { purposeId, channel, at }, 'many')
    return Prisma.sql`select ${position}::int as position, count(*) filter (where decision.is_allowed)::int as may
      from (${decided}) decision`
  })
  const rows = await db.$queryRaw<{ position: number; may: number }[]>(Prisma.sql`
    with member as materialized (${people}) ${Prisma.join(counts, ' union all ')}`)
  return questions.map((question, position) => ({
    ...question,
    may: rows.find((row) => row.position === position)?.may ?? 0,
  }))
}
