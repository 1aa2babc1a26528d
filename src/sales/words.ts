// The closed lists of sales. A new word here must be handled wherever the compiler then complains.
import { z } from 'zod'

export const LEAD_STATUSES = ['assigned', 'accepted', 'rejected'] as const
export type LeadStatus = (typeof LEAD_STATUSES)[number]

/** Why a seller sends a lead back: six reasons, so that they can be counted. */
export const REJECT_REASONS = [
  'no_project',
  'wrong_person',
  'no_budget',
  'bad_timing',
  'chose_competitor',
  'not_a_fit',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

/** One fact behind a lead, as it was when the lead was handed over. */
export const factSchema = z.object({
  at: z.iso.datetime(),
  text: z.string(),
  /** How often it happened. */
  times: z.int(),
  /** Points it gave by then; 0 where it is told for its own sake. */
  points: z.number(),
})
export type Fact = z.infer<typeof factSchema>
