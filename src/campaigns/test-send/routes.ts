// Test mails over HTTP: to whom a draft may be sent, sending it, and what became of it.
import { z } from 'zod'
import { findTestMails, MAIL_LANGUAGES } from '../../delivery/index.ts'
import { type Route, route } from '../../platform/index.ts'
import { sendTest } from './send-test.ts'

const tag = 'Campaigns'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
/** People who get one test at once. */
const PEOPLE_MOST = 20

export const testSendRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/test-mails',
    summary: 'Who may get a test mail, and what became of the last ones',
    tag,
    access,
    params,
    response: z.object({
      people: z.array(z.object({ id: z.uuid(), name: z.string() })),
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          language: z.enum(MAIL_LANGUAGES),
          status: z.enum(['waiting', 'sent', 'failed']),
          fault: z.string().nullable(),
          at: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ db, now }, { params: { id } }) => ({
      people: await db.appUser.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
      items: await findTestMails(db, id, now),
    }),
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/test-mails',
    summary: 'Send a draft to people who sign in here, labelled as a test; never to a contact',
    tag,
    access,
    params,
    body: z.strictObject({
      userIds: z.array(z.uuid()).min(1).max(PEOPLE_MOST),
      language: z.enum(MAIL_LANGUAGES).nullable().default(null),
      contactId: z.uuid().nullable().default(null),
    }),
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await sendTest(db, id, body, user.id, now)
      return undefined
    },
  }),
]
