// How a campaign went among the people of each segment, as the segments are now.
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { segmentPeople } from '../../segments/index.ts'
import { findGoal } from './goal.ts'
import { outcomeSql, SUMS, type Sums } from './outcome-sql.ts'

export type SegmentResult = Sums & { id: string; name: string }

/** Segments that are compared at once; each is a question to the whole of the contacts. */
const MOST_SEGMENTS = 12

/** The newest segments, with what the campaign did among their people. Segments that cannot be asked are left out. */
export async function findSegmentOutcomes(db: Db, campaignId: string, now: Date): Promise<SegmentResult[]> {
  found(await db.campaign.findUnique({ where: { id: campaignId }, select: { id: true } }), 'campaign')
  const outcome = outcomeSql(campaignId, await findGoal(db, campaignId))
  const segments = await db.segment.findMany({ orderBy: { createdAt: 'desc' }, take: MOST_SEGMENTS })
  const results: SegmentResult[] = []
  for (const { id, name } of segments) {
    const people = await findPeople(db, id, now)
    if (!people) continue
    const [sums] = await db.$queryRaw<[Sums]>(Prisma.sql`
      select ${SUMS} from (${outcome}) outcome where contact_id in (select contact_id from (${people}) people)`)
    if (sums.sent > 0) results.push({ id, name, ...sums })
  }
  return results.sort((one, other) => other.sent - one.sent)
}

/** Undefined where the segment asks for something that is gone. */
async function findPeople(db: Db, id: string, now: Date): Promise<Prisma.Sql | undefined> {
  try {
    return await segmentPeople(db, id, now)
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
