// Lists of people with what they allow, one of them as known, and adding one.
import { z } from 'zod'
import { contactAnswer, contactInput, getContact } from '../contacts/index.ts'
import { type Route, route } from '../platform/index.ts'
import { addContact } from './add-contact.ts'
import { COUNT_MAX, countPeople, listPeople, PERSON_MARKS } from './list-people.ts'
import { requireSight, sightOf } from './seller-sight.ts'
import { findSuppressionKeys } from './suppression/index.ts'
import { CHANNELS } from './words.ts'

const personAnswer = z
  .object({
    id: z.uuid(),
    name: z.string().nullable(),
    title: z.string().nullable(),
    company: z.string().nullable(),
    city: z.string().nullable(),
    email: z.string().nullable(),
    mark: z.enum(PERSON_MARKS).meta({ description: 'What they said to e-mail marketing, as one word' }),
    yesCount: z.int().meta({ description: 'Purposes that they said yes to by e-mail' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Person' })

export const peopleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts',
    summary: 'People, newest first; `total` is counted up to its limit. A seller finds those they may see',
    tag: 'Contacts',
    access: ['marketer', 'seller', 'privacy_officer'],
    query: z.object({
      search: z.string().max(200).optional(),
      accountId: z.uuid().optional(),
      importId: z.uuid().optional(),
      purposeId: z.uuid().optional(),
      channel: z.enum(CHANNELS).optional(),
      said: z
        .enum(['requested', 'collected', 'given', 'customer', 'refused', 'withdrawn', 'expired', 'none'])
        .optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
    }),
    response: z.object({
      items: z.array(personAnswer),
      next: z.uuid().nullable(),
      total: z
        .int()
        .nullable()
        .meta({ description: `On the first page; at most ${COUNT_MAX}` }),
    }),
    handle: async ({ db, now, user }, { query: { limit, cursor, ...asked } }) => {
      const filter = { ...asked, seenBy: sightOf(user) }
      return {
        ...(await listPeople(db, filter, { limit, cursor }, now)),
        total: cursor ? null : await countPeople(db, filter, now),
      }
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}',
    summary: 'One person, as known',
    tag: 'Contacts',
    access: ['marketer', 'seller', 'privacy_officer'],
    params: z.object({ id: z.uuid() }),
    response: contactAnswer,
    handle: async ({ db, now, user }, { params }) => {
      await requireSight(db, user, params.id, now)
      return getContact(db, params.id)
    },
  }),
  route({
    method: 'post',
    path: '/contacts',
    summary: 'Add a person, or what is known of one, by address. Gives no permission',
    tag: 'Contacts',
    access: ['marketer'],
    body: contactInput,
    response: z.object({ id: z.uuid(), isNew: z.boolean() }),
    handle: async ({ db, now, services }, { body }) =>
      addContact(db, body, await findSuppressionKeys(services.config), now),
  }),
]
