// How each sender sends, over HTTP. Whoever writes campaigns reads it; the privacy officer or an administrator sets it.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { findSendingRules, saveSendingRules, sendingRules } from './sending-rules.ts'

const tag = 'Sending'
const params = z.object({ id: z.uuid() })

export const limitRoutes: Route[] = [
  route({
    method: 'get',
    path: '/brands/{id}/sending-rules',
    summary: 'How often a sender writes at most, at which hours, and whether campaigns need an approval',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      rules: sendingRules,
      changedBy: z.string().nullable(),
      changedAt: z.iso.datetime().nullable(),
    }),
    handle: ({ db }, { params: { id } }) => findSendingRules(db, id),
  }),
  route({
    method: 'put',
    path: '/brands/{id}/sending-rules',
    summary: 'Set how a sender sends; it holds for what has not begun',
    tag,
    access: ['privacy_officer'],
    params,
    body: sendingRules,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await saveSendingRules(db, id, body, user, now)
      return undefined
    },
  }),
]
