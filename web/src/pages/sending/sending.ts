// What the server answers about sending as a whole, and how it is asked.
import { queryOptions } from '@tanstack/react-query'
import { get, post } from '../../api.ts'

export type SendingStop = {
  stoppedAt: string
  stoppedBy: string
  reason: string
  includesService: boolean
  resumedAt: string | null
  resumedBy: string | null
}

/** ms. The banner stands on every page, so a colleague sees within this time that somebody has stopped everything. */
const LOOK_EVERY_MS = 15_000

export const stopQuery = queryOptions({
  queryKey: ['sending', 'stop'],
  queryFn: ({ signal }) => get<{ standing: SendingStop | null; history: SendingStop[] }>('/sending/stop', signal),
  refetchInterval: LOOK_EVERY_MS,
  staleTime: LOOK_EVERY_MS / 2,
})
export const stopSending = (stop: { reason: string; includesService: boolean }) => post('/sending/stop', stop)
export const letGoOn = () => post('/sending/go-on')
