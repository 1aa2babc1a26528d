// Checks the evidence file of a campaign with nothing but the public keys: every line is what was signed, every mail that
// went out rests on a yes that came before it, and every entry stands in the log. The first thing that does not hold is
// named by its line. verify.html is a second reader of docs/evidence.md, without this code.
import { type LogHead, type PublicKey, RefusedLine, readHead, verifyEntry } from '../../consent/index.ts'
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
import { kindOfFile, type LineFile, type LinesVerdict, verifyLines } from './verify-lines.ts'

type Found = {
  head: HeadRecord
  messages: number
  sent: number
  /** Entries that are not in the log yet, and those of people who were erased since. */
  pending: number
  erased: number
}
export type EvidenceVerdict = LinesVerdict<Found>

/** Reads the whole file and believes nothing before its end. */
export const verifyEvidence = (lines: AsyncIterable<string>, keys: readonly PublicKey[]): Promise<EvidenceVerdict> =>
  verifyLines(lines, keys, EVIDENCE_FILE)

/** The entries that are a yes, and what a decision calls them. */
const YES_TYPES: readonly unknown[] = ['given', 'confirmed', 'customer']

const WITHOUT_LAST = 'The file has no beginning or no end.'

const EVIDENCE_FILE: LineFile<EvidenceRecord, Found> = {
  format: EVIDENCE_FORMAT,
  name: 'an evidence file',
  records: evidenceRecord,
  first: 'campaign',
  last: 'end',
  withoutLast: WITHOUT_LAST,
  open: (keys) => {
    let head: HeadRecord | undefined
    let log: LogHead | undefined
    const [texts, contents, counted] = [new Set<string>(), new Set<string>(), countOutcomes()]
    const found = { pending: 0, erased: 0, sent: 0, messages: 0 }
    return {
      take: {
        campaign: (record, line) => {
          head = record
          log = readHead(record.checkpoint, keys, line)
        },
        text: (record) => void texts.add(record.id),
        content: (record, line) => {
          if (hashContent(record) !== record.hash)
            throw new RefusedLine(line, 'The hash of this content is not that of its words.')
          contents.add(record.id)
        },
        message: (message, line) => {
          const { entry, address } = message
          if (!contents.has(message.contentId))
            throw new RefusedLine(line, 'The content of this message is not in the file.')
          if (address && commitRecipient(address.salt, address.value) !== message.recipient)
            throw new RefusedLine(line, 'The address is not the one that the recipient’s hash was made from.')
          const state = entry && verifyEntry(entry, log, line)
          if (state === 'pending' || state === 'erased') found[state]++
          const fault = message.status === 'sent' ? findFault(message, head, texts) : undefined
          if (fault) throw new RefusedLine(line, fault)
          found.messages++
          if (message.status === 'sent') found.sent++
          counted.add(message, String(entry?.fields[1]))
        },
        end: (record, line) => {
          if (JSON.stringify(counted.end()) !== JSON.stringify(record))
            throw new RefusedLine(line, 'The counts at the end are not those of the messages.')
        },
      },
      found: () => {
        if (!head) throw new RefusedLine(1, WITHOUT_LAST)
        return { head, ...found }
      },
    }
  },
  say: ({ head, messages, sent, pending, erased }, signer) => {
    const rest = [
      ...(pending > 0 ? [`${pending} were not in the log yet when it was made`] : []),
      ...(erased > 0 ? [`${erased} are of people who have been erased since`] : []),
    ]
    return `Evidence of “${head.campaign.name}”, signed by key ${signer}: ${messages} messages, ${sent} sent, each to a yes from before it. Every line is what was signed, and every entry stands in the log${rest.length > 0 ? `, but ${rest.join(' and ')}` : ''}.`
  },
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

export const evidenceKind = kindOfFile(EVIDENCE_FILE)
