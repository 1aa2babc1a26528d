// Requests under people's rights, over HTTP: the privacy officer's alone.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { linkKey } from '../link-token.ts'
import { findSuppressionKeys } from '../suppression/index.ts'
import { checkIdentityCode, sendIdentityCode, showIdentity } from './check-identity.ts'
import { COPY_FORMATS, copyData } from './copy-data.ts'
import { findRequests, getRequest } from './find-requests.ts'
import { fulfilRequest } from './fulfil-request.ts'
import { announceLifting, liftRequest } from './lift-restriction.ts'
import { openRequest } from './open-request.ts'
import { extendRequest, refuseRequest } from './put-off-request.ts'
import { scanErased } from './scan-erased.ts'
import {
  announcement,
  extension,
  fulfilment,
  newRequest,
  refusal,
  requestDetail,
  requestLine,
  scanTexts,
  shownIdentity,
} from './schemas.ts'
import type { RequestActor } from './words.ts'

const tag = 'Privacy'
const access = ['privacy_officer'] as const
const params = z.object({ id: z.uuid() })
const LIST_MAX = 200
const MEDIA_TYPES = { html: 'text/html', json: 'application/json', csv: 'text/csv' } as const

const staffOf = (user: { id: string }): RequestActor => ({ actor: 'staff', userId: user.id })

export const requestRoutes: Route[] = [
  route({
    method: 'get',
    path: '/privacy/requests',
    summary: 'Requests under people’s rights: those that wait by their deadline, or the closed ones, newest first',
    tag,
    access,
    query: z.object({ status: z.enum(['open', 'closed']).default('open') }),
    response: z.object({ items: z.array(requestLine), open: z.int(), closed: z.int() }),
    handle: ({ db }, { query }) => findRequests(db, { isOpen: query.status === 'open', limit: LIST_MAX }),
  }),
  route({
    method: 'post',
    path: '/privacy/requests',
    summary: 'Enter what somebody has asked for by mail, post, phone or in person',
    tag,
    access,
    body: newRequest,
    response: z.object({ id: z.uuid(), isNew: z.boolean().meta({ description: 'false: the same waits already.' }) }),
    handle: ({ db, now, user }, { body: { receivedAt, ...body } }) =>
      openRequest(
        db,
        { ...body, receivedAt: receivedAt === undefined ? now : new Date(receivedAt) },
        staffOf(user),
        now,
      ),
  }),
  route({
    method: 'get',
    path: '/privacy/requests/{id}',
    summary: 'One request with its person and every step',
    tag,
    access,
    params,
    response: requestDetail,
    handle: ({ db }, { params: { id } }) => getRequest(db, id),
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/code',
    summary: 'Mail six digits to the person’s address, so that they can show who they are',
    tag,
    access,
    params,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id } }) => {
      await sendIdentityCode(db, id, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/identity',
    summary: 'Say how it was shown who asks: by the digits that were mailed, a sign-in elsewhere, or papers',
    tag,
    access,
    params,
    body: shownIdentity,
    response: requestDetail,
    handle: async ({ db, now, user, services }, { params: { id }, body }) => {
      const by = staffOf(user)
      if (body.by === 'code')
        await checkIdentityCode(db, linkKey(services.config.secretKey), { id, code: body.code }, by, now)
      else await showIdentity(db, { id, identityBy: body.by }, by, now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/extend',
    summary: 'Move the deadline by two months, once, and tell the person why',
    tag,
    access,
    params,
    body: extension,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await extendRequest(db, { id, ground: body.ground, words: body.words, told: body.told }, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/refuse',
    summary: 'Refuse, with the ground, and tell the person where to complain',
    tag,
    access,
    params,
    body: refusal,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await refuseRequest(db, { id, ground: body.ground, words: body.words, told: body.told }, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/fulfil',
    summary:
      'Do what was asked for: erase, restrict, correct, stop all marketing, or hand out the copy; it closes the request',
    tag,
    access,
    params,
    body: fulfilment,
    response: requestDetail,
    handle: async ({ db, now, user, services }, { params: { id }, body }) => {
      const keys = await findSuppressionKeys(services.config)
      await fulfilRequest(db, keys, { id, ...body }, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  ...COPY_FORMATS.map((format) =>
    route({
      method: 'post',
      path: `/privacy/requests/{id}/copy/${format}`,
      summary: `The file for the person, as ${format.toUpperCase()}; that it was made is written down`,
      tag,
      access,
      params,
      produces: MEDIA_TYPES[format],
      handle: ({ db, now, user }, { params: { id } }) => copyData(db, { id, format }, staffOf(user), now),
    }),
  ),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/lifting',
    summary: 'Tell the person that their restriction is about to end',
    tag,
    access,
    params,
    body: announcement,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await announceLifting(db, { id, told: body.told }, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/lift',
    summary: 'End a restriction, once the person has been told that it ends',
    tag,
    access,
    params,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id } }) => {
      await liftRequest(db, id, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/privacy/requests/{id}/scan',
    summary: 'After an erasure, look through every row of every table for the address or the name',
    tag,
    access,
    params,
    body: scanTexts,
    response: requestDetail,
    handle: async ({ db, now, user }, { params: { id }, body }) => {
      await scanErased(db, { id, texts: body.texts }, staffOf(user), now)
      return getRequest(db, id)
    },
  }),
]
