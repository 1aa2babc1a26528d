// Erasing a person over HTTP: the privacy officer alone, and it cannot be taken back.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { findSuppressionKeys } from '../suppression/index.ts'
import { eraseContact } from './erase-contact.ts'

export const privacyActionRoutes: Route[] = [
  route({
    method: 'post',
    path: '/contacts/{id}/erase',
    summary:
      'Erase a person in every table, for good; their addresses stay as keyed hashes so that nothing brings them back',
    tag: 'Privacy',
    access: ['privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: z.object({
      contacts: z
        .int()
        .meta({ description: 'Contacts that were emptied, with those that had been merged into this one.' }),
      recipients: z
        .array(z.string())
        .meta({ description: 'Who had received the data and must be told (GDPR art. 19).' }),
    }),
    handle: async ({ db, now, services }, { params }) =>
      eraseContact(
        db,
        await findSuppressionKeys(services.config),
        { contactId: params.id, method: 'staff', actor: 'staff', occurredAt: now },
        now,
      ),
  }),
]
