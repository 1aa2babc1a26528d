// The plan of a campaign and what it means for whom, over HTTP.
import { z } from 'zod'
import { found, type Route, route } from '../../platform/index.ts'
import { forecastLater } from './forecast-later.ts'
import { findPlan, planBody } from './plan.ts'

const tag = 'Campaigns'
const access = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })

export const planRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/plan',
    summary: 'How its mails are spread over time',
    tag,
    access,
    params,
    response: planBody,
    handle: async ({ db }, { params: { id } }) => {
      found(await db.campaign.findUnique({ where: { id }, select: { id: true } }), 'campaign')
      return findPlan(db, id)
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/forecast/later',
    summary: 'How many of those who would get it have to wait first: quiet hours, or as many as the sender sends',
    tag,
    access,
    params,
    response: z.object({
      quiet: z.object({
        people: z.int(),
        from: z.iso.datetime().nullable().meta({ description: 'When the first of their quiet hours end.' }),
        until: z.iso.datetime().nullable(),
      }),
      capped: z.int(),
      at: z.iso.datetime(),
    }),
    handle: ({ db, now }, { params: { id } }) => forecastLater(db, id, now),
  }),
]
