// The segments of a campaign: the first one stands with the campaign, further ones are added to it or taken out of it.
import { type Db, inTransaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { Audience } from '../../segments/index.ts'
import { lockCampaign } from '../save-campaign.ts'

/** The segments of a campaign whose first one is known, such as that of a row that is locked. */
export async function segmentsOf(db: Db, campaign: { id: string; segmentId: string }): Promise<Audience> {
  const rows = await db.campaignSegment.findMany({
    where: { campaignId: campaign.id },
    orderBy: [{ segment: { name: 'asc' } }, { segmentId: 'asc' }],
  })
  const on = (side: string) => rows.filter((row) => row.side === side).map((row) => row.segmentId)
  return { in: [campaign.segmentId, ...on('also')], out: on('except') }
}

/**
 * Says anew who a draft is for: the people of `in` who are not of `out`. Throws `invalid` for a segment that is not there,
 * that stands on both sides, or where something is taken out of nobody.
 */
export async function saveSegmentsOf(db: Db, campaignId: string, audience: Audience, now: Date): Promise<void> {
  const [first = null, ...also] = new Set(audience.in)
  const except = [...new Set(audience.out)]
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, campaignId, 'edit')
    await requireSegments(tx, [...audience.in, ...except])
    if (except.some((id) => audience.in.includes(id)))
      refuse('out', 'A segment cannot be chosen and left out at once. Take it off one of the two.')
    if (first === null && except.length > 0) refuse('in', 'Choose whom it is for first; then leave some of them out.')
    await tx.campaignSegment.deleteMany({ where: { campaignId } })
    await tx.campaignSegment.createMany({
      data: [
        ...also.map((segmentId) => ({ campaignId, segmentId, side: 'also' })),
        ...except.map((segmentId) => ({ campaignId, segmentId, side: 'except' })),
      ],
    })
    await tx.campaign.update({ where: { id: campaignId }, data: { segmentId: first, updatedAt: now } })
  })
}

async function requireSegments(db: Db, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids)
  const known = await db.segment.count({ where: { id: { in: [...wanted] } } })
  if (known < wanted.size) refuse('in', 'There is no such segment. Choose one of the list, or make it first.')
}

function refuse(path: string, message: string): never {
  throw new DomainError('invalid', message, { faults: [{ path, message }] })
}
