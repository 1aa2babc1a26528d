// Checks a proof of non-sending with nothing but the public keys: the chain of the person is whole from its first entry,
// each stands in the log, and the statement counts what is there.
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
import {
  NON_SENDING_FORMAT,
  type NonSendingRecord,
  nonSendingRecord,
  type PersonRecord,
  type StatementRecord,
  state,
} from './non-sending-records.ts'

export type NonSendingVerdict =
  | { verdict: 'proven'; kid: string; statement: StatementRecord }
  | { verdict: 'refused'; line: number; why: string }

/** Reads the whole file and believes nothing before its end. */
export async function verifyNonSending(
  lines: AsyncIterable<string>,
  keys: readonly PublicKey[],
): Promise<NonSendingVerdict> {
  const check = new NonSendingCheck(keys)
  try {
    const reader = readSignedLines(lines, keys, NON_SENDING_FORMAT)
    let next = await reader.next()
    for (; !next.done; next = await reader.next()) check.take(next.value.line, next.value.record)
    return { verdict: 'proven', kid: next.value.kid, statement: check.finish() }
  } catch (refused) {
    if (refused instanceof RefusedLine) return { verdict: 'refused', line: refused.line, why: refused.message }
    throw refused
  }
}

const NO_PREVIOUS = '0'.repeat(64)

class NonSendingCheck {
  private head: PersonRecord | undefined
  private log: LogHead | undefined
  private statement: StatementRecord | undefined
  private readonly counts = { entries: 0, messages: 0, sent: 0 }
  /** Of each contact: its last entry so far. */
  private readonly chains = new Map<string, { seq: number; hash: string }>()
  private readonly keys: readonly PublicKey[]

  constructor(keys: readonly PublicKey[]) {
    this.keys = keys
  }

  take(line: number, given: Record<string, unknown>): void {
    const parsed = nonSendingRecord.safeParse(given)
    if (!parsed.success || this.statement || (line === 1) !== (given.kind === 'person'))
      throw new RefusedLine(line, 'This line is not what stands at this place of a proof of non-sending.')
    this.takeRecord(line, parsed.data)
  }

  private takeRecord(line: number, record: NonSendingRecord): void {
    switch (record.kind) {
      case 'person':
        this.head = record
        this.log = readHead(record.checkpoint, this.keys, line)
        return
      case 'entry': {
        verifyEntry(record.entry, this.log, line)
        const [, contactId, seq] = record.entry.fields
        const before = this.chains.get(String(contactId)) ?? { seq: 0, hash: NO_PREVIOUS }
        if (seq !== before.seq + 1 || record.entry.previousHash !== before.hash)
          throw new RefusedLine(line, 'An entry before this one is missing from the chain.')
        this.chains.set(String(contactId), { seq, hash: record.entry.hash })
        this.counts.entries++
        return
      }
      case 'message':
        if (record.entry) verifyEntry(record.entry, this.log, line)
        if (!this.head?.contacts.includes(record.contactId))
          throw new RefusedLine(line, 'This message is to somebody else.')
        this.counts.messages++
        if (record.status === 'sent') this.counts.sent++
        return
      case 'statement':
        if (!this.head || JSON.stringify(state(this.head, this.counts)) !== JSON.stringify(record))
          throw new RefusedLine(line, 'The statement does not count what stands above it.')
        this.statement = record
        return
      default:
        record satisfies never
    }
  }

  finish(): StatementRecord {
    if (!this.statement) throw new RefusedLine(1, 'The file has no statement.')
    return this.statement
  }
}

/** A proof of non-sending as `npm run assent -- verify FILE` is given it. Needs no database. */
export const nonSendingKind: FileKind = {
  recognises: (text) => text.slice(0, 4096).includes(`"${NON_SENDING_FORMAT}"`),
  verifyLines: async (lines, { keys }): Promise<FileVerdict> => {
    const result = await verifyNonSending(lines, keys)
    if (result.verdict === 'refused')
      return { isValid: false, says: `Do not trust this file. Line ${result.line}: ${result.why}` }
    const signer = keys.find(({ kid }) => kid === result.kid)?.version
    return { isValid: true, says: `Signed by key ${signer}, and its lines hold. ${result.statement.says}` }
  },
}
