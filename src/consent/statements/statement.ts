// What another system reports about consent: who said what about which purpose, when, and what proves it. Each statement
// says one thing and leaves everything else as it was.
import { z } from 'zod'
import { CHANNELS } from '../words.ts'

/** Statements in one request: some hundreds take a second, and lock as many people for that long. */
export const MOST_STATEMENTS = 500

const contact = z
  .strictObject({
    id: z.uuid().optional(),
    email: z.string().max(320).optional(),
    phone: z.string().max(40).optional(),
    externalId: z.string().max(200).optional(),
  })
  .refine((names) => Object.keys(names).length === 1, 'Name the contact in exactly one way.')
  .meta({ description: 'One of: our id, an e-mail address, a phone number, an external id.' })

const evidence = z
  .record(z.string().min(1).max(60), z.union([z.string().max(2000), z.number(), z.boolean()]))
  .refine((facts) => Object.keys(facts).length <= 20, 'Send at most 20 facts.')

const said = {
  contact,
  occurredAt: z.iso.datetime().meta({ description: 'When it was said; a moment in the future counts as now.' }),
  actor: z.enum(['contact', 'staff']).meta({ description: 'Who said it: the person, or somebody on their behalf.' }),
  source: z
    .string()
    .trim()
    .min(3, 'Write where it was said: a page, a form, a call. It is kept as evidence.')
    .max(500)
    .meta({ description: 'Where and how it was said; kept as evidence.' }),
  evidence: evidence.default({}).meta({ description: 'What else proves it, such as a form and its version.' }),
}
const place = {
  purpose: z.string().min(1).max(100).meta({ description: 'The id or the key of the purpose.' }),
  channel: z.enum(CHANNELS),
}
const text = z
  .strictObject({ language: z.string().length(2), version: z.int().min(1) })
  .meta({ description: 'Which words were shown. See GET /api/purposes/{id}.' })

const collector = z.string().trim().min(2).max(200).optional().meta({
  description: 'The company that collected the yes, where a partner did. Without proof it is kept, and of no use.',
})
const proof = z.string().trim().min(5).max(1000).optional().meta({
  description: 'What proves a yes that a partner collected, and where it lies.',
})

export const statement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('given'), ...said, ...place, text, collector, proof }),
  z.strictObject({ type: z.literal('refused'), ...said, ...place, text: text.optional() }),
  z.strictObject({ type: z.literal('withdrawn'), ...said, ...place, text: text.optional() }),
  z.strictObject({ type: z.literal('objected'), ...said }),
])
export type Statement = z.infer<typeof statement>

/** Why nothing was recorded. */
export const HELD_BACK_REASONS = ['unknown_contact', 'erased', 'said_no', 'too_young', 'asked_lately'] as const
export type HeldBackReason = (typeof HELD_BACK_REASONS)[number]

export const statementAnswer = z.object({
  outcome: z.enum(['recorded', 'asked', 'held_back']).meta({
    description: 'asked: the purpose wants the yes confirmed, and the person was mailed a link.',
  }),
  why: z.enum(HELD_BACK_REASONS).nullable().meta({
    description:
      'said_no: the person has said no, objected or complained, and only their own yes on a page of ours raises that. too_young: a child cannot say yes alone. asked_lately: it stands already, or the question is still open.',
  }),
  contactId: z.uuid().nullable(),
  seq: z.int().nullable().meta({ description: 'The entry of this contact’s ledger.' }),
})
export const statementsAnswer = z.object({
  results: z.array(statementAnswer).meta({ description: 'In the order of the statements.' }),
  removed: z.int().meta({ description: 'Messages that were ready and have been removed.' }),
  onTheirWay: z.int().meta({ description: 'Messages that had begun before and may arrive.' }),
})
export type StatementAnswer = z.infer<typeof statementAnswer>
