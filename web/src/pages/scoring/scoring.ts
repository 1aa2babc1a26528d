// Scoring rules as the server answers them: GET /scoring/rules, GET /scoring/model, POST /scoring/rules/preview.
import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'

export const OPERATORS = ['is', 'is_not', 'contains', 'starts_with', 'at_least', 'at_most', 'is_set'] as const
export type Operator = (typeof OPERATORS)[number]
export type Condition = { field: string; operator: Operator; value?: string | number | boolean }
export type RuleInput = {
  kind: 'behaviour' | 'fit'
  name: string
  eventType?: string
  conditions: Condition[]
  points: number
  dailyCap?: number | null
}
export type Rule = RuleInput & { id: string; eventType: string | null; dailyCap: number | null }
export type Model = { halfLifeDays: number; isRecounting: boolean; watched: number[] }
export type Preview = {
  lookedAt: number
  isEverybody: boolean
  people: number
  thresholds: { value: number; before: number; after: number }[]
  examples: { contactId: string; name: string | null; before: number; after: number }[]
}

/** What people do, as it is usually reported. Any other noun.verb can be written. */
export const EVENT_TYPES = [
  'page.viewed',
  'page.read',
  'file.downloaded',
  'form.submitted',
  'mail.clicked',
  'mail.replied',
  'meeting.held',
  'purchase.made',
]
export const EVENT_FIELDS = ['path', 'host', 'title', 'seconds', 'file', 'formKey', 'utm_campaign', 'referrer']
export const FIT_FIELDS = [
  'job_title',
  'city',
  'country',
  'language',
  'source',
  'account.name',
  'account.industry',
  'account.country',
  'account.employees',
]

export const rulesQuery = queryOptions({
  queryKey: ['scoring', 'rules'],
  queryFn: ({ signal }) => get<{ items: Rule[] }>('/scoring/rules', signal),
})
export const modelQuery = queryOptions({
  queryKey: ['scoring', 'model'],
  queryFn: ({ signal }) => get<Model>('/scoring/model', signal),
  refetchInterval: (query) => (query.state.data?.isRecounting ? 2000 : false),
})
export const previewRule = (rule: RuleInput, replaces?: string) =>
  post<Preview>('/scoring/rules/preview', { rule, ...(replaces ? { replaces } : {}) })
