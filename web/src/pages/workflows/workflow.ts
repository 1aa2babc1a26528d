// What the server answers about workflows.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'
import type { Definition } from './definition.ts'

export * from './definition.ts'

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
