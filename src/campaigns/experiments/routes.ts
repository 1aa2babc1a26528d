// Experiments over HTTP: plan, look, decide.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Route, route } from '../../platform/index.ts'
import { ownText } from '../schemas.ts'
import { chooseVariant } from './decide-experiments.ts'
import { findExperiment } from './find-experiment.ts'
import { EXPERIMENT_KINDS, MOST_VARIANTS, removeExperiment, saveExperiment } from './save-experiment.ts'

const tag = 'Campaigns'
const mayLook = ['marketer', 'privacy_officer'] as const
const params = z.object({ id: z.uuid() })
/** Two weeks: what is sent later is another mail. */
const LONGEST_DELAY_MINUTES = 20_160
const LONGEST_MJML = 500_000

const plan = z.object({
  kind: z.enum(EXPERIMENT_KINDS).meta({ description: 'What differs; hold_out: nothing, only some get none.' }),
  metric: z
    .enum(['clicked', 'converted'])
    .meta({ description: 'What is compared: clicks, or the goal of the campaign.' }),
  testShare: z.int().min(1).max(100).meta({ description: 'Percent, after the hold-out, on whom the ways are tried.' }),
  holdOutShare: z.int().min(0).max(50).meta({ description: 'Percent of the audience that gets nothing.' }),
  deadlineHours: z.int().min(1).max(336).meta({ description: 'After so many hours the rest is sent, decided or not.' }),
})
const differs = {
  subject: z.string().max(500).nullable(),
  preheader: z.string().max(500).nullable(),
  mjml: z.string().max(LONGEST_MJML).nullable(),
  ...ownText,
  senderName: z.string().trim().max(200).nullable(),
  delayMinutes: z.int().min(0).max(LONGEST_DELAY_MINUTES),
}
const interval = z
  .object({ estimate: z.number(), from: z.number(), to: z.number() })
  .meta({ description: 'Of a difference of shares (0.01 is a point); it holds however often one looks.' })
const arm = { people: z.int(), successes: z.int() }
const at = z.iso.datetime().nullable()

export const experimentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/experiment',
    summary: 'The experiment of a campaign, and what it has brought so far',
    tag,
    access: mayLook,
    params,
    response: z.object({
      experiment: plan
        .extend({
          state: z.enum(['planned', 'testing', 'decided']),
          winner: z.int().nullable(),
          decidedBy: z.enum(['evidence', 'deadline', 'person']).nullable(),
          decidedAt: at,
          deadlineAt: at,
          variants: z.array(
            z.object({ position: z.int(), letter: z.string(), ...differs, ...arm, difference: interval.nullable() }),
          ),
          waiting: z.int().meta({ description: 'In line until it is decided.' }),
          heldOut: z.object(arm).nullable(),
          got: z.object(arm).nullable(),
          effect: interval.nullable(),
          fewest: z.int().meta({ description: 'People in each way before anything is decided.' }),
        })
        .nullable(),
    }),
    handle: async ({ db }, { params: { id } }) => ({ experiment: await findExperiment(db, id) }),
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/experiment',
    summary: 'Plan an experiment for a draft; the campaign as it is, is its first way',
    tag,
    access: ['marketer'],
    params,
    body: plan.extend({ others: z.array(z.strictObject(differs).partial()).max(MOST_VARIANTS - 1) }).strict(),
    handle: async ({ db }, { params: { id }, body }) => {
      await saveExperiment(db, id, body, new Uint8Array(randomBytes(32)))
      return undefined
    },
  }),
  route({
    method: 'delete',
    path: '/campaigns/{id}/experiment',
    summary: 'Take the plan of an experiment away',
    tag,
    access: ['marketer'],
    params,
    handle: async ({ db }, { params: { id } }) => {
      await removeExperiment(db, id)
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/experiment/choose',
    summary: 'Decide an experiment that is being tried; the rest of the audience gets that way',
    tag,
    access: ['marketer'],
    params,
    body: z.strictObject({ position: z.int().min(0) }),
    handle: async ({ db, now }, { params: { id }, body: { position } }) => {
      await chooseVariant(db, id, position, now)
      return undefined
    },
  }),
]
