// What is kept of a merge so that it can be taken back: entries and holds by their numbers, addresses by their hashes.
import { z } from 'zod'
import type { MovedAddress } from '../../contacts/index.ts'

const times = z.object({ since: z.iso.datetime(), until: z.iso.datetime().nullable() })
const changedState = z.object({
  purposeId: z.uuid(),
  channel: z.string(),
  before: z.int().nullable(),
  after: z.int(),
})
const holdRecord = z.object({ id: z.uuid(), before: times.nullable(), after: times })
export type ChangedState = z.infer<typeof changedState>
/** Every hold of the one who is kept, before and as the merge left it. */
export type HoldRecord = z.infer<typeof holdRecord>

const movedAddress: z.ZodType<MovedAddress> = z.object({
  kind: z.string(),
  hash: z.string(),
  wasPrimary: z.boolean(),
  isPrimary: z.boolean(),
})

/** The record as it was written; a damaged one throws, and then nothing is taken back. */
export const mergeRecord = z.object({
  addresses: z.array(movedAddress),
  filled: z.array(z.string()),
  states: z.array(changedState),
  holds: z.array(holdRecord),
  lastSeq: z.int(),
})
export type MergeRecord = z.infer<typeof mergeRecord>
