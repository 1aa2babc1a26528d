// What stands in a proof of non-sending: every entry of one person's ledger, every decision about a message to them within
// the time, and the statement that there is nothing else.
import { z } from 'zod'
import { entryProof } from '../../consent/index.ts'
import { messageRecord } from './evidence-records.ts'

export const NON_SENDING_FORMAT = 'assent-non-sending-1'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

const headRecord = z.object({
  kind: z.literal('person'),
  format: z.literal(NON_SENDING_FORMAT),
  issuer: z.string(),
  madeAt: z.iso.datetime(),
  /** The contact, and those that were merged into it. */
  contacts: z.array(z.uuid()).min(1),
  /** Salted hash of the address, with the salt: whoever knows the address can compare, and nobody can read it. */
  recipient: z.object({ hash: hex32, salt: z.string() }).nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  checkpoint: z.string().nullable(),
})
const entryRecord = z.object({ kind: z.literal('entry'), entry: entryProof })
const decisionRecord = messageRecord
  .omit({ recipient: true, address: true })
  .extend({ contactId: z.uuid(), campaign: z.string().nullable(), purposeId: z.uuid(), mail: z.string() })
const statementRecord = z.object({
  kind: z.literal('statement'),
  entries: z.int(),
  messages: z.int(),
  sent: z.int(),
  says: z.string(),
})
export const nonSendingRecord = z.discriminatedUnion('kind', [headRecord, entryRecord, decisionRecord, statementRecord])
export type PersonRecord = z.infer<typeof headRecord>
export type DecisionRecord = z.infer<typeof decisionRecord>
export type StatementRecord = z.infer<typeof statementRecord>
export type NonSendingRecord = z.infer<typeof nonSendingRecord>

type Counts = { entries: number; messages: number; sent: number }

/** What is stated at the end, always in these words, so that whoever checks can hold them against the lines. */
export function state({ from, to }: PersonRecord, counts: Counts): StatementRecord {
  const { entries, messages, sent } = counts
  const says = `From ${from} to ${to} this installation decided about ${messages} messages to this person and sent ${sent} of them. The ledger holds ${entries} entries about this person until then. These lines are all of both: nothing else exists here.`
  return { kind: 'statement', ...counts, says }
}
