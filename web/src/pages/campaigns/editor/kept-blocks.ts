// Blocks that were kept under a name, and how they are asked for.
import { queryOptions } from '@tanstack/react-query'
import { del, get, post } from '../../../api.ts'
import type { Level } from './mjml/read-mail.ts'

export type KeptBlock = { id: string; name: string; level: Level; mjml: string; updatedAt: string }

export const keptBlocksQuery = queryOptions({
  queryKey: ['blocks'],
  queryFn: ({ signal }) => get<{ items: KeptBlock[] }>('/blocks', signal),
  staleTime: 60_000,
})
export const keepBlock = (block: Pick<KeptBlock, 'name' | 'level' | 'mjml'>) => post<{ id: string }>('/blocks', block)
export const forgetBlock = (id: string) => del(`/blocks/${id}`)
