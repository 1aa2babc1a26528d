// What was lowered, written outside the database before it is answered, so that a restored backup cannot forget it.
// One JSON line for each fact: ids, what and when; suppressed addresses as keyed hashes. Never an address, never a yes:
// replaying it can only lower permission.
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DomainError } from '../platform/errors.ts'
import {
  anyLine,
  type BegunLine,
  type HeldLine,
  type JournalLine,
  KEPT,
  type Line,
  LOWERS,
  type ReservedLine,
  type SuppressedLine,
} from './journal-lines.ts'
import type { ConsentFact } from './record-consent.ts'

export type Journal = {
  /** Returns when the lines are on the disk. */
  append: (lines: readonly Line[]) => Promise<void>
  /** The lines that begin after this byte; 'unreadable' stands for one that was cut short or damaged. */
  read: (from: number) => AsyncGenerator<Line | 'unreadable'>
  /** Bytes written so far. */
  size: () => Promise<number>
  close: () => Promise<void>
}

type Batch = { lines: string[]; written: Promise<void> }

/** Opens the journal in this folder, which is made where it is missing. Several processes may append to it. */
export async function openJournal(folder: string): Promise<Journal> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'withdrawals.jsonl')
  const file = await open(path, 'a')
  let next: Batch | undefined
  let last = Promise.resolve()

  const write = async (lines: readonly string[]) => {
    // The leading line break: where a write was cut short, it spoils its own line and no other.
    await file.appendFile(`\n${lines.join('\n')}\n`)
    await file.datasync()
  }
  // Whoever arrives while a write is under way shares the next one: its one fsync, and its failure.
  const nextBatch = (): Batch => {
    const lines: string[] = []
    const written = last.then(() => {
      next = undefined
      return write(lines)
    })
    last = written.catch(() => {})
    return { lines, written }
  }
  return {
    append: (lines) => {
      next ??= nextBatch()
      next.lines.push(...lines.map((line) => JSON.stringify(line)))
      return next.written
    },
    read: (from) => readLines(path, from),
    size: async () => (await stat(path)).size,
    close: async () => {
      await last
      await file.close()
    },
  }
}

async function* readLines(path: string, from: number): ReturnType<Journal['read']> {
  let isWhole = from === 0
  for await (const text of createInterface({ input: createReadStream(path, { start: from }) })) {
    if (isWhole && text !== '') yield parseLine(text)
    isWhole = true
  }
}

function parseLine(text: string): Line | 'unreadable' {
  try {
    return anyLine.parse(JSON.parse(text))
  } catch {
    return 'unreadable'
  }
}

let journal: Journal | undefined
/** Called once, at start. Without it nothing is kept outside the database. */
export function registerJournal(opened: Journal | undefined): void {
  journal = opened
}

/** Whether this fact is one that takes permission away. */
export const lowers = ({ type }: Pick<ConsentFact, 'type'>): boolean => LOWERS.some((lowering) => lowering === type)

/** Writes those facts that lower permission to the journal. */
export async function keepOutside(facts: readonly ConsentFact[]): Promise<void> {
  const lines = facts.flatMap((fact): JournalLine[] => {
    const type = KEPT.find((kept) => kept === fact.type)
    if (!type) return []
    const { contactId, purposeId, channel, method, actor } = fact
    return [{ contactId, purposeId, channel, type, at: fact.occurredAt.toISOString(), method, actor }]
  })
  if (lines.length > 0) await append(lines)
}

/** Writes holds to the journal: those that were placed, or stood already when somebody said the same again. */
export async function keepHeldOutside(lines: readonly HeldLine[]): Promise<void> {
  if (lines.length > 0) await append(lines)
}

/** Writes to the journal that a purpose or a topic was retired. */
export async function keepRetiredOutside(purposeId: string, at: Date): Promise<void> {
  await append([{ type: 'retired', purposeId, at: at.toISOString() }])
}

/** Writes newly suppressed addresses to the journal, as keyed hashes. */
export async function keepSuppressedOutside(line: SuppressedLine): Promise<void> {
  await append([line])
}

/** Writes what the transaction that calls this is about to commit: where it throws, nothing of that has happened. */
export async function keepBeforehand(lines: readonly (ReservedLine | BegunLine)[]): Promise<void> {
  if (lines.length > 0) await append(lines, 'Nothing was recorded, and nothing sent: the journal could not be written.')
}

const STOPPED = 'Nothing more will be sent, but the journal of withdrawals could not be written.'

async function append(lines: readonly Line[], outcome = STOPPED): Promise<void> {
  await journal?.append(lines).catch((cause: unknown) => {
    throw new DomainError('unavailable', `${outcome} Check that its disk has room, then try again.`, { cause })
  })
}
