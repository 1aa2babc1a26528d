// What the server answers about imports, and what is sent to it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { get, post, queryOf } from '../../api.ts'
import type { Channel } from '../../words/parts.ts'
import type { Mapping, Preview } from './mapping.ts'

export type Note = { line: number; code: string; column: string; reason: string }
export type Forecast = {
  rows: number
  created: number
  updated: number
  refused: number
  heldBack: number
  sales: number
  consent: {
    purpose: string
    channel: Channel
    assumed: boolean
    given: number
    withdrawn: number
    withoutProof: number
  }[]
  notes: { code: string; count: number; examples: Note[] }[]
}

export type ImportRow = {
  id: string
  fileName: string
  status: 'running' | 'done' | 'failed' | 'stopped'
  totalRows: number | null
  rows: number
  created: number
  updated: number
  refused: number
  heldBack: number
  given: number
  withdrawn: number
  fault: string | null
  createdAt: string
}
export type ImportReport = ImportRow & { reasons: { code: string; isTaken: boolean; rows: number }[] }
export type Refusal = Note & { isTaken: boolean }

/** The beginning of a file, as much as the server looks at. */
const PREVIEW_BYTES = 1_000_000

export const previewFile = (file: File) => {
  const isCut = file.size > PREVIEW_BYTES
  return post<Preview>(
    `/imports/preview${queryOf({ isCut })}`,
    new Blob([file.slice(0, PREVIEW_BYTES)], { type: 'text/csv' }),
  )
}

/** The mapping goes first: the server reads the form as it comes. */
function formOf(file: File, mapping: Mapping): FormData {
  const form = new FormData()
  form.append('mapping', JSON.stringify(mapping))
  form.append('file', file)
  return form
}
export const checkFile = (file: File, mapping: Mapping) => post<Forecast>('/imports/check', formOf(file, mapping))
export const importFile = (file: File, mapping: Mapping) => post<ImportRow>('/imports', formOf(file, mapping))

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => get<{ items: ImportRow[] }>('/imports', signal),
  refetchInterval: ({ state }) => (state.data?.items.some((one) => one.status === 'running') ? 1000 : false),
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get<ImportReport>(`/imports/${id}`, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 1000 : false),
  })

const PAGE = 100
export const refusalsQuery = (id: string, code: string | null) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, 'refusals', code],
    queryFn: ({ pageParam, signal }) =>
      get<{ items: Refusal[] }>(`/imports/${id}/refusals${queryOf({ after: pageParam, code, limit: PAGE })}`, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.items.length === PAGE ? page.items.at(-1)?.line : undefined),
  })

/** People of a file that are, or will be, here. */
export const takenOf = (counts: { created: number; updated: number }) => counts.created + counts.updated
