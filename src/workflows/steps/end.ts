// The way out.
import { z } from 'zod'
import type { TakeStep } from './step.ts'

export const endSchema = z.strictObject({ kind: z.literal('end') })
export type EndStep = z.infer<typeof endSchema>

export const takeEnd: TakeStep<EndStep> = async (_context, _step, people) =>
  people.map((person) => ({ person, outcome: 'ended', next: null }))
