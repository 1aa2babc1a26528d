// The audience of a campaign over HTTP: whose people it is for, and whose not.
import { z } from 'zod'
import { found, type Route, route } from '../../platform/index.ts'
import { saveSegmentsOf, segmentsOf } from './segments-of.ts'

/** Far more than anybody reads as one sentence. */
const MOST_SEGMENTS = 50
const tag = 'Campaigns'
const params = z.object({ id: z.uuid() })
const segments = z.array(z.uuid()).max(MOST_SEGMENTS)

export const audienceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/audience',
    summary: 'The segments that a campaign is for, and those that are left out',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({ in: segments, out: segments }),
    handle: async ({ db }, { params: { id } }) => {
      const { segmentId } = found(await db.campaign.findUnique({ where: { id } }), 'campaign')
      if (segmentId === null) return { in: [], out: [] }
      const audience = await segmentsOf(db, { id, segmentId })
      return { in: [...audience.in], out: [...audience.out] }
    },
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/audience',
    summary: 'Say who a draft is for: everybody of the one, nobody of the other',
    tag,
    access: ['marketer'],
    params,
    body: z.strictObject({ in: segments, out: segments.default([]) }),
    handle: async ({ db, now }, { params, body }) => {
      await saveSegmentsOf(db, params.id, body, now)
      return undefined
    },
  }),
]
