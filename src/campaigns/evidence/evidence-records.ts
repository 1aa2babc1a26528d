// What stands in the evidence file of a campaign: who speaks, in which words, to how many, and for each message the
// decision and the entry of the ledger that it rests on.
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { entryProof } from '../../consent/index.ts'

export const EVIDENCE_FORMAT = 'assent-campaign-evidence-1'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const at = z.iso.datetime().nullable()

export const headRecord = z.object({
  kind: z.literal('campaign'),
  format: z.literal(EVIDENCE_FORMAT),
  issuer: z.string(),
  madeAt: z.iso.datetime(),
  campaign: z.object({
    id: z.uuid(),
    name: z.string(),
    channel: z.string(),
    status: z.string(),
    startsAt: at,
    startedAt: at,
    finishedAt: at,
  }),
  sender: z.object({ name: z.string(), postalAddress: z.string(), country: z.string() }),
  purpose: z.object({ id: z.uuid(), key: z.string(), name: z.string(), legalBasis: z.string() }),
  /** The signed head of the log; null before the first. */
  checkpoint: z.string().nullable(),
  /** Whether the addresses of the recipients stand in clear. */
  hasAddresses: z.boolean(),
})
export const textRecord = z.object({
  kind: z.literal('text'),
  id: z.uuid(),
  language: z.string(),
  version: z.int(),
  name: z.string(),
  text: z.string(),
  effectiveFrom: z.iso.datetime(),
  hash: hex32,
})
const contentFields = {
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  senderName: z.string(),
  senderEmail: z.string(),
}
export const contentRecord = z.object({
  kind: z.literal('content'),
  id: z.uuid(),
  version: z.int().nullable(),
  publishedAt: at,
  /** What it is written in, where that is known; translations stand after the content that they are of. */
  language: z.string().nullable().optional(),
  ...contentFields,
  hash: hex32,
})
export const messageRecord = z.object({
  kind: z.literal('message'),
  id: z.uuid(),
  contentId: z.uuid(),
  channel: z.string(),
  /** Salted hash of the address; null where none is known any more. */
  recipient: hex32.nullable(),
  /** Only where addresses were asked for. */
  address: z.object({ value: z.string(), salt: z.string() }).optional(),
  status: z.enum(['queued', 'started', 'sent', 'blocked', 'cancelled', 'failed', 'expired']),
  reason: z.string().nullable(),
  ruleVersion: z.string().nullable(),
  queuedAt: z.iso.datetime(),
  decidedAt: at,
  finishedAt: at,
  isUncertain: z.boolean(),
  entry: entryProof.nullable(),
})
export const endRecord = z.object({
  kind: z.literal('end'),
  messages: z.int(),
  recipients: z.int().meta({ description: 'Contacts to whom at least one message was sent.' }),
  firstSentAt: at,
  lastSentAt: at,
  outcomes: z.array(z.object({ status: z.string(), reason: z.string().nullable(), messages: z.int() })),
})
export const evidenceRecord = z.discriminatedUnion('kind', [
  headRecord,
  textRecord,
  contentRecord,
  messageRecord,
  endRecord,
])
export type HeadRecord = z.infer<typeof headRecord>
export type TextRecord = z.infer<typeof textRecord>
export type ContentRecord = z.infer<typeof contentRecord>
export type MessageRecord = z.infer<typeof messageRecord>
export type EndRecord = z.infer<typeof endRecord>
export type EvidenceRecord = z.infer<typeof evidenceRecord>

/** SHA-256 over the RFC 8785 form of what a recipient gets, in hexadecimal. */
export const hashContent = ({ subject, preheader, html, text, senderName, senderEmail }: Omit<ContentRecord, 'hash'>) =>
  hash('sha256', canonicalize({ subject, preheader, html, text, senderName, senderEmail }) ?? '', 'hex')

/** Counts the messages of a file as they pass, the same for who writes it and who checks it. */
export function countOutcomes() {
  const outcomes = new Map<string, EndRecord['outcomes'][number]>()
  const recipients = new Set<string>()
  const sentAt: string[] = []
  let messages = 0
  return {
    add({ status, reason, finishedAt, decidedAt }: MessageRecord, contactId: string) {
      messages++
      const key = `${status} ${reason}`
      const outcome = outcomes.get(key) ?? { status, reason, messages: 0 }
      outcome.messages++
      outcomes.set(key, outcome)
      if (status !== 'sent') return
      recipients.add(contactId)
      const moment = finishedAt ?? decidedAt
      if (moment === null) return
      // First and last alone: a campaign may have a million.
      sentAt.push(moment)
      if (sentAt.length > 2) sentAt.sort().splice(1, 1)
    },
    end: (): EndRecord => ({
      kind: 'end',
      messages,
      recipients: recipients.size,
      firstSentAt: sentAt.toSorted()[0] ?? null,
      lastSentAt: sentAt.toSorted().at(-1) ?? null,
      outcomes: [...outcomes.values()].toSorted(
        (one, other) => one.status.localeCompare(other.status) || (one.reason ?? '').localeCompare(other.reason ?? ''),
      ),
    }),
  }
}
