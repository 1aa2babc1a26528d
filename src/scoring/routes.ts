// Scoring over HTTP: the ranking, the account of one person, and the rules behind both.
import { z } from 'zod'
import { requireSight, sightOf } from '../consent/index.ts'
import { type Route, route } from '../platform/index.ts'
import { changeHalfLife, readModel } from './change-model.ts'
import { explainScore } from './explain-score.ts'
import { listRanking } from './list-ranking.ts'
import { previewRule } from './preview-rule.ts'
import { changeRule, createRule, listRules, retireRule } from './save-rule.ts'
import {
  modelAnswer,
  modelInput,
  previewAnswer,
  rankingAnswer,
  rankingQuery,
  ruleAnswer,
  ruleInput,
  scoreAnswer,
} from './schemas.ts'

const tag = 'Scoring'
const byId = z.object({ id: z.uuid() })

export const scoringRoutes: Route[] = [
  route({
    method: 'get',
    path: '/ranking',
    summary: 'Who is keenest now, with the reasons and whether sales may have them. A seller finds those they may see',
    tag,
    access: ['marketer', 'seller'],
    query: rankingQuery,
    response: rankingAnswer,
    handle: async ({ db, now, user }, { query }) => ({
      items: await listRanking(db, { ...query, seenBy: sightOf(user) }, now),
    }),
  }),
  route({
    method: 'get',
    path: '/contacts/{id}/score',
    summary: 'Why somebody scores what they score, as an account that adds up',
    tag,
    access: ['marketer', 'seller', 'privacy_officer'],
    params: byId,
    response: scoreAnswer,
    handle: async ({ db, now, user }, { params }) => {
      await requireSight(db, user, params.id, now)
      return explainScore(db, params.id, now)
    },
  }),
  route({
    method: 'get',
    path: '/scoring/rules',
    summary: 'The rules in force',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: z.object({ items: z.array(ruleAnswer) }),
    handle: async ({ db }) => ({ items: await listRules(db) }),
  }),
  route({
    method: 'post',
    path: '/scoring/rules',
    summary: 'Make a rule; everybody is counted again',
    tag,
    access: ['marketer'],
    body: ruleInput,
    response: ruleAnswer,
    status: 201,
    handle: ({ db }, { body }) => createRule(db, body),
  }),
  route({
    method: 'post',
    path: '/scoring/rules/preview',
    summary: 'What a rule would do to whom, without doing it',
    tag,
    access: ['marketer'],
    body: z.strictObject({ rule: ruleInput, replaces: z.uuid().optional() }),
    response: previewAnswer,
    handle: ({ db, now }, { body }) => previewRule(db, body.rule, body.replaces, now),
  }),
  route({
    method: 'put',
    path: '/scoring/rules/{id}',
    summary: 'Put a changed rule in the place of this one; everybody is counted again',
    tag,
    access: ['marketer'],
    params: byId,
    body: ruleInput,
    response: ruleAnswer,
    handle: ({ db, now }, { params, body }) => changeRule(db, params.id, body, now),
  }),
  route({
    method: 'delete',
    path: '/scoring/rules/{id}',
    summary: 'Retire a rule; what it gave is taken away',
    tag,
    access: ['marketer'],
    params: byId,
    handle: async ({ db, now }, { params }) => {
      await retireRule(db, params.id, now)
      return undefined
    },
  }),
  route({
    method: 'get',
    path: '/scoring/model',
    summary: 'How heat cools, and which totals somebody waits for',
    tag,
    access: ['marketer', 'privacy_officer'],
    response: modelAnswer,
    handle: ({ db }) => readModel(db),
  }),
  route({
    method: 'put',
    path: '/scoring/model',
    summary: 'Set the half-life of heat; every score is summed anew',
    tag,
    access: ['marketer'],
    body: modelInput,
    response: modelAnswer,
    handle: async ({ db }, { body }) => {
      await changeHalfLife(db, body.halfLifeDays)
      return readModel(db)
    },
  }),
]
