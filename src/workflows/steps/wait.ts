// Waits a fixed time, counted from the moment of arrival. Taking the step is leaving it: the time is over.
import { z } from 'zod'
import type { TakeStep } from './step.ts'

const HOUR_MS = 3_600_000
const UNIT_MS = { hours: HOUR_MS, days: 24 * HOUR_MS } as const

export const waitSchema = z.strictObject({
  kind: z.literal('wait'),
  amount: z.int().min(1).max(3650),
  unit: z.enum(['hours', 'days']),
  next: z.string().nullable(),
})
export type WaitStep = z.infer<typeof waitSchema>

/** How long the step lasts, in ms. A day is 24 hours. */
export const waitMs = (step: WaitStep): number => step.amount * UNIT_MS[step.unit]

export const takeWait: TakeStep<WaitStep> = async (_context, step, people) =>
  people.map((person) => ({ person, outcome: 'waited', next: step.next }))
