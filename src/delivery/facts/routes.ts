// An address that bounced, over HTTP: what stops it, and opening it by hand.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { findBouncedAddress, reopenAddress } from './bounced-address.ts'

const tag = 'Contacts'
const params = z.object({ id: z.uuid() })

export const bouncedRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/bounced-address',
    summary: 'Whether bounces stop the mail address of a contact, and who opened it before',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    response: z.object({
      hold: z
        .object({
          since: z.iso.datetime(),
          until: z.iso.datetime().nullable().meta({ description: 'null: until the address is another.' }),
          reason: z.string().meta({ description: 'A code, such as no_mailbox.' }),
        })
        .nullable(),
      isStoppedElse: z.boolean().meta({ description: 'A complaint or a suppression stops it too, and stays.' }),
      reopened: z.array(z.object({ at: z.iso.datetime(), by: z.string().nullable(), reason: z.string() })),
    }),
    handle: ({ db, now }, { params: { id } }) => findBouncedAddress(db, id, now),
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/bounced-address/reopen',
    summary: 'Open an address again that bounces have stopped; if mail comes back once more it is stopped again',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    body: z.strictObject({
      reason: z.string().trim().min(3, 'Write why the address works again, such as who told you.').max(500),
    }),
    handle: ({ db, now, user }, { params: { id }, body }) =>
      reopenAddress(db, { contactId: id, reason: body.reason, userId: user.id }, now),
  }),
]
