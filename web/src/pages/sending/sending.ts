// What the server answers about sending as a whole, and how it is asked.
import { queryOptions } from '@tanstack/react-query'
import { get, post, put } from '../../api.ts'

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
/** How a sender sends. Times are minutes after midnight. */
export type SendingRules = {
  dayCap: number | null
  weekCap: number | null
  monthCap: number | null
  quietFrom: number | null
  quietUntil: number | null
  quietWeekends: boolean
  quietHolidays: boolean
  rampMinutes: number
  timeZone: string
  needsApproval: boolean
}
export type RulesAnswer = { rules: SendingRules; changedBy: string | null; changedAt: string | null }

export const rulesQuery = (brandId: string) =>
  queryOptions({
    queryKey: ['sending', 'rules', brandId],
    queryFn: ({ signal }) => get<RulesAnswer>(`/brands/${brandId}/sending-rules`, signal),
  })
export const saveRules = (brandId: string, rules: SendingRules) => put(`/brands/${brandId}/sending-rules`, rules)

export const stopSending = (stop: { reason: string; includesService: boolean }) => post('/sending/stop', stop)
export const letGoOn = () => post('/sending/go-on')
