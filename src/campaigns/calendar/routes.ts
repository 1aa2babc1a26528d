// The calendar over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { CAMPAIGN_STATES } from '../campaign-states.ts'
import { findCalendar, moveCampaign } from './calendar.ts'

const tag = 'Campaigns'

export const calendarRoutes: Route[] = [
  route({
    method: 'get',
    path: '/calendar',
    summary: 'Everything that goes out, with the times that rules foretell',
    tag,
    access: ['marketer', 'privacy_officer'],
    query: z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
    response: z.object({
      items: z.array(
        z.object({
          campaignId: z.uuid(),
          name: z.string(),
          status: z.enum(CAMPAIGN_STATES),
          at: z.iso.datetime(),
          isForetold: z.boolean().meta({ description: 'A time that a rule will make, not there yet.' }),
          isWaiting: z.boolean().meta({ description: 'A second person has not approved it.' }),
          mayMove: z.boolean(),
        }),
      ),
    }),
    handle: async ({ db }, { query: { from, to } }) => ({
      items: await findCalendar(db, new Date(from), new Date(to)),
    }),
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/move',
    summary: 'Move a scheduled campaign by so many days; the time of day stays',
    tag,
    access: ['marketer'],
    params: z.object({ id: z.uuid() }),
    body: z.strictObject({ days: z.int().min(-366).max(366) }),
    response: z.object({ startsAt: z.iso.datetime() }),
    handle: ({ db, now }, { params: { id }, body: { days } }) => moveCampaign(db, id, days, now),
  }),
]
