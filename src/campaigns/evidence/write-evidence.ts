// The evidence file of one campaign, for a regulator (consent.md N10): recipients, dates, words and, for each message, why
// it went out or did not, with the entry of the ledger and its place in the signed log. Streamed, signed at its end.
// Addresses stand in it only where they were asked for; otherwise a salted hash that can be opened for one person.
import { openProver, type Prover, type SigningKey, signLines } from '../../consent/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { commitRecipient, type RecipientKey, saltOf } from './commit-recipient.ts'
import {
  type ContentRecord,
  countOutcomes,
  EVIDENCE_FORMAT,
  type EvidenceRecord,
  type HeadRecord,
  hashContent,
  type MessageRecord,
  type TextRecord,
} from './evidence-records.ts'
import { findCampaignMessages, type MessageRow, proveRaw } from './find-messages.ts'

export type Evidence = {
  issuer: string
  key: SigningKey
  recipientKey: RecipientKey
  withAddresses: boolean
  now: () => Date
}

/** The lines of the file. Throws `not_found` before the first line where there is no such campaign. */
export async function writeEvidence(
  db: Db,
  campaignId: string,
  evidence: Evidence,
): Promise<{ name: string; lines: AsyncGenerator<string> }> {
  const prover = await openProver(db)
  const head = await describeHead(db, campaignId, evidence, prover)
  const records = listRecords(db, head, evidence, prover)
  return {
    name: head.campaign.name,
    lines: signLines(records, { format: EVIDENCE_FORMAT, key: evidence.key, now: evidence.now }),
  }
}

async function* listRecords(
  db: Db,
  head: HeadRecord,
  evidence: Evidence,
  prover: Prover,
): AsyncGenerator<EvidenceRecord> {
  yield head
  yield* await findTexts(db, head.purpose.id)
  yield* await findContents(db, head.campaign.id)
  const counted = countOutcomes()
  for await (const row of findCampaignMessages(db, head.campaign.id)) {
    const record = await describeMessage(row, evidence, prover)
    counted.add(record, row.contact_id)
    yield record
  }
  yield counted.end()
}

const iso = (at: Date | null) => at?.toISOString() ?? null

async function describeHead(db: Db, id: string, evidence: Evidence, prover: Prover): Promise<HeadRecord> {
  const campaign = found(
    await db.campaign.findUnique({ where: { id }, include: { purpose: { include: { brand: true } } } }),
    'campaign',
  )
  const { purpose } = campaign
  return {
    kind: 'campaign',
    format: EVIDENCE_FORMAT,
    issuer: evidence.issuer,
    madeAt: evidence.now().toISOString(),
    campaign: {
      ...{ id, name: campaign.name, channel: campaign.channel, status: campaign.status },
      ...{ startsAt: iso(campaign.startsAt), startedAt: iso(campaign.startedAt), finishedAt: iso(campaign.finishedAt) },
    },
    sender: { name: purpose.brand.name, postalAddress: purpose.brand.postalAddress, country: purpose.brand.country },
    purpose: { id: purpose.id, key: purpose.key, name: purpose.name, legalBasis: purpose.legalBasis },
    checkpoint: prover.checkpoint,
    hasAddresses: evidence.withAddresses,
  }
}

async function findTexts(db: Db, purposeId: string): Promise<TextRecord[]> {
  const rows = await db.purposeText.findMany({
    where: { purposeId },
    orderBy: [{ language: 'asc' }, { version: 'asc' }],
  })
  return rows.map(({ id, language, version, name, text, effectiveFrom, hash }) => ({
    ...{ kind: 'text', id, language, version, name, text },
    effectiveFrom: effectiveFrom.toISOString(),
    hash: Buffer.from(hash).toString('hex'),
  }))
}

type ContentRow = Omit<ContentRecord, 'kind' | 'publishedAt' | 'hash'> & { published_at: Date | null }

/** Every content that a message of the campaign names, and every version that was published. */
async function findContents(db: Db, campaignId: string): Promise<ContentRecord[]> {
  const rows = await db.$queryRaw<ContentRow[]>(Prisma.sql`
    select content.id, version.version, version.created_at as published_at, content.subject, content.preheader,
      content.html, content.text, content.sender_name as "senderName", content.sender_email as "senderEmail",
      content.language
    from message_content content
    left join campaign_version version on version.content_id = coalesce(content.translation_of, content.id)
      and version.campaign_id = ${campaignId}::uuid
    where content.id in (select content_id from campaign_version where campaign_id = ${campaignId}::uuid)
      or content.translation_of in (select content_id from campaign_version where campaign_id = ${campaignId}::uuid)
      or content.id in (select content_id from message_batch where campaign_id = ${campaignId}::uuid)
    order by version.version nulls first, content.translation_of nulls first, content.id`)
  return rows.map(({ published_at, ...row }) => {
    const content = { kind: 'content' as const, ...row, publishedAt: iso(published_at) }
    return { ...content, hash: hashContent(content) }
  })
}

/** One message with its decision, the same in every file. */
export async function describeMessage(
  row: MessageRow,
  { recipientKey, withAddresses }: Pick<Evidence, 'recipientKey' | 'withAddresses'>,
  prover: Prover,
): Promise<MessageRecord> {
  const salt = saltOf(recipientKey, row.id)
  return {
    kind: 'message',
    id: row.id,
    contentId: row.content_id,
    channel: row.channel,
    recipient: row.address === null ? null : commitRecipient(salt, row.address),
    ...(withAddresses && row.address !== null ? { address: { value: row.address, salt } } : {}),
    status: row.status,
    reason: row.reason,
    ruleVersion: row.rule_version,
    queuedAt: row.created_at.toISOString(),
    decidedAt: iso(row.decided_at),
    finishedAt: iso(row.finished_at),
    isUncertain: row.is_uncertain,
    entry: row.entry && (await proveRaw(prover, row.entry)),
  }
}
