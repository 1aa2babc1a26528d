// Invented people and numbers for the page of parts.
import type { ConsentCell } from '../../parts/ConsentGrid.tsx'
import type { Reach } from '../../parts/consent-state.ts'
import type { SumRow } from '../../parts/SumTable.tsx'
import type { WhyAnswer } from '../../parts/why.ts'
import type { partsPageWords } from '../../words/parts-page.ts'

/** The moment of the examples, so that the page looks the same every day. */
export const NOW = new Date('2026-11-24T08:41:12Z')

export const FORECAST: Reach = { gets: 6120, later: 892, capped: 1100, never: 1402, no: 898 }

export const CELLS: ConsentCell[] = [
  { purposeId: 'letter', channel: 'email', state: 'given', at: '2026-09-02T08:00:00Z' },
  { purposeId: 'news', channel: 'email', state: 'given', at: '2026-09-02T08:00:00Z' },
  { purposeId: 'news', channel: 'sms', state: 'withdrawn', at: '2026-11-03T08:12:00Z' },
  {
    purposeId: 'events',
    channel: 'email',
    state: 'ends',
    at: '2024-12-12T08:00:00Z',
    until: '2026-12-12T08:00:00Z',
  },
  { purposeId: 'events', channel: 'sms', state: 'none' },
  { purposeId: 'calls', channel: 'phone', state: 'refused', at: '2026-11-23T13:11:00Z' },
  { purposeId: 'tracking', channel: 'web', state: 'given', at: '2026-09-02T08:00:00Z' },
]

export const HEAT: SumRow[] = [
  { id: 'audit', label: 'Asked for a heat audit', note: '23 Nov', before: 25, now: 24.83, people: '/parts/people' },
  { id: 'price', label: 'Looked at prices three times', note: '13–18 Nov', before: 15, now: 14.08 },
  { id: 'guide', label: 'Downloaded the guide', note: '27 Oct', before: 10, now: 8.06 },
  { id: 'read', label: 'Read two articles', note: '22 Sep, 19 Oct', before: 6, now: 4.12 },
  { id: 'jobs', label: 'Looked at vacant jobs', note: '15 Nov', before: -5, now: -4.67 },
]
export const FIT: SumRow[] = [
  { id: 'industry', label: 'Commercial property', now: 10 },
  { id: 'size', label: '100 to 500 employees', now: 8 },
  { id: 'title', label: 'Technical manager', now: 8 },
  { id: 'country', label: 'Norway', now: 2 },
]

export const whyExample = (words: (typeof partsPageWords)['en']): WhyAnswer => ({
  person: { id: 'mads', name: 'Mads Thorndal', detail: 'Driftsleder, Brøndmose Gartneri ApS' },
  state: 'withdrawn',
  answer: words.whyAnswer,
  checks: [
    { result: 'passed', title: words.whyAudience },
    { result: 'passed', title: words.whyAddress },
    { result: 'decided', title: words.whyDecided, detail: words.whyDecidedDetail },
    { result: 'skipped', title: words.whySkipped },
  ],
  said: [
    { at: '2026-11-03T20:40:00Z', state: 'withdrawn', text: words.whyWithdrew },
    { at: '2026-02-02T09:00:00Z', state: 'given', text: words.whyConfirmed },
    { at: '2026-02-02T08:55:00Z', state: 'asked', text: words.whyAsked },
  ],
  rules: words.whyRules,
  next: words.whyNext,
  at: '2026-12-01T06:30:00Z',
})
