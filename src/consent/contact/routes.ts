// One contact's consent over HTTP: the grid, the ledger, the decision with its reasons, and what colleagues enter.
import { z } from 'zod'
import { DomainError, found } from '../../platform/errors.ts'
import { type Route, route } from '../../platform/http.ts'
import { findConsentGrid } from '../find-consent-grid.ts'
import { FREQUENCIES, findFrequencies } from '../frequency.ts'
import { MARK_STATES, markState } from '../mark-state.ts'
import { requireSight } from '../seller-sight.ts'
import { CHANNELS, DECISION_REASONS, isYes } from '../words.ts'
import type { DecisionLanguage } from './decision-words.ts'
import { enterConsent, enteredConsent } from './enter-consent.ts'
import { explainDecision } from './explain-decision.ts'
import { findDecisions } from './find-decisions.ts'
import { findLedger } from './find-ledger.ts'

const id = z.object({ id: z.uuid() })
const tag = 'Consent'
const EVERYBODY = ['marketer', 'seller', 'privacy_officer'] as const

/** The language of sentences for colleagues: Norwegian where the browser asks for it first, else English. */
const languageOf = (header: string | undefined): DecisionLanguage => (/^(nb|nn|no)\b/i.test(header ?? '') ? 'nb' : 'en')

export const contactConsentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/contacts/{id}/consent',
    summary: 'What a contact has said, purpose by channel, and what we may do',
    tag,
    access: EVERYBODY,
    params: id,
    response: z.object({
      purposes: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string(), kind: z.string() })),
      channels: z.array(z.enum(CHANNELS)),
      cells: z.array(
        z.object({
          purposeId: z.uuid(),
          channel: z.enum(CHANNELS),
          state: z.enum(MARK_STATES).meta({ description: 'The form of the consent mark.' }),
          reason: z.enum(DECISION_REASONS),
          isAllowed: z.boolean(),
          at: z.iso.datetime().nullable(),
          until: z.iso.datetime().nullable(),
          seq: z.int().nullable().meta({ description: 'The entry of the ledger that it rests on.' }),
        }),
      ),
      leftOut: z.array(
        z.object({
          topicId: z.uuid(),
          purposeId: z.uuid(),
          name: z.string(),
          purpose: z.string(),
          at: z.iso.datetime(),
        }),
      ),
      frequencies: z.array(
        z.object({ brandId: z.uuid(), brand: z.string(), frequency: z.enum(FREQUENCIES), since: z.iso.datetime() }),
      ),
    }),
    handle: async ({ db, now, user }, { params }) => {
      await requireSight(db, user, params.id, now)
      found(await db.contact.findUnique({ where: { id: params.id }, select: { id: true } }), 'contact')
      const { purposes, cells, topics } = await findConsentGrid(db, params.id, { at: now })
      return {
        purposes: purposes.map((purpose) => ({
          id: purpose.id,
          key: purpose.key,
          name: purpose.name,
          kind: purpose.kind,
        })),
        channels: CHANNELS.filter((channel) => cells.some((cell) => cell.channel === channel)),
        cells: cells.map(({ purposeId, channel, reason, since, expiresAt, seq }) => ({
          purposeId,
          channel,
          state: markState(reason, expiresAt, now),
          reason,
          isAllowed: isYes(reason),
          at: since,
          until: expiresAt,
          seq,
        })),
        leftOut: topics.flatMap(({ id: topicId, purposeId, name, leftOutSince }) =>
          leftOutSince === null
            ? []
            : [
                {
                  topicId,
                  purposeId,
                  name,
                  purpose: purposes.find((one) => one.id === purposeId)?.name ?? '',
                  at: leftOutSince,
                },
              ],
        ),
        frequencies: await findFrequencies(db, params.id),
      }
    },
  }),
  route({
    method: 'post',
    path: '/contacts/{id}/consent',
    summary: 'Enter what a person has said on the phone, on paper or face to face',
    tag,
    access: EVERYBODY,
    params: id,
    body: enteredConsent,
    response: z.object({
      removed: z.int().meta({ description: 'Messages that were ready and have been removed.' }),
      onTheirWay: z.int().meta({ description: 'Messages that had begun before and may arrive.' }),
    }),
    handle: ({ db, now, user }, { params, body }) => {
      if (user.role === 'seller' && body.change === 'given')
        throw new DomainError(
          'not_allowed',
          'A seller can enter a no. A yes is entered by marketing or the privacy officer.',
        )
      return enterConsent(db, params.id, body, { id: user.id, name: user.name }, now)
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/decision',
    summary: 'May we, and why: the decision as it would be made now',
    tag,
    access: EVERYBODY,
    params: id,
    query: z.object({ purposeId: z.uuid(), channel: z.enum(CHANNELS) }),
    response: z.object({
      person: z.object({ id: z.uuid(), name: z.string(), detail: z.string().nullable() }),
      isAllowed: z.boolean(),
      reason: z.enum(DECISION_REASONS),
      state: z.enum(MARK_STATES),
      answer: z.string(),
      checks: z.array(
        z.object({ result: z.enum(['passed', 'decided', 'skipped']), title: z.string(), detail: z.string() }),
      ),
      said: z.array(z.object({ at: z.iso.datetime(), state: z.enum(MARK_STATES), text: z.string() })),
      saidHeading: z.string(),
      rules: z.string(),
      next: z.string().nullable(),
      at: z.iso.datetime(),
    }),
    handle: async ({ db, now, user }, { params, query, request }) => {
      await requireSight(db, user, params.id, now)
      return explainDecision(db, {
        contactId: params.id,
        ...query,
        at: now,
        language: languageOf(request.get('accept-language')),
      })
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/decisions',
    summary: 'May we, and why, at any moment that has passed: every purpose and channel as it was known then',
    tag,
    access: EVERYBODY,
    params: id,
    query: z.object({ at: z.iso.datetime().optional().meta({ description: 'Now unless told; never in the future.' }) }),
    response: z.object({
      at: z.iso.datetime(),
      items: z.array(
        z.object({
          purpose: z.object({ id: z.uuid(), key: z.string(), name: z.string() }),
          channel: z.enum(CHANNELS),
          isAllowed: z.boolean(),
          reason: z.enum(DECISION_REASONS),
          state: z.enum(MARK_STATES),
          answer: z.string(),
          ruleVersion: z.string().meta({ description: 'The rules of the country that held then.' }),
          since: z.iso.datetime().nullable(),
          expiresAt: z.iso.datetime().nullable(),
          entry: z
            .object({ seq: z.int(), type: z.string(), occurredAt: z.iso.datetime(), recordedAt: z.iso.datetime() })
            .nullable()
            .meta({ description: 'The entry of the ledger that it rests on.' }),
          text: z
            .object({ id: z.uuid(), language: z.string(), version: z.int(), name: z.string(), text: z.string() })
            .nullable()
            .meta({ description: 'The words that were shown.' }),
        }),
      ),
    }),
    handle: async ({ db, now, user }, { params, query, request }) => {
      await requireSight(db, user, params.id, now)
      const at = query.at === undefined ? now : new Date(query.at)
      return findDecisions(db, params.id, { at, language: languageOf(request.get('accept-language')) }, now)
    },
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/ledger',
    summary: 'Every entry of a contact’s ledger with its evidence, and whether the chain holds',
    tag,
    access: ['marketer', 'privacy_officer'],
    params: id,
    response: z.object({
      items: z.array(
        z.object({
          seq: z.int(),
          type: z.string(),
          purpose: z.object({ id: z.uuid(), name: z.string() }).nullable(),
          channel: z.string().nullable(),
          occurredAt: z.iso.datetime(),
          recordedAt: z.iso.datetime(),
          method: z.string(),
          actor: z.string(),
          expiresAt: z.iso.datetime().nullable(),
          text: z
            .object({ id: z.uuid(), language: z.string(), version: z.int(), name: z.string(), text: z.string() })
            .nullable(),
          hash: z.string(),
          number: z.string(),
          evidence: z.unknown(),
        }),
      ),
      fault: z
        .object({ seq: z.int(), fault: z.string() })
        .nullable()
        .meta({ description: 'The first entry that does not hold; null where the whole chain does.' }),
    }),
    handle: ({ db }, { params }) => findLedger(db, params.id),
  }),
]
