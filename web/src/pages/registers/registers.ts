// What the server answers about registers, and what is sent to it.
import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'

export type RegisteredChannel = 'phone' | 'post'
export type OpenList = { id: string; people: number; startedAt: string; startedBy: string }
export type ChannelState = {
  channel: RegisteredChannel
  people: number
  due: number
  reserved: number
  lastWashedAt: string | null
  open: OpenList[]
}
export type Register = {
  id: string
  name: string
  country: string
  keeper: string
  url: string
  washMonths: number
  periodBegan: string
  periodEnds: string
  channels: ChannelState[]
}
export type Wash = {
  id: string
  register: string
  channel: RegisteredChannel
  kind: 'answer' | 'file'
  people: number
  reserved: number | null
  startedAt: string
  startedBy: string
  recordedAt: string | null
  recordedBy: string | null
  fileName: string | null
}
export type Outcome = { people: number; reserved: number }

export const registersQuery = queryOptions({
  queryKey: ['registers'],
  queryFn: ({ signal }) => get<{ items: Register[] }>('/registers', signal),
})
export const washesQuery = queryOptions({
  queryKey: ['registers', 'washes'],
  queryFn: ({ signal }) => get<{ items: Wash[] }>('/washes', signal),
})

export const makeList = (register: string, channel: RegisteredChannel) =>
  post<{ id: string; people: number }>(`/registers/${register}/${channel}/lists`, { who: 'due' })

/** Sends a file with what is said of it: that goes first, for the server reads the form as it comes. */
export function sendFile(path: string, said: Record<string, unknown>, file: File): Promise<Outcome> {
  const form = new FormData()
  form.append('mapping', JSON.stringify(said))
  form.append('file', file)
  return post<Outcome>(path, form)
}
