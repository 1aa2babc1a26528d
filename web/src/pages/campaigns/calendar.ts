// What the server answers about the calendar, and its days: whole weeks from Monday, in the reader's own zone.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, post, queryOf } from '../../api.ts'
import type { CampaignState } from './campaigns.ts'

export type CalendarItem = {
  campaignId: string
  name: string
  status: CampaignState
  at: string
  isForetold: boolean
  isWaiting: boolean
  mayMove: boolean
}
export type Span = 'month' | 'week'

const DAY_MS = 86_400_000

export const calendarQuery = (from: Date, to: Date) =>
  queryOptions({
    queryKey: ['calendar', +from, +to],
    queryFn: ({ signal }) =>
      get<{ items: CalendarItem[] }>(`/calendar${queryOf({ from: from.toISOString(), to: to.toISOString() })}`, signal),
    placeholderData: keepPreviousData,
  })
export const moveCampaign = (id: string, days: number) => post<{ startsAt: string }>(`/campaigns/${id}/move`, { days })

const startOf = (day: Date) => new Date(day.getFullYear(), day.getMonth(), day.getDate())
export const addDays = (day: Date, days: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days)
export const sameDay = (one: Date, other: Date) => +startOf(one) === +startOf(other)
/** Days from one to another; rounded, since a day on which clocks change has another length. */
export const daysBetween = (from: Date, to: Date) => Math.round((+startOf(to) - +startOf(from)) / DAY_MS)

const mondayOf = (day: Date) => addDays(day, -((day.getDay() + 6) % 7))

/** The days that a page of the calendar shows. */
export function daysOf(span: Span, day: Date): Date[] {
  if (span === 'week') return Array.from({ length: 7 }, (_, index) => addDays(mondayOf(day), index))
  const first = mondayOf(new Date(day.getFullYear(), day.getMonth(), 1))
  const last = new Date(day.getFullYear(), day.getMonth() + 1, 0)
  const weeks = Math.ceil((daysBetween(first, last) + 1) / 7)
  return Array.from({ length: weeks * 7 }, (_, index) => addDays(first, index))
}
