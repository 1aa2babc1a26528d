// What the server answers about segments, and the tree as the builder holds it. The shapes are the server's own.
import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'

export type Value = string | number | boolean
export type FieldCondition = { kind: 'field'; field: string; operator: string; values: Value[] }
export type ScoreCondition = { kind: 'score'; of: 'heat' | 'fit' | 'total'; atLeast: number }
export type EventCondition = {
  kind: 'event'
  event: string
  has: boolean
  times: number
  days: number | null
  where: { property: string; operator: 'is' | 'contains'; value: string }[]
}
export type ImportCondition = { kind: 'import'; importId: string }
export type Condition = FieldCondition | ScoreCondition | EventCondition | ImportCondition
export type Group = { kind: 'all' | 'any'; conditions: Node[] }
export type Node = Condition | Group

export const isGroup = (node: Node): node is Group => node.kind === 'all' || node.kind === 'any'

export type Piece = { text: string; path?: string }
export type SegmentLine = { id: string; name: string; sentence: string; updatedAt: string }
export type Segment = SegmentLine & { definition: Group; pieces: Piece[] }
export type VocabularyField = {
  name: string
  type: string
  label: string
  isCustom: boolean
  operators: string[]
  choices: string[]
}
export type Vocabulary = {
  fields: VocabularyField[]
  events: { type: string; label: string; needsTracking: boolean }[]
  imports: { id: string; fileName: string; createdAt: string }[]
}
export type Preview = {
  sentence: Piece[]
  total: number
  people: number
  companies: number
  conditions: { path: string; left: number; before: number; visible?: number }[]
  some: { id: string; name: string; detail: string | null }[]
  countedAt: string
}
export type Reach = { items: { purposeId: string; name: string; channel: string; may: number }[] }

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => get<{ items: SegmentLine[]; total: number }>('/segments', signal),
})
export const segmentQuery = (id: string) =>
  queryOptions({ queryKey: ['segment', id], queryFn: ({ signal }) => get<Segment>(`/segments/${id}`, signal) })
export const segmentSizeQuery = (id: string) =>
  queryOptions({
    queryKey: ['segment', id, 'size'],
    queryFn: ({ signal }) => get<{ people: number }>(`/segments/${id}/size`, signal),
  })
export const vocabularyQuery = (language: string) =>
  queryOptions({
    queryKey: ['vocabulary', language],
    queryFn: ({ signal }) => get<Vocabulary>('/segments/vocabulary', signal),
    staleTime: 60_000,
  })
export const previewSegment = (definition: Group) => post<Preview>('/segments/preview', { definition })
export const reachSegment = (definition: Group) => post<Reach>('/segments/reach', { definition })

/** Whether a condition can be asked: what is still being filled in is not counted. */
export function isWhole(node: Node): boolean {
  if (isGroup(node)) return node.conditions.every(isWhole)
  if (node.kind === 'event') return node.where.every((one) => one.value.trim() !== '')
  if (node.kind !== 'field') return true
  return node.operator === 'is_known' || node.operator === 'is_unknown' || node.values.length > 0
}

/** The tree with the node at `path` (conditions.0.conditions.2) replaced, or taken out where `node` is undefined. */
export function replaceAt(group: Group, path: string, node: Node | undefined): Group {
  const [first = '', ...rest] = path.split('.').filter((part) => part !== 'conditions')
  const index = Number(first)
  const conditions = group.conditions.flatMap((one, at) => {
    if (at !== index) return [one]
    if (rest.length > 0 && isGroup(one))
      return [replaceAt(one, rest.map((part) => `conditions.${part}`).join('.'), node)]
    return node === undefined ? [] : [node]
  })
  return { ...group, conditions }
}
