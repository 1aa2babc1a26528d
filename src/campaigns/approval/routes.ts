// Approval by a second person, over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { decideApproval, findApproval } from './approve-campaign.ts'

const tag = 'Campaigns'
const params = z.object({ id: z.uuid() })

export const approvalRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/approval',
    summary: 'Whether a second person must approve it, and what was said of the newest version',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      isNeeded: z.boolean(),
      version: z.int().nullable(),
      decision: z
        .object({ isApproved: z.boolean(), by: z.string(), at: z.iso.datetime(), note: z.string() })
        .nullable(),
      authors: z.array(z.string()).meta({ description: 'Who has written it, and so cannot approve it.' }),
      isOwn: z.boolean().meta({ description: 'Whoever asks is one of them.' }),
    }),
    handle: ({ db, user }, { params: { id } }) => findApproval(db, id, user.id),
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/approval',
    summary: 'Approve the newest version, or do not; nobody approves what they have written',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    body: z.strictObject({
      version: z.int(),
      isApproved: z.boolean(),
      note: z.string().trim().max(1000).default(''),
    }),
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await decideApproval(db, id, user, body, now)
      return undefined
    },
  }),
]
