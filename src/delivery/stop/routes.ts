// The switch over HTTP: everybody who signs in sees whether it is on; who works with mails may press it.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { findStops, resumeSending, stopSending } from './stop-sending.ts'

const tag = 'Sending'
const access = ['marketer', 'privacy_officer'] as const

const stop = z
  .object({
    stoppedAt: z.iso.datetime(),
    stoppedBy: z.string(),
    reason: z.string(),
    includesService: z.boolean().meta({ description: 'Mails that somebody asked for and waits for are stopped too.' }),
    resumedAt: z.iso.datetime().nullable(),
    resumedBy: z.string().nullable(),
  })
  .meta({ id: 'SendingStop' })

export const stopRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sending/stop',
    summary: 'Whether all sending is stopped, by whom and since when, and the stops before',
    tag,
    access: ['marketer', 'seller', 'privacy_officer'],
    response: z.object({ standing: stop.nullable(), history: z.array(stop) }),
    handle: async ({ db }) => {
      const history = await findStops(db)
      return { standing: history.find(({ resumedAt }) => resumedAt === null) ?? null, history }
    },
  }),
  route({
    method: 'post',
    path: '/sending/stop',
    summary: 'Stop all sending at once: nothing that has not begun begins until it goes on',
    tag,
    access,
    body: z.strictObject({
      reason: z.string().trim().max(500).default(''),
      includesService: z.boolean().default(false),
    }),
    handle: async ({ db, now, user }, { body }) => {
      await stopSending(db, user, body, now)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/sending/go-on',
    summary: 'Let sending go on; what waited is decided anew, each message for itself',
    tag,
    access,
    handle: async ({ db, now, user }) => {
      await resumeSending(db, user, now)
      return undefined
    },
  }),
]
