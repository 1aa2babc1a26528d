// What a line of the journal can be. Each says that something was lowered, never that it was raised: a hold that was
// lifted has no second line. A database that has the hold knows of its lifting too; one that has forgotten the hold gets
// it back, and the person lifts it again, as with a yes that was said after a withdrawal. Every doubt is a no.
// Lines stay for years, so what is asked of one may only ever grow wider.
import { z } from 'zod'
import { IDENTITY_KINDS } from '../contacts/index.ts'
import { REGISTER_IDS, REGISTERED_CHANNELS } from './calls/registers/index.ts'
import { SUPPRESSION_REASONS, SUPPRESSION_SCOPES } from './suppression/words.ts'
import { HOLD_KINDS } from './words.ts'

/** What takes permission away, and is inherited by whom somebody was merged into. */
export const LOWERS = ['withdrawn', 'refused', 'objected', 'restricted'] as const
/** Kept outside as well: a restored backup must not bring back who was erased since, nor a yes that has ended. */
export const KEPT = [...LOWERS, 'expired', 'erased'] as const

/** An entry of the ledger. */
const journalLine = z.object({
  contactId: z.uuid(),
  purposeId: z.uuid().nullable(),
  channel: z.string().nullable(),
  type: z.enum(KEPT),
  at: z.iso.datetime(),
  method: z.enum(['form', 'preference_page', 'one_click', 'import', 'staff', 'api', 'rule']),
  actor: z.enum(['contact', 'staff', 'import', 'system']),
})
export type JournalLine = z.infer<typeof journalLine>

/** Addresses that were suppressed: their keyed hashes, as the database has them. */
const suppressedLine = z.object({
  type: z.literal('suppressed'),
  kind: z.enum(IDENTITY_KINDS),
  scope: z.enum(SUPPRESSION_SCOPES),
  reason: z.enum(SUPPRESSION_REASONS),
  keyVersion: z.int().positive(),
  at: z.iso.datetime(),
  hashes: z.array(z.base64()),
})
export type SuppressedLine = z.infer<typeof suppressedLine>

/** A hold: a pause, a complaint, a bounce, how often somebody wants to hear. All of it together is how it is known again. */
const heldLine = z
  .object({
    type: z.literal('held'),
    contactId: z.uuid(),
    kind: z.enum(HOLD_KINDS),
    /** Whose messages it is about: of weekly and monthly, and of no other. */
    brandId: z.uuid().nullable(),
    channel: z.string().nullable(),
    since: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
  })
  .refine(({ kind, brandId }) => (brandId !== null) === (kind === 'weekly' || kind === 'monthly'))
export type HeldLine = z.infer<typeof heldLine>

/** People whom a register of those who want no calls or letters names: their ids, for their numbers are not ours to copy. */
const reservedLine = z.object({
  type: z.literal('reserved'),
  register: z.enum(REGISTER_IDS),
  channel: z.enum(REGISTERED_CHANNELS),
  washedAt: z.iso.datetime(),
  at: z.iso.datetime(),
  contactIds: z.array(z.uuid()),
})
export type ReservedLine = z.infer<typeof reservedLine>

/** People who have chosen how often, and to whom a message of this sender was begun. */
const begunLine = z.object({
  type: z.literal('begun'),
  brandId: z.uuid(),
  at: z.iso.datetime(),
  contactIds: z.array(z.uuid()),
})
export type BegunLine = z.infer<typeof begunLine>

/** A purpose or a topic that was retired: nobody has it again. */
const retiredLine = z.object({ type: z.literal('retired'), purposeId: z.uuid(), at: z.iso.datetime() })
export type RetiredLine = z.infer<typeof retiredLine>

export const anyLine = z.union([journalLine, suppressedLine, heldLine, reservedLine, begunLine, retiredLine])
export type Line = z.infer<typeof anyLine>
