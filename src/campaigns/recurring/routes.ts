// Campaigns that go out again and again, or when another system asks, over HTTP.
import { z } from 'zod'
import { found, type Route, route } from '../../platform/index.ts'
import { asAuthor } from '../approval/approve-campaign.ts'
import { requireBelieved } from '../require-believed.ts'
import { triggerBody, triggerCampaign } from '../trigger/trigger-campaign.ts'
import { readRecurrence, recurrenceBody } from './recurrence.ts'
import { repeatCampaign } from './repeat-campaign.ts'

const tag = 'Campaigns'
const params = z.object({ id: z.uuid() })

export const recurringRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/repeat',
    summary: 'The rule by which it goes out again and again, and the times so far',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      rule: recurrenceBody.nullable(),
      times: z.array(z.object({ campaignId: z.uuid(), at: z.iso.datetime() })),
      of: z.object({ id: z.uuid(), name: z.string() }).nullable().meta({ description: 'Whose time this one is.' }),
    }),
    handle: async ({ db }, { params: { id } }) => {
      found(await db.campaign.findUnique({ where: { id }, select: { id: true } }), 'campaign')
      const row = await db.campaignRecurrence.findUnique({ where: { campaignId: id } })
      const times = await db.campaignOccurrence.findMany({
        where: { campaignId: id },
        orderBy: { occursAt: 'desc' },
        take: 50,
      })
      const own = await db.campaignOccurrence.findUnique({ where: { childId: id } })
      const of =
        own && (await db.campaign.findUnique({ where: { id: own.campaignId }, select: { id: true, name: true } }))
      return {
        rule: row && readRecurrence(row),
        times: times.map(({ childId, occursAt }) => ({ campaignId: childId, at: occursAt })),
        of,
      }
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/repeat',
    summary: 'Freeze the mail and let it go out again and again by a rule; each time is a campaign of its own',
    tag,
    access: ['marketer'],
    params,
    body: z.strictObject({ rule: recurrenceBody }),
    response: z.object({ startsAt: z.iso.datetime() }),
    handle: async ({ db, now, user, services }, { params: { id }, body: { rule } }) => {
      await requireBelieved(services, db, id, now)
      return asAuthor(db, id, user, now, (tx) => repeatCampaign(tx, id, rule, now))
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/trigger',
    summary: 'Send a campaign that is ready to a contact or a segment; the same key does nothing again',
    tag,
    access: ['marketer'],
    params,
    body: triggerBody,
    response: z.object({
      campaignId: z.uuid().meta({ description: 'Whose results tell what came of it.' }),
      queued: z
        .int()
        .nullable()
        .meta({ description: 'Messages put in line; null for a segment, counted as it begins.' }),
      isRepeated: z.boolean().meta({ description: 'The key was used before, and nothing was done again.' }),
    }),
    handle: ({ db, now }, { params: { id }, body }) => triggerCampaign(db, id, body, now),
  }),
]
