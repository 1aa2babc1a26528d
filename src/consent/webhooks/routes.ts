// Webhooks over HTTP: an administrator registers them, the privacy officer may see what was told to whom.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import {
  changeSecret,
  createWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  stopWebhook,
  testWebhook,
} from './manage-webhooks.ts'
import { beginReplay, reviveDead } from './replay-deliveries.ts'

const tag = 'Webhooks'
const params = z.object({ id: z.uuid() })
const secret = z.string().meta({ description: 'Shown this once. Signatures are made with it.' })

export const webhookRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhooks',
    summary: 'Where others hear of every change of consent, and whether they do',
    tag,
    access: ['privacy_officer'],
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          url: z.string(),
          createdAt: z.iso.datetime(),
          stoppedAt: z.iso.datetime().nullable(),
          failures: z.int().meta({ description: 'In a row; it rests after each.' }),
          restsUntil: z.iso.datetime().nullable(),
          isReplaying: z.boolean(),
          waiting: z.int(),
          dead: z.int().meta({ description: 'Taken by nobody in five days.' }),
          lastDeliveredAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
    handle: async ({ db }) => ({ items: await listWebhooks(db) }),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    summary: 'Register a webhook; its secret is in this one answer',
    tag,
    access: [],
    body: z.strictObject({ name: z.string().trim().min(1).max(80), url: z.string().trim().max(2000) }),
    response: z.object({ id: z.uuid(), secret }),
    status: 201,
    handle: ({ db, now, services }, { body }) => createWebhook(db, body, services.config, now),
  }),
  route({
    method: 'delete',
    path: '/webhooks/{id}',
    summary: 'Remove a webhook with all that was meant for it',
    tag,
    access: [],
    params,
    handle: ({ db }, { params: { id } }) => removeWebhook(db, id),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/secret',
    summary: 'Make a new secret; the former signs beside it for a day',
    tag,
    access: [],
    params,
    response: z.object({ secret }),
    handle: async ({ db, now, services }, { params: { id } }) => ({
      secret: await changeSecret(db, id, services.config, now),
    }),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/stop',
    summary: 'Stop a webhook, or start it again',
    tag,
    access: [],
    params,
    body: z.strictObject({ isStopped: z.boolean() }),
    handle: ({ db, now }, { params: { id }, body }) => stopWebhook(db, id, body.isStopped, now),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/test',
    summary: 'Send a signed message of type webhook.test now, and see what comes back',
    tag,
    access: [],
    params,
    response: z.object({ isTaken: z.boolean(), status: z.int().nullable(), answer: z.string() }),
    handle: ({ db, now, services }, { params: { id } }) => testWebhook(db, id, services.config, now),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/replay',
    summary: 'Tell again every entry that was recorded since a moment',
    tag,
    access: [],
    params,
    body: z.strictObject({ since: z.iso.datetime() }),
    response: z.object({ entries: z.int().meta({ description: 'How many at most; they go out in the background.' }) }),
    status: 202,
    handle: ({ db }, { params: { id }, body }) => beginReplay(db, id, new Date(body.since)),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/retry',
    summary: 'Try again what nobody took in five days',
    tag,
    access: [],
    params,
    response: z.object({ entries: z.int() }),
    status: 202,
    handle: async ({ db, now }, { params: { id } }) => ({ entries: await reviveDead(db, id, now) }),
  }),
  route({
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    summary: 'The last messages of a webhook and what became of them',
    tag,
    access: ['privacy_officer'],
    params,
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({
      items: z.array(
        z.object({
          contactId: z.uuid(),
          seq: z.int(),
          type: z.string(),
          purpose: z.string().nullable(),
          channel: z.string().nullable(),
          status: z.enum(['pending', 'delivered', 'dead']),
          enqueuedAt: z.iso.datetime(),
          dueAt: z.iso.datetime(),
          attempts: z.int(),
          finishedAt: z.iso.datetime().nullable(),
          answer: z.string().nullable().meta({ description: 'The last answer, in a few words.' }),
        }),
      ),
    }),
    handle: async ({ db }, { params: { id }, query }) => ({ items: await listDeliveries(db, id, query.limit) }),
  }),
]
