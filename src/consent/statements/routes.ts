// The interface for other systems (docs/consent-api.md): report what was said elsewhere, read the history and what stands.
import { z } from 'zod'
import { type Route, route } from '../../platform/http.ts'
import { CHANNELS, DECISION_REASONS } from '../words.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { listHistory, listStanding } from './list-statements.ts'
import { recordStatements } from './record-statements.ts'
import { MOST_STATEMENTS, statement, statementsAnswer } from './statement.ts'

const tag = 'Consent API'
const access = ['marketer', 'privacy_officer'] as const
const limit = z.coerce.number().int().min(1).max(500).default(100)
export const statementRoutes: Route[] = [
  route({
    method: 'post',
    path: '/consents',
    summary: 'Report what people have said elsewhere; needs the header Idempotency-Key',
    tag,
    access,
    bodyLimit: '2mb',
    body: z.strictObject({ statements: z.array(statement).min(1).max(MOST_STATEMENTS) }),
    response: statementsAnswer,
    handle: ({ db, now, user }, { body, request }) => {
      const key = readIdempotencyKey(request.get('idempotency-key'))
      return recordStatements(db, { caller: { id: user.id, name: user.name }, key, ...body }, now)
    },
  }),
  route({
    method: 'get',
    path: '/consents',
    summary: 'Everything that was said, in the order of the log; pass `after` back to go on',
    tag,
    access,
    query: z.object({
      after: z.coerce.number().int().min(-1).max(2_147_483_647).default(-1),
      contactId: z.uuid().optional(),
      limit,
    }),
    response: z.object({
      items: z.array(
        z.object({
          place: z.int(),
          contactId: z.uuid(),
          seq: z.int(),
          type: z.string(),
          purposeId: z.uuid().nullable(),
          purpose: z.string().nullable().meta({ description: 'The key of the purpose.' }),
          channel: z.enum(CHANNELS).nullable(),
          occurredAt: z.iso.datetime(),
          recordedAt: z.iso.datetime(),
          expiresAt: z.iso.datetime().nullable(),
          method: z.string(),
          actor: z.string(),
          textId: z.uuid().nullable(),
        }),
      ),
      after: z.int().meta({ description: 'Pass it back for what comes next, now or later.' }),
    }),
    handle: ({ db }, { query }) => listHistory(db, query),
  }),
  route({
    method: 'get',
    path: '/consents/standing',
    summary: 'Who has said what about one purpose on one channel, and what may be done now',
    tag,
    access,
    query: z.object({ purposeId: z.uuid(), channel: z.enum(CHANNELS), after: z.uuid().optional(), limit }),
    response: z.object({
      items: z.array(
        z.object({
          contactId: z.uuid(),
          state: z.enum(['requested', 'collected', 'given', 'customer', 'refused', 'withdrawn', 'expired']),
          since: z.iso.datetime(),
          expiresAt: z.iso.datetime().nullable(),
          seq: z.int(),
          isAllowed: z.boolean(),
          reason: z.enum(DECISION_REASONS),
          ruleVersion: z.string(),
        }),
      ),
      after: z.uuid().nullable().meta({ description: 'Pass it back for the next page; null on the last.' }),
    }),
    handle: ({ db, now }, { query }) => listStanding(db, query, now),
  }),
]
