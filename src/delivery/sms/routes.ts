// Gateways for SMS over HTTP: an administrator changes them, whoever works with messages sees how they fare.
import { z } from 'zod'
import { reachOf } from '../../consent/index.ts'
import { type Route, route } from '../../platform/index.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import { countCameBySms } from '../inbound/find-inbound.ts'
import { removeRelay, stopRelay } from '../relays/manage-relays.ts'
import { findGateways, findSmsSenders } from './find-gateways.ts'
import { GATEWAYS } from './gateway.ts'
import { changeGateway, createGateway } from './manage-gateways.ts'
import { saveSmsSender } from './sms-sender.ts'

const tag = 'Sending'
const params = z.object({ id: z.uuid() })
const count = z.int().min(0)
const at = z.iso.datetime().nullable()
const weight = z.int().min(1).max(100)
const perSecond = z.int().min(1).max(100_000).nullable()
const perDay = z.int().min(1).max(1_000_000_000).nullable()
const secret = z.string().trim().min(1).max(1000)

const gateway = z
  .object({
    id: z.uuid(),
    name: z.string(),
    gateway: z.enum(GATEWAYS),
    url: z.string(),
    account: z.string().nullable(),
    ...{ weight, perSecond, perDay },
    stoppedAt: at,
    state: z.enum(['off', 'resting', 'failing', 'well']).meta({ description: 'resting: left alone after faults.' }),
    restsUntil: at,
    lastFault: z.string().nullable(),
    lastFaultAt: at,
    today: z.object({ sent: count, later: count, refused: count, faults: count }),
    callUrl: z.string().meta({ description: 'Where it tells what became of a message, and what was answered.' }),
    takesCalls: z.boolean().meta({ description: 'Its calls can be proved. The secret itself is never answered.' }),
    heardAt: at,
    refusedAt: at.meta({ description: 'When something came that was not proved to be its own.' }),
  })
  .meta({ id: 'SmsGateway' })

const gatewayChange = z.strictObject({
  name: z.string().trim().min(1).max(80),
  gateway: z.enum(GATEWAYS),
  url: z.string().trim().min(1).max(500),
  account: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: 'Of Twilio the account SID.' }),
  token: secret.optional().meta({ description: 'Left out: the one that is there.' }),
  callSecret: secret.nullable().optional().meta({
    description: 'What it signs its calls with. Left out: the one that is there. Twilio signs with the token.',
  }),
  weight: weight.default(1),
  perSecond: perSecond.default(null),
  perDay: perDay.default(null),
})

const meansOf = (config: PlatformConfig) => ({ secretKey: config.secretKey, reach: reachOf(config) })

export const gatewayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sending/gateways',
    summary: 'The gateways for SMS, how each fares and what went through it today, and from whom the SMS come',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({
      gateways: z.array(gateway),
      senders: z.array(
        z.object({
          brandId: z.uuid(),
          brand: z.string(),
          sender: z.string().nullable(),
          takesAnswers: z.boolean(),
        }),
      ),
      came: z
        .array(z.object({ outcome: z.string(), count: z.int() }))
        .meta({ description: 'What was told and answered in 30 days; by whom is not counted.' }),
    }),
    handle: async ({ db, now, services }) => ({
      gateways: await findGateways(db, services.config.publicUrl, now),
      senders: await findSmsSenders(db),
      came: await countCameBySms(db, now),
    }),
  }),
  route({
    method: 'post',
    path: '/sending/gateways',
    summary: 'Add a gateway for SMS; workers use it within seconds',
    tag,
    access: [],
    body: gatewayChange,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handle: ({ db, now, services }, { body }) => createGateway(db, body, meansOf(services.config), now),
  }),
  route({
    method: 'put',
    path: '/sending/gateways/{id}',
    summary: 'Change a gateway',
    tag,
    access: [],
    params,
    body: gatewayChange,
    handle: ({ db, now, services }, { params: { id }, body }) =>
      changeGateway(db, id, body, meansOf(services.config), now),
  }),
  route({
    method: 'post',
    path: '/sending/gateways/{id}/stop',
    summary: 'Switch a gateway off, or on again; what waits goes another way, or waits',
    tag,
    access: [],
    params,
    body: z.strictObject({ isStopped: z.boolean() }),
    handle: ({ db, now }, { params: { id }, body }) => stopRelay(db, id, body.isStopped, now),
  }),
  route({
    method: 'delete',
    path: '/sending/gateways/{id}',
    summary: 'Remove a gateway; what waits goes another way, or waits',
    tag,
    access: [],
    params,
    handle: ({ db }, { params: { id } }) => removeRelay(db, id),
  }),
  route({
    method: 'put',
    path: '/sending/sms-senders/{id}',
    summary: 'From whom the SMS of a sender come: a name, or a number that may take answers; null takes it away',
    tag,
    access: [],
    params,
    body: z.strictObject({
      sender: z
        .strictObject({ sender: z.string().trim().min(1).max(20), takesAnswers: z.boolean().default(false) })
        .nullable(),
    }),
    handle: ({ db }, { params: { id }, body }) => saveSmsSender(db, id, body.sender),
  }),
]
