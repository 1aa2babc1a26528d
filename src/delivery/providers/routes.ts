// Who may tell us what became of our mails, over HTTP. Whoever writes campaigns reads it; an administrator sets it.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { addSource, listSources, newSource, removeSource, SOURCE_KINDS } from './manage-sources.ts'

const tag = 'Messages'

export const sourceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/messages/return-sources',
    summary:
      'Providers that tell what became of our mails, mailboxes that are read for it, and when they were heard last',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          kind: z.enum(SOURCE_KINDS),
          detail: z
            .string()
            .nullable()
            .meta({ description: 'The topic of Amazon SNS, or server and folder of a mailbox.' }),
          url: z
            .string()
            .nullable()
            .meta({ description: 'What is entered at the provider, a password left out; null of a mailbox.' }),
          createdAt: z.iso.datetime(),
          lastTakenAt: z.iso.datetime().nullable(),
          lastRefusedAt: z.iso
            .datetime()
            .nullable()
            .meta({ description: 'A call came that did not prove to be theirs.' }),
          fault: z
            .string()
            .nullable()
            .meta({ description: 'Why a mailbox could not be read: unreachable, login or folder.' }),
        }),
      ),
    }),
    handle: async ({ db, services }) => ({ items: await listSources(db, services.config) }),
  }),
  route({
    method: 'post',
    path: '/messages/return-sources',
    summary: 'Let a provider tell what became of our mails; the answer holds the address to enter there',
    tag,
    access: [],
    body: newSource,
    response: z.object({
      id: z.uuid(),
      url: z
        .string()
        .nullable()
        .meta({ description: 'For Postmark it holds a password and is shown this once; null of a mailbox.' }),
    }),
    status: 201,
    handle: ({ db, now, services }, { body }) => addSource(db, body, services.config, now),
  }),
  route({
    method: 'delete',
    path: '/messages/return-sources/{id}',
    summary: 'Believe nothing more from there',
    tag,
    access: [],
    params: z.object({ id: z.uuid() }),
    handle: ({ db }, { params: { id } }) => removeSource(db, id),
  }),
]
