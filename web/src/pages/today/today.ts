// What GET /today answers: what needs the reader, how consent grows, what goes out.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { get, queryOf } from '../../api.ts'
import type { ConsentState, Reach } from '../../parts/consent-state.ts'
import type { GrowthWeek } from './growth-scale.ts'

/** Sentences may hold links to people and pages, as parts/Sentence.tsx reads them. */
export type Need = {
  id: string
  /** The mark before the title, where it is about consent. */
  state?: ConsentState
  /** By when it must be done (ISO 8601), since when it has been open if that has passed, or null: open. */
  when: string | null
  title: string
  detail: string | null
  action: { label: string; to: string }
}

export type GoingOut = {
  kind: 'campaign' | 'workflow'
  id: string
  name: string
  /** null: all day. */
  at: string | null
  state: 'scheduled' | 'sending' | 'paused' | 'sent' | 'live'
  parts: Reach
}

/** How those of the last four weeks said yes; they add up to what those weeks gave. */
export type Source = { method: string; people: number }

export type Today = {
  date: string
  needs: Need[]
  growth: GrowthWeek[]
  sources: Source[]
  /** `people`: those who say yes now, as a path below /api. The growth is of the purpose asked for, or else of the first. */
  purposes: { id: string; name: string; givenNow: number; people?: string }[]
  goingOut: GoingOut[]
}

export const todayQuery = (purposeId: string | undefined) =>
  queryOptions({
    queryKey: ['today', purposeId ?? 'first'],
    queryFn: ({ signal }) => get<Today>(`/today${queryOf({ purpose: purposeId })}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
