// What the server answers about workflows, and the shape of a definition as the editor changes it.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'

export type Condition =
  | { kind: 'field'; field: string; operator: Operator; value: string }
  | { kind: 'score'; atLeast: number }
  | { kind: 'yes'; purposeId: string | null; channel: Channel }
  | { kind: 'event'; type: string; withinDays: number }
export const OPERATORS = ['is', 'is_not', 'contains', 'at_least', 'at_most', 'is_known', 'is_unknown'] as const
export type Operator = (typeof OPERATORS)[number]

export type Branch = { name: string; conditions: Condition[]; next: string | null }
export type Step =
  | { kind: 'wait'; amount: number; unit: 'hours' | 'days'; next: string | null }
  | { kind: 'branch'; branches: Branch[]; otherwise: string | null }
  | { kind: 'send_campaign'; campaignId: string | null; next: string | null }
  | { kind: 'hand_to_sales'; next: string | null }
  | { kind: 'end' }
export type StepKind = Step['kind']
export const STEP_KINDS = ['send_campaign', 'wait', 'branch', 'hand_to_sales', 'end'] as const satisfies StepKind[]

export type Trigger =
  | { kind: 'form.submitted'; formKey: string }
  | { kind: 'consent.given'; purposeId: string | null; channel: Channel }
  | { kind: 'score.crossed'; threshold: number }

export type Definition = {
  format: 1
  triggers: Trigger[]
  reentry: 'once' | 'again'
  start: string | null
  steps: Record<string, Step>
}

export type Problem = {
  level: 'error' | 'warning'
  /** A step's key, `trigger:0`, or null for the whole. */
  step: string | null
  code: string
  message: string
  values: Record<string, string | number>
}

export type WorkflowStatus = 'draft' | 'published' | 'paused'
export type WorkflowLine = {
  id: string
  name: string
  status: WorkflowStatus
  version: number | null
  publishedAt: string | null
  updatedAt: string
  isChanged: boolean
  entered: number
  here: number
  parked: number
}
export type Workflow = {
  id: string
  name: string
  status: WorkflowStatus
  draft: Definition
  updatedAt: string
  problems: Problem[]
  isChanged: boolean
  versions: { version: number; publishedAt: string; publishedBy: string | null; here: number }[]
}

export type StepNumbers = {
  came: number
  here: number
  parked: number
  out: { outcome: string; next: string; count: number }[]
  left: { outcome: string; count: number }[]
  mail: { sent: number; waiting: number; notAllowed: number; failed: number } | null
  outlived: number
}
export type Numbers = { version: number; entered: number; left: number; steps: Record<string, StepNumbers> }

export type Choices = {
  campaigns: { id: string; name: string; isReady: boolean; purposeId: string }[]
  purposes: { id: string; name: string; kind: string; channels: Channel[] }[]
  forms: { key: string; name: string }[]
  fields: { key: string; label: string }[]
  eventTypes: string[]
}

/** The key of the node that stands for what lets people in. */
export const START = 'start'

/** In ms. People move every few seconds at most. */
const FRESH_FOR = 10_000

export const workflowsQuery = queryOptions({
  queryKey: ['workflows'],
  queryFn: ({ signal }) => get<{ items: WorkflowLine[]; total: number }>('/workflows', signal),
  refetchInterval: FRESH_FOR,
})
export const workflowQuery = (id: string) =>
  queryOptions({ queryKey: ['workflow', id], queryFn: ({ signal }) => get<Workflow>(`/workflows/${id}`, signal) })
export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['workflow', id, 'version', version],
    queryFn: ({ signal }) => get<Definition>(`/workflows/${id}/versions/${version}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const numbersQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['workflow', id, 'numbers', version],
    queryFn: ({ signal }) => get<Numbers>(`/workflows/${id}/numbers?version=${version}`, signal),
    refetchInterval: FRESH_FOR,
  })
export const choicesQuery = queryOptions({
  queryKey: ['workflow-choices'],
  queryFn: ({ signal }) => get<Choices>('/workflow-choices', signal),
})
