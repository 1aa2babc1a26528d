// Workflows over HTTP: draft, publish, pause, and the numbers with the people behind them.
import { z } from 'zod'
import { MARK_STATES } from '../consent/index.ts'
import { type Route, route } from '../platform/index.ts'
import { readerLanguage } from '../segments/index.ts'
import { campaignsAfter, countSteps } from './count-steps.ts'
import { definitionSchema } from './definition.ts'
import { createWorkflow, saveDraft } from './edit-workflow.ts'
import { findPeople, SHOWN } from './find-people.ts'
import { getVersion, getWorkflow, listChoices, listWorkflows } from './get-workflow.ts'
import { pauseWorkflow, publishWorkflow, resumeWorkflow, retryParked } from './publish-workflow.ts'

const tag = 'Workflows'
const access = ['marketer'] as const
const params = z.object({ id: z.uuid() })
const ofVersion = z.object({ version: z.coerce.number().int().min(1) })
const name = z.string().trim().min(1).max(200)
const status = z.enum(['draft', 'published', 'paused'])

const problemSchema = z.object({
  level: z.enum(['error', 'warning']),
  step: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
})
const workflowSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    status,
    draft: definitionSchema,
    updatedAt: z.iso.datetime(),
    problems: z.array(problemSchema),
    isChanged: z.boolean(),
    versions: z.array(
      z.object({
        version: z.int(),
        publishedAt: z.iso.datetime(),
        publishedBy: z.string().nullable(),
        here: z.int(),
      }),
    ),
  })
  .meta({ id: 'Workflow' })
const lineSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  status,
  version: z.int().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  isChanged: z.boolean(),
  entered: z.int(),
  here: z.int(),
  parked: z.int(),
})
const stepNumbersSchema = z.object({
  came: z.int(),
  here: z.int(),
  parked: z.int(),
  out: z.array(z.object({ outcome: z.string(), next: z.string(), count: z.int() })),
  left: z.array(z.object({ outcome: z.string(), count: z.int() })),
  mail: z.object({ sent: z.int(), waiting: z.int(), notAllowed: z.int(), failed: z.int() }).nullable(),
  outlived: z.int(),
})

export const workflowRoutes: Route[] = [
  route({
    method: 'get',
    path: '/workflows',
    summary: 'All workflows with how many people are on their way',
    tag,
    access,
    response: z.object({ items: z.array(lineSchema), total: z.int() }),
    handle: async ({ db }) => {
      const items = await listWorkflows(db)
      return { items, total: items.length }
    },
  }),
  route({
    method: 'post',
    path: '/workflows',
    summary: 'Make a workflow',
    tag,
    access,
    body: z.strictObject({ name }),
    status: 201,
    response: workflowSchema,
    handle: async ({ db, now }, { body }) => getWorkflow(db, await createWorkflow(db, body.name, now)),
  }),
  route({
    method: 'get',
    path: '/workflow-choices',
    summary: 'What triggers and steps can name: campaigns, purposes, forms, fields, facts',
    tag,
    access,
    response: z.object({
      campaigns: z.array(z.object({ id: z.uuid(), name: z.string(), isReady: z.boolean(), purposeId: z.uuid() })),
      purposes: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string(), channels: z.array(z.string()) })),
      forms: z.array(z.object({ key: z.string(), name: z.string() })),
      fields: z.array(z.object({ key: z.string(), label: z.string() })),
      eventTypes: z.array(z.string()),
    }),
    handle: ({ db }) => listChoices(db),
  }),
  route({
    method: 'get',
    path: '/workflows/{id}',
    summary: 'One workflow: its draft, what is wrong with it, and its versions',
    tag,
    access,
    params,
    response: workflowSchema,
    handle: ({ db }, { params: { id } }) => getWorkflow(db, id),
  }),
  route({
    method: 'put',
    path: '/workflows/{id}',
    summary: 'Save the draft',
    tag,
    access,
    params,
    body: z.strictObject({ name, draft: definitionSchema, basedOn: z.iso.datetime() }),
    response: workflowSchema,
    handle: async ({ db, now }, { params: { id }, body }) => {
      await saveDraft(db, id, { ...body, basedOn: new Date(body.basedOn) }, now)
      return getWorkflow(db, id)
    },
  }),
  route({
    method: 'get',
    path: '/workflows/{id}/versions/{version}',
    summary: 'A published definition',
    tag,
    access,
    params: params.extend(ofVersion.shape),
    response: definitionSchema,
    handle: ({ db }, { params: { id, version } }) => getVersion(db, id, version),
  }),
  route({
    method: 'post',
    path: '/workflows/{id}/publish',
    summary: 'Publish the draft as the next version',
    tag,
    access,
    params,
    response: workflowSchema,
    handle: async ({ db, now, user }, { params: { id } }) => {
      await publishWorkflow(db, id, { publishedBy: user.kind === 'person' ? user.id : null, now })
      return getWorkflow(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/workflows/{id}/pause',
    summary: 'Let nobody in and move nobody on',
    tag,
    access,
    params,
    response: workflowSchema,
    handle: async ({ db }, { params: { id } }) => {
      await pauseWorkflow(db, id)
      return getWorkflow(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/workflows/{id}/resume',
    summary: 'Go on where everybody stands',
    tag,
    access,
    params,
    response: workflowSchema,
    handle: async ({ db }, { params: { id } }) => {
      await resumeWorkflow(db, id)
      return getWorkflow(db, id)
    },
  }),
  route({
    method: 'post',
    path: '/workflows/{id}/retry',
    summary: 'Let those whose step failed try it again',
    tag,
    access,
    params,
    response: z.object({ retried: z.int() }),
    handle: async ({ db, now }, { params: { id } }) => ({ retried: await retryParked(db, id, now) }),
  }),
  route({
    method: 'get',
    path: '/workflows/{id}/numbers',
    summary: 'How many came, are here, went on and left, at every step of one version',
    tag,
    access,
    params,
    query: ofVersion,
    response: z.object({
      version: z.int(),
      entered: z.int(),
      left: z.int(),
      steps: z.record(z.string(), stepNumbersSchema),
    }),
    handle: async ({ db }, { params: { id }, query: { version } }) =>
      countSteps(db, id, version, await getVersion(db, id, version)),
  }),
  route({
    method: 'get',
    path: '/workflows/{id}/people',
    summary: 'The people behind one number',
    tag,
    access,
    params,
    query: ofVersion.extend({
      show: z.enum(SHOWN),
      step: z.string().default(''),
      outcome: z.string().optional(),
      next: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().optional(),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          detail: z.string().nullable(),
          state: z.enum(MARK_STATES).nullable(),
          note: z.string().nullable(),
          at: z.iso.datetime(),
        }),
      ),
      total: z.int(),
      next: z.string().nullable(),
    }),
    handle: async ({ db }, { params: { id }, query, request }) =>
      findPeople(db, {
        ...query,
        language: readerLanguage(request),
        campaignIds: campaignsAfter(await getVersion(db, id, query.version), query.step),
        workflowId: id,
        outcome: query.outcome,
        next: query.next,
        cursor: query.cursor,
      }),
  }),
]
