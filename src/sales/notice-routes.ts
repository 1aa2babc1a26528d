// What colleagues must do about people they were given, who have since been erased, corrected or restricted (GDPR 19): shown
// in their inbox until they say that it is done.
import { z } from 'zod'
import { confirmNotices, findNotices, findSuppressionKeys, markDelivered, NOTICE_TYPES } from '../consent/index.ts'
import { type Route, route } from '../platform/index.ts'
import { COLLEAGUE } from './find-recipients.ts'

const tag = 'Leads'
const access = ['seller', 'marketer'] as const

export const noticeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/notices',
    summary: 'What the reader must do about people handed to them who were erased, corrected or restricted since',
    tag,
    access,
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          contactId: z.uuid(),
          type: z.enum(NOTICE_TYPES),
          about: z.string().nullable().meta({ description: 'Name and company, while it is needed.' }),
          at: z.iso.datetime(),
          deliveredAt: z.iso.datetime().nullable(),
          confirmedAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    handle: async ({ db, user, services }) => ({
      items: await findNotices(db, await findSuppressionKeys(services.config), { kind: COLLEAGUE, id: user.id }),
    }),
  }),
  route({
    method: 'post',
    path: '/notices/delivered',
    summary: 'Say that these were shown to the reader',
    tag,
    access,
    body: z.strictObject({ ids: z.array(z.uuid()).max(500) }),
    handle: ({ db, now, user }, { body }) =>
      markDelivered(db, { kind: COLLEAGUE, id: user.id, noticeIds: body.ids }, now),
  }),
  route({
    method: 'post',
    path: '/notices/{id}/confirm',
    summary: 'Say that it is done; the name of an erased person goes with it',
    tag,
    access,
    params: z.object({ id: z.uuid() }),
    handle: ({ db, now, user }, { params: { id } }) =>
      confirmNotices(db, { kind: COLLEAGUE, id: user.id, noticeIds: [id] }, now),
  }),
]
