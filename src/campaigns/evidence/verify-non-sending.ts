// Checks a proof of non-sending with nothing but the public keys: the chain of the person is whole from its first entry,
// each stands in the log, and the statement counts what is there.
import { type LogHead, type PublicKey, RefusedLine, readHead, verifyEntry } from '../../consent/index.ts'
import {
  NON_SENDING_FORMAT,
  type NonSendingRecord,
  nonSendingRecord,
  type PersonRecord,
  type StatementRecord,
  state,
} from './non-sending-records.ts'
import { kindOfFile, type LineFile, type LinesVerdict, verifyLines } from './verify-lines.ts'

export type NonSendingVerdict = LinesVerdict<{ statement: StatementRecord }>

/** Reads the whole file and believes nothing before its end. */
export const verifyNonSending = (
  lines: AsyncIterable<string>,
  keys: readonly PublicKey[],
): Promise<NonSendingVerdict> => verifyLines(lines, keys, NON_SENDING_FILE)

const NO_PREVIOUS = '0'.repeat(64)
const WITHOUT_LAST = 'The file has no statement.'

const NON_SENDING_FILE: LineFile<NonSendingRecord, { statement: StatementRecord }> = {
  format: NON_SENDING_FORMAT,
  name: 'a proof of non-sending',
  records: nonSendingRecord,
  first: 'person',
  last: 'statement',
  withoutLast: WITHOUT_LAST,
  open: (keys) => {
    let head: PersonRecord | undefined
    let log: LogHead | undefined
    let statement: StatementRecord | undefined
    const counts = { entries: 0, messages: 0, sent: 0 }
    /** Of each contact: its last entry so far. */
    const chains = new Map<string, { seq: number; hash: string }>()
    return {
      take: {
        person: (record, line) => {
          head = record
          log = readHead(record.checkpoint, keys, line)
        },
        entry: ({ entry }, line) => {
          verifyEntry(entry, log, line)
          const [, contactId, seq] = entry.fields
          const before = chains.get(String(contactId)) ?? { seq: 0, hash: NO_PREVIOUS }
          if (seq !== before.seq + 1 || entry.previousHash !== before.hash)
            throw new RefusedLine(line, 'An entry before this one is missing from the chain.')
          chains.set(String(contactId), { seq, hash: entry.hash })
          counts.entries++
        },
        message: (record, line) => {
          if (record.entry) verifyEntry(record.entry, log, line)
          if (!head?.contacts.includes(record.contactId))
            throw new RefusedLine(line, 'This message is to somebody else.')
          counts.messages++
          if (record.status === 'sent') counts.sent++
        },
        statement: (record, line) => {
          if (!head || JSON.stringify(state(head, counts)) !== JSON.stringify(record))
            throw new RefusedLine(line, 'The statement does not count what stands above it.')
          statement = record
        },
      },
      found: () => {
        if (!statement) throw new RefusedLine(1, WITHOUT_LAST)
        return { statement }
      },
    }
  },
  say: ({ statement }, signer) => `Signed by key ${signer}, and its lines hold. ${statement.says}`,
}

export const nonSendingKind = kindOfFile(NON_SENDING_FILE)
