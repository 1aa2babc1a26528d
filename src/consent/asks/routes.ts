// Questions over HTTP: what waits for an answer, the form to print, and entering what was answered.
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { requireSight } from '../seller-sight.ts'
import { CHANNELS } from '../words.ts'
import { answerAsk } from './answer-ask.ts'
import { type AskWay, OTHER_WAYS } from './ask-for-consent.ts'
import { findByCode, findOpenAsks, paperOf } from './find-asks.ts'

const tag = 'Questions'
const params = z.object({ id: z.uuid() })
const WAYS = ['mail', ...OTHER_WAYS] as const
const answer = z.strictObject({
  answer: z.enum(['given', 'refused']),
  reason: z.string().trim().min(5, 'Write how and where it was said; it is kept as evidence.').max(500),
  saidAt: z.iso.datetime().optional().meta({ description: 'When it was said or signed; now unless told.' }),
})

export const askRoutes: Route[] = [
  route({
    method: 'get',
    path: '/asks',
    summary: 'Questions that wait for an answer. A seller sees those for a talk, of one person',
    tag,
    access: ['marketer', 'seller', 'privacy_officer'],
    query: z.object({
      way: z.enum(WAYS).optional(),
      contactId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          contactId: z.uuid(),
          name: z.string().nullable(),
          company: z.string().nullable(),
          purpose: z.string(),
          channel: z.enum(CHANNELS),
          way: z.enum(WAYS),
          askedAt: z.iso.datetime(),
          code: z.string().nullable().meta({ description: 'On the printed form.' }),
          text: z.object({ language: z.string(), version: z.int(), name: z.string(), text: z.string() }),
        }),
      ),
    }),
    handle: async ({ db, now, user }, { query: { way, contactId, limit } }) => {
      const isSeller = user.role === 'seller'
      if (isSeller && contactId === undefined)
        throw new DomainError('not_allowed', 'Open the person from your lead; the question stands there.')
      if (contactId !== undefined) await requireSight(db, user, contactId, now)
      const asked: readonly AskWay[] = way === undefined ? WAYS : [way]
      const ways = isSeller ? asked.filter((one) => one === 'seller') : asked
      return { items: await findOpenAsks(db, { ways, contactId, limit }) }
    },
  }),
  route({
    method: 'get',
    path: '/asks/{id}/paper',
    summary: 'The form to print, with the exact words and a code to enter it by',
    tag,
    access: ['marketer', 'privacy_officer'],
    params,
    produces: 'text/html',
    handle: ({ db }, { params: { id } }) => paperOf(db, id),
  }),
  route({
    method: 'post',
    path: '/asks/{id}/answer',
    summary: 'Enter what a person answered in a talk',
    tag,
    access: ['marketer', 'seller', 'privacy_officer'],
    params,
    body: answer,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      const ask = await db.consentAsk.findFirst({ where: { id }, select: { way: true } })
      if (user.role === 'seller' && ask?.way !== 'seller')
        throw new DomainError('not_allowed', 'This question is not for a talk. Marketing enters its answer.')
      await answerAsk(db, id, { ...body, saidAt: body.saidAt ? new Date(body.saidAt) : now }, user, now)
    },
  }),
  route({
    method: 'post',
    path: '/asks/entered',
    summary: 'Enter a signed form by its code',
    tag,
    access: ['marketer', 'privacy_officer'],
    body: answer.extend({ code: z.string().trim().min(8).max(12) }),
    handle: async ({ db, now, user }, { body: { code, ...said } }) => {
      const id = await findByCode(db, code)
      await answerAsk(db, id, { ...said, saidAt: said.saidAt ? new Date(said.saidAt) : now }, user, now)
    },
  }),
]
