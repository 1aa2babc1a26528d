// The messages of a campaign, or of one contact, with the decision of each and the entry of the ledger that it rests on:
// a batch or a page at a time, so that a million need no more memory than a thousand.
import type { EntryProof, LedgerEntry, Prover } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import type { MessageRecord } from './evidence-records.ts'

/** Batches whose messages are read at once; each holds up to a thousand. */
const BATCHES_AT_ONCE = 1

export type MessageRow = {
  id: string
  contact_id: string
  content_id: string
  campaign_id: string | null
  campaign: string | null
  purpose_id: string
  channel: string
  kind: string
  status: MessageRecord['status']
  reason: string | null
  rule_version: string | null
  created_at: Date
  decided_at: Date | null
  finished_at: Date | null
  is_uncertain: boolean
  address: string | null
  entry: RawEntry | null
}
/** As PostgreSQL writes an entry into JSON: bytes in hexadecimal, times in full. */
export type RawEntry = {
  contact_id: string
  seq: number
  purpose_id: string | null
  channel: string | null
  type: LedgerEntry['type']
  occurred_at: string
  recorded_at: string
  method: LedgerEntry['method']
  actor: LedgerEntry['actor']
  text_id: string | null
  expires_at: string | null
  evidence_hash: string
  previous_hash: string
  hash: string
  commitment: string
  salt: string | null
  leaf_index: number | null
}

/** One entry as JSON, for `entry` and whatever of evidence and leaf is joined to it under these names. */
export const ENTRY_JSON = Prisma.sql`
  json_build_object('contact_id', entry.contact_id, 'seq', entry.seq, 'purpose_id', entry.purpose_id,
    'channel', entry.channel, 'type', entry.type, 'occurred_at', entry.occurred_at, 'recorded_at', entry.recorded_at,
    'method', entry.method, 'actor', entry.actor, 'text_id', entry.text_id, 'expires_at', entry.expires_at,
    'evidence_hash', encode(entry.evidence_hash, 'hex'), 'previous_hash', encode(entry.previous_hash, 'hex'),
    'hash', encode(entry.hash, 'hex'), 'commitment', encode(entry.commitment, 'hex'),
    'salt', encode(evidence.salt, 'hex'), 'leaf_index', leaf.leaf_index)`

export const ENTRY_JOINS = Prisma.sql`
  left join consent_evidence evidence on evidence.contact_id = entry.contact_id and evidence.seq = entry.seq
  left join proof_leaf leaf on leaf.contact_id = entry.contact_id and leaf.seq = entry.seq`

const MESSAGES = Prisma.sql`
  select message.id, message.contact_id, message.content_id, message.campaign_id, campaign.name as campaign,
    message.purpose_id, message.channel, coalesce(content.kind, 'marketing') as kind, message.status, message.reason,
    message.rule_version, message.created_at, message.decided_at, message.finished_at, message.is_uncertain,
    address.value as address, case when entry.seq is null then null else ${ENTRY_JSON} end as entry
  from message left join campaign on campaign.id = message.campaign_id
  left join message_content content on content.id = message.content_id
  left join consent_event entry on entry.contact_id = message.contact_id and entry.seq = message.consent_seq
  ${ENTRY_JOINS}
  left join lateral (
    select value from identity where identity.contact_id = message.contact_id and is_primary
      and kind = case message.channel when 'sms' then 'phone' else 'email' end limit 1
  ) address on true`

/** Every message of a campaign. */
export async function* findCampaignMessages(db: Db, campaignId: string): AsyncGenerator<MessageRow> {
  const batches = await db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from message_batch where campaign_id = ${campaignId}::uuid order by created_at, id`)
  for (let at = 0; at < batches.length; at += BATCHES_AT_ONCE) {
    const ids = batches.slice(at, at + BATCHES_AT_ONCE).map(({ id }) => id)
    yield* await db.$queryRaw<MessageRow[]>(Prisma.sql`
      ${MESSAGES} where message.batch_id = any(${ids}::uuid[]) and message.campaign_id = ${campaignId}::uuid
      order by message.batch_id, message.contact_id, message.id`)
  }
}

/** Every message of one contact, oldest first. */
export const findContactMessages = (db: Db, contactId: string, from: Date, to: Date): Promise<MessageRow[]> =>
  db.$queryRaw<MessageRow[]>(Prisma.sql`
    ${MESSAGES} where message.contact_id = ${contactId}::uuid
      and coalesce(message.decided_at, message.created_at) >= ${from}
      and coalesce(message.decided_at, message.created_at) <= ${to}
    order by message.created_at, message.id`)

/** Opens an entry as it came out of a query. */
export function proveRaw(prover: Prover, raw: RawEntry): Promise<EntryProof> {
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  return prover.prove({
    contactId: raw.contact_id,
    seq: raw.seq,
    purposeId: raw.purpose_id,
    channel: raw.channel,
    type: raw.type,
    occurredAt: new Date(raw.occurred_at),
    recordedAt: new Date(raw.recorded_at),
    method: raw.method,
    actor: raw.actor,
    textId: raw.text_id,
    expiresAt: raw.expires_at === null ? null : new Date(raw.expires_at),
    evidenceHash: bytes(raw.evidence_hash),
    previousHash: bytes(raw.previous_hash),
    hash: bytes(raw.hash),
    commitment: bytes(raw.commitment),
    salt: raw.salt === null ? null : bytes(raw.salt),
    leafIndex: raw.leaf_index,
  })
}
