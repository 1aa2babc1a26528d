// Relays and their limits over HTTP: an administrator changes them, whoever works with mails sees how they fare.
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { findLimits, findRelays } from './find-relays.ts'
import { changeLimit, createLimit, removeLimit } from './manage-limits.ts'
import { changeRelay, createRelay, removeRelay, stopRelay, weighRelay } from './manage-relays.ts'
import { ENCRYPTIONS } from './relay-options.ts'
import { tryRelay } from './try-relay.ts'

const tag = 'Sending'
const params = z.object({ id: z.uuid() })
const count = z.int().min(0)
const weight = z.int().min(1).max(100)

const relay = z
  .object({
    id: z.uuid(),
    kind: z.enum(['stored', 'environment', 'mailbox']),
    name: z.string(),
    host: z.string().nullable(),
    port: z.int().nullable(),
    encryption: z.enum(ENCRYPTIONS).nullable(),
    authority: z.string().nullable(),
    username: z.string().nullable(),
    hasPassword: z.boolean().meta({ description: 'The password itself is never answered.' }),
    weight,
    stoppedAt: z.iso.datetime().nullable(),
    state: z.enum(['off', 'absent', 'resting', 'failing', 'well']).meta({
      description: 'resting: left alone after faults in a row. absent: the server has no SMTP_URL.',
    }),
    restsUntil: z.iso.datetime().nullable(),
    lastFault: z.string().nullable(),
    lastFaultAt: z.iso.datetime().nullable(),
    today: z
      .object({ sent: count, later: count, refused: count, faults: count })
      .meta({ description: 'What became of its messages on this day (UTC).' }),
  })
  .meta({ id: 'MailRelay' })

const relayChange = z.strictObject({
  name: z.string().trim().min(1).max(80),
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  encryption: z.enum(ENCRYPTIONS).meta({
    description: 'tls: from the first byte. starttls: before anything is said. none: in the clear, without a login.',
  }),
  authority: z
    .string()
    .trim()
    .regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----$/, 'Paste the certificate as PEM, whole.')
    .max(20_000)
    .nullable()
    .default(null)
    .meta({ description: 'Of an authority of your own; then its certificates alone are believed.' }),
  username: z.string().min(1).max(200).nullable().default(null),
  password: z.string().min(1).max(1000).nullable().optional().meta({ description: 'Left out: the one that is there.' }),
  weight: weight.default(1),
})

const limitFields = {
  relayId: z.uuid().nullable().default(null).meta({ description: 'Null: all relays together.' }),
  domains: z
    .array(
      z
        .string()
        .trim()
        .regex(/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i, 'Write domains such as gmail.com.'),
    )
    .max(50)
    .default([])
    .meta({ description: 'Behind the @ of those who receive; none: everybody.' }),
  perSecond: z.int().min(1).max(100_000).nullable().default(null),
  perHour: z.int().min(20).max(100_000_000).nullable().default(null),
  perDay: z.int().min(1).max(1_000_000_000).nullable().default(null),
  warmUp: z
    .strictObject({
      first: z.int().min(1).max(10_000_000),
      growth: z.int().min(1).max(300).meta({ description: 'Percent, after each day that used at least half.' }),
    })
    .nullable()
    .default(null),
}
const limit = z
  .object({
    id: z.uuid(),
    relayId: z.uuid().nullable(),
    domains: z.array(z.string()),
    perSecond: z.int().nullable(),
    perHour: z.int().nullable(),
    perDay: z.int().nullable(),
    warmUp: z.object({ first: z.int(), growth: z.int(), since: z.iso.date() }).nullable(),
    usedToday: z.int(),
    ceiling: z.int().nullable().meta({ description: 'The most of this day (UTC); null: no day is counted.' }),
  })
  .meta({ id: 'RelayLimit' })

export const relayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/sending/relays',
    summary: 'The mail relays, how each fares and what went through it today, and their limits',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({ relays: z.array(relay), limits: z.array(limit) }),
    handle: async ({ db, now, services }) => ({
      relays: await findRelays(db, services.config, now),
      limits: await findLimits(db, now),
    }),
  }),
  route({
    method: 'post',
    path: '/sending/relays',
    summary: 'Add a mail relay; workers use it within seconds',
    tag,
    access: [],
    body: relayChange,
    response: z.object({ id: z.uuid() }),
    status: 201,
    handle: ({ db, now, services }, { body }) => createRelay(db, body, services.config, now),
  }),
  route({
    method: 'put',
    path: '/sending/relays/{id}',
    summary: 'Change a mail relay',
    tag,
    access: [],
    params,
    body: relayChange,
    handle: ({ db, services }, { params: { id }, body }) => changeRelay(db, id, body, services.config),
  }),
  route({
    method: 'put',
    path: '/sending/relays/{id}/weight',
    summary: 'How large the part of a relay is, against the weights of the others',
    tag,
    access: [],
    params,
    body: z.strictObject({ weight }),
    handle: ({ db }, { params: { id }, body }) => weighRelay(db, id, body.weight),
  }),
  route({
    method: 'post',
    path: '/sending/relays/{id}/stop',
    summary: 'Switch a relay off, or on again; what waits goes another way',
    tag,
    access: [],
    params,
    body: z.strictObject({ isStopped: z.boolean() }),
    handle: ({ db, now }, { params: { id }, body }) => stopRelay(db, id, body.isStopped, now),
  }),
  route({
    method: 'post',
    path: '/sending/relays/{id}/test',
    summary: 'Connect, encrypt, log in and leave, and see whether that works; no mail is sent',
    tag,
    access: [],
    params,
    response: z.object({
      isIn: z.boolean(),
      answer: z.string().meta({ description: 'TLS where it was encrypted; else what stood in the way.' }),
    }),
    handle: ({ db, services }, { params: { id } }) => tryRelay(db, id, services.config),
  }),
  route({
    method: 'delete',
    path: '/sending/relays/{id}',
    summary: 'Remove a relay with its limits; what waits goes another way',
    tag,
    access: [],
    params,
    handle: ({ db }, { params: { id } }) => removeRelay(db, id),
  }),
  route({
    method: 'post',
    path: '/sending/limits',
    summary: 'Limit how much goes out, by one relay or by all, to some domains or to everybody',
    tag,
    access: [],
    body: z.strictObject(limitFields),
    response: z.object({ id: z.uuid() }),
    status: 201,
    handle: ({ db, now }, { body }) => createLimit(db, body, now),
  }),
  route({
    method: 'put',
    path: '/sending/limits/{id}',
    summary: 'Change a limit; what was used today stays counted',
    tag,
    access: [],
    params,
    body: z.strictObject(limitFields),
    handle: ({ db, now }, { params: { id }, body }) => changeLimit(db, id, body, now),
  }),
  route({
    method: 'delete',
    path: '/sending/limits/{id}',
    summary: 'Remove a limit',
    tag,
    access: [],
    params,
    handle: ({ db }, { params: { id } }) => removeLimit(db, id),
  }),
]
