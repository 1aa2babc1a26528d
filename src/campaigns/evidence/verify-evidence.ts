// Checks the evidence file of a campaign with nothing but the public keys: every line is what was signed, every mail that
// went out rests on a yes that came before it, and every entry stands in the log. The first thing that does not hold is
// named by its line. verify.html is a second reader of docs/evidence.md, without this code.
import {
  type FileKind,
  type FileVerdict,
  type LogHead,
  type PublicKey,
  RefusedLine,
  readHead,
  readSignedLines,
  verifyEntry,
} from '../../consent/index.ts'
import { commitRecipient } from './commit-recipient.ts'
import {
  countOutcomes,
  EVIDENCE_FORMAT,
  type EvidenceRecord,
  evidenceRecord,
  type HeadRecord,
  hashContent,
  type MessageRecord,
} from './evidence-records.ts'

export type EvidenceVerdict =
  | {
      verdict: 'proven'
      kid: string
      head: HeadRecord
      messages: number
      sent: number
      /** Entries that are not in the log yet, and those of people who were erased since. */
      pending: number
      erased: number
    }
  | { verdict: 'refused'; line: number; why: string }

/** Reads the whole file and believes nothing before its end. */
export async function verifyEvidence(
  lines: AsyncIterable<string>,
  keys: readonly PublicKey[],
): Promise<EvidenceVerdict> {
  const check = new EvidenceCheck(keys)
  try {
    const reader = readSignedLines(lines, keys, EVIDENCE_FORMAT)
    let next = await reader.next()
    for (; !next.done; next = await reader.next()) check.take(next.value.line, next.value.record)
    return { verdict: 'proven', kid: next.value.kid, ...check.finish() }
  } catch (refused) {
    if (refused instanceof RefusedLine) return { verdict: 'refused', line: refused.line, why: refused.message }
    throw refused
  }
}

/** The entries that are a yes, and what a decision calls them. */
const YES_TYPES: readonly unknown[] = ['given', 'confirmed', 'customer']

class EvidenceCheck {
  private head: HeadRecord | undefined
  private log: LogHead | undefined
  private readonly texts = new Set<string>()
  private readonly contents = new Set<string>()
  private readonly counted = countOutcomes()
  private hasEnd = false
  private readonly found = { pending: 0, erased: 0, sent: 0, messages: 0 }
  private readonly keys: readonly PublicKey[]

  constructor(keys: readonly PublicKey[]) {
    this.keys = keys
  }

  take(line: number, given: Record<string, unknown>): void {
    const parsed = evidenceRecord.safeParse(given)
    if (!parsed.success || this.hasEnd || (line === 1) !== (given.kind === 'campaign'))
      throw new RefusedLine(line, 'This line is not what stands at this place of an evidence file.')
    this.takeRecord(line, parsed.data)
  }

  private takeRecord(line: number, record: EvidenceRecord): void {
    switch (record.kind) {
      case 'campaign':
        this.head = record
        this.log = readHead(record.checkpoint, this.keys, line)
        return
      case 'text':
        this.texts.add(record.id)
        return
      case 'content':
        if (hashContent(record) !== record.hash)
          throw new RefusedLine(line, 'The hash of this content is not that of its words.')
        this.contents.add(record.id)
        return
      case 'message':
        this.takeMessage(line, record)
        return
      case 'end':
        if (JSON.stringify(this.counted.end()) !== JSON.stringify(record))
          throw new RefusedLine(line, 'The counts at the end are not those of the messages.')
        this.hasEnd = true
        return
      default:
        record satisfies never
    }
  }

  private takeMessage(line: number, message: MessageRecord): void {
    const { entry, address } = message
    if (!this.contents.has(message.contentId))
      throw new RefusedLine(line, 'The content of this message is not in the file.')
    if (address && commitRecipient(address.salt, address.value) !== message.recipient)
      throw new RefusedLine(line, 'The address is not the one that the recipient’s hash was made from.')
    const state = entry && verifyEntry(entry, this.log, line)
    if (state === 'pending' || state === 'erased') this.found[state]++
    const fault = message.status === 'sent' ? findFault(message, this.head, this.texts) : undefined
    if (fault) throw new RefusedLine(line, fault)
    this.found.messages++
    if (message.status === 'sent') this.found.sent++
    this.counted.add(message, String(entry?.fields[1]))
  }

  finish() {
    if (!this.head || !this.hasEnd) throw new RefusedLine(1, 'The file has no beginning or no end.')
    return { head: this.head, ...this.found }
  }
}

/** Why a message should not have been sent by what stands beside it; undefined where a yes was there before it. */
function findFault(
  { entry, decidedAt, channel }: MessageRecord,
  head: HeadRecord | undefined,
  texts: ReadonlySet<string>,
): string | undefined {
  if (!entry || decidedAt === null) return 'It was sent, and nothing in the ledger stands behind it.'
  const [, , , purposeId, entryChannel, type, occurredAt, recordedAt, , , textId, expiresAt] = entry.fields
  if (!YES_TYPES.includes(type)) return 'It was sent, and the entry that it names is no yes.'
  if (purposeId !== head?.purpose.id || entryChannel !== channel)
    return 'It was sent, and the yes that it names was to something else.'
  if (String(recordedAt) > decidedAt || String(occurredAt) > decidedAt)
    return 'It was sent before the yes that it names.'
  if (typeof expiresAt === 'string' && expiresAt <= decidedAt) return 'It was sent after the yes had run out.'
  if (textId !== null && !texts.has(String(textId))) return 'The words that were said yes to are not in the file.'
  return undefined
}

/** The evidence file of a campaign as `npm run assent -- verify FILE` is given it. Needs no database. */
export const evidenceKind: FileKind = {
  recognises: (text) => text.slice(0, 4096).includes(`"${EVIDENCE_FORMAT}"`),
  verifyLines: async (lines, { keys }): Promise<FileVerdict> => {
    const result = await verifyEvidence(lines, keys)
    if (result.verdict === 'refused')
      return { isValid: false, says: `Do not trust this file. Line ${result.line}: ${result.why}` }
    const { head, messages, sent, pending, erased } = result
    const signer = keys.find(({ kid }) => kid === result.kid)?.version
    const rest = [
      ...(pending > 0 ? [`${pending} were not in the log yet when it was made`] : []),
      ...(erased > 0 ? [`${erased} are of people who have been erased since`] : []),
    ]
    const says = `Evidence of “${head.campaign.name}”, signed by key ${signer}: ${messages} messages, ${sent} sent, each to a yes from before it. Every line is what was signed, and every entry stands in the log${rest.length > 0 ? `, but ${rest.join(' and ')}` : ''}.`
    return { isValid: true, says }
  },
}
