// How it went, over HTTP.
import { z } from 'zod'
import { requireSight } from '../consent/index.ts'
import { type Route, route } from '../platform/index.ts'
import { listTimeline, TIMELINE_GROUPS } from './contact-timeline.ts'

const timelineItem = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    group: z.enum(TIMELINE_GROUPS),
    type: z.string().meta({ description: 'noun.verb; for messages `message.` and the status' }),
    title: z.string().nullable(),
    purpose: z.string().nullable(),
    channel: z.string().nullable(),
    method: z.string().nullable(),
    reason: z.string().nullable(),
    seq: z.int().nullable(),
    messageId: z.string().nullable(),
    points: z.int().nullable(),
    properties: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineItem' })

export const reportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/timeline',
    summary: 'Everything that happened with one person, newest first',
    tag: 'Contacts',
    access: ['marketer', 'seller', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    query: z.object({
      group: z.enum(TIMELINE_GROUPS).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    response: z.object({ items: z.array(timelineItem), next: z.string().nullable() }),
    handle: async ({ db, now, user }, { params, query }) => {
      await requireSight(db, user, params.id, now)
      return listTimeline(db, params.id, query)
    },
  }),
]
