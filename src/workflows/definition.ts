// What a workflow is: who comes in, and the steps. JSON with a version of its own, so that what was published years ago
// can still be read. A draft may have gaps (null); check-definition.ts says what must be filled before publishing.
import { z } from 'zod'
import { CHANNELS } from '../consent/index.ts'
import { askConsentSchema } from './steps/ask-consent.ts'
import { branchSchema } from './steps/branch.ts'
import { endSchema } from './steps/end.ts'
import { handToSalesSchema } from './steps/hand-to-sales.ts'
import { sendCampaignSchema } from './steps/send-campaign.ts'
import { waitSchema } from './steps/wait.ts'

export const stepSchema = z.discriminatedUnion('kind', [
  waitSchema,
  branchSchema,
  sendCampaignSchema,
  askConsentSchema,
  handToSalesSchema,
  endSchema,
])
export type Step = z.infer<typeof stepSchema>

export const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('form.submitted'), formKey: z.string().max(100) }),
  z.strictObject({ kind: z.literal('consent.given'), purposeId: z.uuid().nullable(), channel: z.enum(CHANNELS) }),
  z.strictObject({
    kind: z.literal('consent.ending'),
    purposeId: z.uuid().nullable(),
    channel: z.enum(CHANNELS),
    days: z.int().min(1).max(60),
  }),
  z.strictObject({ kind: z.literal('score.crossed'), threshold: z.int().min(1).max(10_000) }),
])
export type Trigger = z.infer<typeof triggerSchema>

/** Steps in one workflow: more than anybody can follow on a canvas. */
const STEPS_MAX = 100
const TRIGGERS_MAX = 10

export const definitionSchema = z
  .strictObject({
    format: z.literal(1),
    triggers: z.array(triggerSchema).max(TRIGGERS_MAX),
    /** Whether somebody who has left may come in again. */
    reentry: z.enum(['once', 'again']),
    start: z.string().nullable(),
    steps: z
      .record(z.string().regex(/^[a-z0-9_-]{1,40}$/, 'A step is named by letters a-z, digits, - and _.'), stepSchema)
      .refine((steps) => Object.keys(steps).length <= STEPS_MAX, `A workflow has at most ${STEPS_MAX} steps.`),
  })
  .meta({ id: 'WorkflowDefinition' })
export type Definition = z.infer<typeof definitionSchema>

/** What a new workflow begins with: nobody comes in, and there is a way out. */
export const emptyDefinition = (): Definition => ({
  format: 1,
  triggers: [],
  reentry: 'once',
  start: 'end',
  steps: { end: { kind: 'end' } },
})

/** Where a step leads; null for a way that leads nowhere yet. An end leads nowhere on purpose and has no exits. */
export function exitsOf(step: Step): (string | null)[] {
  if (step.kind === 'end') return []
  if (step.kind === 'branch') return [...step.branches.map((branch) => branch.next), step.otherwise]
  return [step.next]
}

/** The step that is there under this key in the graph; undefined where there is none (also for null). */
export const stepAt = (definition: Definition, key: string | null): Step | undefined =>
  key !== null && Object.hasOwn(definition.steps, key) ? definition.steps[key] : undefined
