// The look of a sender over HTTP.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { brandLook, findLook, lookOrBuiltIn, saveLook } from './brand-look.ts'

const tag = 'Senders'
const params = z.object({ id: z.uuid() })

export const lookRoutes: Route[] = [
  route({
    method: 'get',
    path: '/brands/{id}/look',
    summary: 'How the mails of a sender look',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: brandLook,
    handle: async ({ db }, { params: { id } }) => lookOrBuiltIn(await findLook(db, id)),
  }),
  route({
    method: 'put',
    path: '/brands/{id}/look',
    summary: 'Choose how the mails of a sender look, from their next publishing on',
    tag,
    access: ['marketer'],
    params,
    body: brandLook,
    response: brandLook,
    handle: ({ db }, { params: { id }, body }) => saveLook(db, id, body),
  }),
]
