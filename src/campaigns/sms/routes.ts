// What is asked of SMS campaigns alone.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { forecastParts } from './forecast-parts.ts'

export const smsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/forecast/parts',
    summary: 'How many parts an SMS campaign takes, which is what is paid for',
    tag: 'Campaigns',
    access: ['marketer', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      gets: z.int(),
      counted: z
        .int()
        .meta({ description: 'Whose texts were counted; where fewer than would get it, the rest is reckoned.' }),
      parts: z.int(),
      least: z.int().meta({ description: 'The fewest parts of one SMS.' }),
      most: z.int(),
    }),
    handle: ({ db, now, services }, { params: { id } }) => forecastParts(db, id, services.config.publicUrl, now),
  }),
]
