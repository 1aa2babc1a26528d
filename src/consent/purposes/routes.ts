// Purposes and senders over HTTP.
import { z } from 'zod'
import { found } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { CHANNELS } from '../words.ts'
import { findPurposePeople, findPurposes, getPurpose, SAID } from './find-purposes.ts'
import { findProcessing, processing, saveProcessing } from './save-processing.ts'
import {
  createPurpose,
  createTopic,
  LEGAL_BASES,
  newPurpose,
  newText,
  newTopic,
  newTopicText,
  PURPOSE_KINDS,
  publishTexts,
  retirePurpose,
} from './save-purpose.ts'

const id = z.object({ id: z.uuid() })
const summary = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  kind: z.enum(PURPOSE_KINDS),
  channels: z.array(z.enum(CHANNELS)),
  validityMonths: z.int().nullable(),
  doubleOptIn: z.boolean(),
  legalBasis: z.enum(LEGAL_BASES),
  productFamily: z.string().nullable(),
  ageLimit: z.int().nullable(),
  retiredAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  brand: z.object({ id: z.uuid(), name: z.string() }),
  languages: z.array(z.string()),
  counts: z.array(
    z.object({
      channel: z.enum(CHANNELS),
      given: z.int(),
      customer: z.int().meta({ description: 'Bought what it is about, and have not said no.' }),
      collected: z.int().meta({ description: 'A partner says they said yes; no evidence is attached.' }),
      requested: z.int(),
      refused: z.int(),
      withdrawn: z.int(),
      expired: z.int(),
    }),
  ),
  topics: z.array(
    z.object({
      id: z.uuid(),
      key: z.string(),
      name: z.string(),
      retiredAt: z.iso.datetime().nullable(),
      texts: z.array(z.object({ language: z.string(), name: z.string(), text: z.string() })),
      leftOut: z.int().meta({ description: 'People who have left it out.' }),
    }),
  ),
})
const detail = summary.extend({
  texts: z.array(
    z.object({
      id: z.uuid(),
      language: z.string(),
      version: z.int(),
      name: z.string(),
      text: z.string(),
      hash: z.string(),
      effectiveFrom: z.iso.datetime(),
      isInForce: z.boolean(),
      people: z.int().meta({ description: 'Whose yes rests on exactly this version.' }),
      shown: z.int().meta({ description: 'How often it was shown on forms and preference pages, to whomever.' }),
      saidYes: z.int().meta({ description: 'How often that was answered with a yes.' }),
    }),
  ),
})
const brandFields = z.strictObject({
  name: z.string().trim().min(1).max(80),
  senderName: z.string().trim().min(1).max(80),
  senderEmail: z.email(),
  replyTo: z.email().nullable(),
  postalAddress: z.string().trim().min(5).max(300),
  privacyEmail: z.email(),
  privacyUrl: z.url({ protocol: /^https?$/ }).nullable(),
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Write a colour as #13201B.'),
  country: z.string().regex(/^[A-Z]{2}$/, 'Write the country as two capital letters, such as NO.'),
})
const brand = brandFields.extend({ id: z.uuid() })

const READERS = ['marketer', 'privacy_officer'] as const
const tag = 'Purposes'
const topicOf = id.extend({ topicId: z.uuid() })
const pick = ({ createdAt: _createdAt, ...fields }: z.infer<typeof brand> & { createdAt: Date }) => fields

export const purposeRoutes: Route[] = [
  route({
    method: 'get',
    path: '/purposes',
    summary: 'What people can say yes to, and how many do',
    tag,
    access: READERS,
    response: z.object({ items: z.array(summary) }),
    handle: async ({ db, now }) => ({ items: await findPurposes(db, now) }),
  }),
  route({
    method: 'post',
    path: '/purposes',
    summary: 'Make a purpose with its first texts',
    tag,
    access: READERS,
    body: newPurpose,
    response: detail,
    status: 201,
    handle: async ({ db, now }, { body }) => getPurpose(db, await createPurpose(db, body, now), now),
  }),
  route({
    method: 'get',
    path: '/purposes/{id}',
    summary: 'One purpose with every version of its texts',
    tag,
    access: READERS,
    params: id,
    response: detail,
    handle: ({ db, now }, { params }) => getPurpose(db, params.id, now),
  }),
  route({
    method: 'get',
    path: '/purposes/{id}/people',
    summary: 'Who has said what about a purpose',
    tag,
    access: READERS,
    params: id,
    query: z.object({
      state: z.enum(SAID),
      channel: z.enum(CHANNELS).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(60).optional(),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          detail: z.string().nullable(),
          state: z.string(),
          at: z.iso.datetime(),
          why: z.string().meta({ description: 'The decision about this person, below /api.' }),
        }),
      ),
      total: z.int(),
      next: z.string().nullable(),
    }),
    handle: async ({ db, now }, { params, query }) => {
      const { items, ...page } = await findPurposePeople(db, params.id, query, now)
      const people = items.map(({ channel, ...person }) => ({
        ...person,
        state:
          query.state === 'unused'
            ? 'given'
            : query.state === 'requested' || query.state === 'collected'
              ? 'asked'
              : query.state,
        why: `/contacts/${person.id}/decision?purposeId=${params.id}&channel=${channel}`,
      }))
      return { ...page, items: people }
    },
  }),
  route({
    method: 'post',
    path: '/purposes/{id}/texts',
    summary: 'Publish new versions of the texts; the old ones stay',
    tag,
    access: READERS,
    params: id,
    body: z.strictObject({ texts: z.array(newText).min(1) }),
    response: detail,
    status: 201,
    handle: async ({ db, now }, { params, body }) => {
      await publishTexts(db, params.id, body.texts, now)
      return getPurpose(db, params.id, now)
    },
  }),
  route({
    method: 'post',
    path: '/purposes/{id}/retire',
    summary: 'Retire a purpose: from now on it is a no for everybody',
    tag,
    access: READERS,
    params: id,
    response: detail,
    handle: async ({ db, now }, { params }) => {
      await retirePurpose(db, params.id, now)
      return getPurpose(db, params.id, now)
    },
  }),
  route({
    method: 'post',
    path: '/purposes/{id}/topics',
    summary: 'Make a topic: a finer choice below a purpose, which everybody has until they leave it out',
    tag,
    access: READERS,
    params: id,
    body: newTopic,
    response: detail,
    status: 201,
    handle: async ({ db, now }, { params, body }) => {
      await createTopic(db, params.id, body, now)
      return getPurpose(db, params.id, now)
    },
  }),
  route({
    method: 'post',
    path: '/purposes/{id}/topics/{topicId}/texts',
    summary: 'Publish new names of a topic; the old ones stay',
    tag,
    access: READERS,
    params: topicOf,
    body: z.strictObject({ texts: z.array(newTopicText).min(1) }),
    response: detail,
    status: 201,
    handle: async ({ db, now }, { params, body }) => {
      await publishTexts(db, params.topicId, body.texts, now, 'topic')
      return getPurpose(db, params.id, now)
    },
  }),
  route({
    method: 'post',
    path: '/purposes/{id}/topics/{topicId}/retire',
    summary: 'Retire a topic: nothing more is sent for it, and nobody is asked',
    tag,
    access: READERS,
    params: topicOf,
    response: detail,
    handle: async ({ db, now }, { params }) => {
      await retirePurpose(db, params.topicId, now, 'topic')
      return getPurpose(db, params.id, now)
    },
  }),
  route({
    method: 'get',
    path: '/brands',
    summary: 'The senders that people say yes to',
    tag,
    access: READERS,
    response: z.object({ items: z.array(brand) }),
    handle: async ({ db }) => ({ items: (await db.brand.findMany({ orderBy: { id: 'asc' } })).map(pick) }),
  }),
  route({
    method: 'post',
    path: '/brands',
    summary: 'Add a sender',
    tag,
    access: [],
    body: brandFields,
    response: brand,
    status: 201,
    handle: async ({ db }, { body }) => pick(await db.brand.create({ data: body })),
  }),
  route({
    method: 'put',
    path: '/brands/{id}',
    summary: 'Change a sender',
    tag,
    access: [],
    params: id,
    body: brandFields,
    response: brand,
    handle: async ({ db }, { params, body }) => {
      found(await db.brand.findUnique({ where: { id: params.id } }), 'sender')
      return pick(await db.brand.update({ where: { id: params.id }, data: body }))
    },
  }),
  route({
    method: 'get',
    path: '/brands/{id}/processing',
    summary: 'What a sender says of how data is handled, for receipts',
    tag,
    access: READERS,
    params: id,
    response: z.object({ processing: processing.nullable() }),
    handle: async ({ db }, { params }) => ({ processing: await findProcessing(db, params.id) }),
  }),
  route({
    method: 'put',
    path: '/brands/{id}/processing',
    summary: 'Say how data is handled, so that receipts can name it',
    tag,
    access: ['privacy_officer'],
    params: id,
    body: processing,
    response: processing,
    handle: ({ db }, { params, body }) => saveProcessing(db, params.id, body),
  }),
]
