// Takes a CSV file in, however long: reads it through once to know that it can be, then chunk by chunk. Memory holds a
// chunk or two. Whatever cannot be read stops it before anything is changed; what can, is never lost or taken twice.
import { setTimeout as sleep } from 'node:timers/promises'
import { sqlState } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import type { PrismaClient } from '../../platform/prisma/client.ts'
import { silence } from '../silence.ts'
import { rekeySeen, requireKeys, type SuppressionKey } from '../suppression/index.ts'
import { type ChunkContext, importChunk, type Turn } from './import-chunk.ts'
import { type ImportMapping, type ImportPlan, planImport } from './mapping.ts'
import type { CsvRow } from './parse-csv.ts'
import { type FileShape, inspectFile, type OpenFile, readRows } from './read-file.ts'
import { type ReadRow, readRow } from './read-row.ts'

export type ImportRequest = {
  fileName: string
  open: OpenFile
  mapping: ImportMapping
  /** Id of the user, or null for a script. */
  startedBy: string | null
}
export type ImportSetting = {
  now: () => Date
  /** Every key for suppression that is at hand, the newest first. */
  keys: readonly SuppressionKey[]
}
export type StartedImport = { id: string; shape: FileShape; run: () => Promise<void> }

/** Rows in one transaction. More keeps contacts locked for longer; fewer pays for more commits. */
const CHUNK_ROWS = 2000

/** Checks the whole file and the mapping, and makes the import. `run` takes the rows in. Throws `invalid`. */
export async function startImport(
  db: PrismaClient,
  request: ImportRequest,
  setting: ImportSetting,
): Promise<StartedImport> {
  const { fileName, mapping, startedBy } = request
  await requireKeys(db, setting.keys)
  const { shape, plan } = await prepareImport(db, request, setting.now())
  const { id } = await db.import.create({
    data: {
      fileName,
      mapping,
      startedBy,
      encoding: shape.encoding,
      delimiter: shape.delimiter,
      totalRows: shape.rows,
      createdAt: setting.now(),
      updatedAt: setting.now(),
    },
  })
  return { id, shape, run: () => runImport(db, id, plan, shape, request, setting) }
}

/** Reads the file through and ties the mapping to it. */
export async function prepareImport(
  db: PrismaClient,
  { open, mapping }: Pick<ImportRequest, 'open' | 'mapping'>,
  now: Date,
): Promise<{ shape: FileShape; plan: ImportPlan }> {
  const found = await inspectFile(open, mapping)
  return { shape: found, plan: await planImport(db, mapping, found, now) }
}

/** Starts and finishes an import. Returns its id; what became of it is on its row (`readImport`). */
export async function importContacts(
  db: PrismaClient,
  request: ImportRequest,
  setting: ImportSetting,
): Promise<string> {
  const { id, run } = await startImport(db, request, setting)
  await run()
  return id
}

async function runImport(
  db: PrismaClient,
  importId: string,
  plan: ImportPlan,
  shape: FileShape,
  { open, fileName }: ImportRequest,
  { now, keys }: ImportSetting,
): Promise<void> {
  const context: ChunkContext = { importId, plan, keys }
  try {
    const chunks = readChunks(plan, readRows(open, shape), fileName, now())
    let previous: Promise<void> = Promise.resolve()
    for await (const rows of chunks) {
      const claimed = Promise.withResolvers<void>()
      const turn = { previous, onClaimed: claimed.resolve }
      const current = takeChunk(db, context, rows, turn, now).finally(claimed.resolve)
      current.catch(() => {}) // thrown by whoever waits for it
      // The database works on two chunks at once, and while it does the next one is read; no more, for the memory's sake.
      await previous
      await claimed.promise
      previous = current
    }
    await previous
    await db.import.update({ where: { id: importId }, data: { status: 'done', finishedAt: now(), updatedAt: now() } })
  } catch (error) {
    const fault = error instanceof DomainError ? error.message : STOPPED
    await db.import.update({ where: { id: importId }, data: { status: 'failed', fault, finishedAt: now() } })
    throw error
  }
}

const STOPPED =
  'The import stopped. What is counted here was taken in whole. Import the file again: nobody is taken in twice.'

export async function* readChunks(
  plan: ImportPlan,
  batches: AsyncIterable<CsvRow[]>,
  fileName: string,
  now: Date,
): AsyncGenerator<ReadRow[]> {
  let chunk: ReadRow[] = []
  let isHeading = true
  for await (const batch of batches)
    for (const row of batch) {
      if (isHeading) isHeading = false
      else if (row.cells.some((cell) => cell !== '')) chunk.push(readRow(plan, row, fileName, now))
      if (chunk.length < CHUNK_ROWS) continue
      yield chunk
      chunk = []
    }
  if (chunk.length > 0) yield chunk
}

/** Pauses in ms between tries while the database is away: about a minute in all, as long as a restart takes. */
const AWAY_PAUSES = [500, 1000, 2000, 4000, 8000, 15_000, 30_000]

async function takeChunk(
  db: PrismaClient,
  context: ChunkContext,
  rows: ReadRow[],
  turn: Turn,
  now: () => Date,
): Promise<void> {
  const lastLine = rows.at(-1)?.line ?? 0
  for (let attempt = 0; ; attempt++) {
    try {
      const result = await importChunk(db, context, rows, lastLine, turn, now())
      if (result && result.lowered.length > 0) await silence(db, result.lowered, now())
      if (result) await rekeySeen(db, context.keys, result.met.addresses, result.met.hits, now())
      return
    } catch (error) {
      const pause = AWAY_PAUSES[attempt]
      if (pause === undefined || !isAway(error)) throw error
      await sleep(pause)
    }
  }
}

/** Whether the connection was lost, or the transaction ran out of time, rather than a statement refused. */
function isAway(error: unknown): boolean {
  const state = sqlState(error) ?? ''
  if (state.startsWith('08') || state.startsWith('57P')) return true
  for (let at = error, depth = 0; at instanceof Object && depth < 5; depth++) {
    const { code, message, cause, meta } = at as Record<string, unknown>
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'P1001' || code === 'P1017' || code === 'P2028')
      return true
    if (typeof message === 'string' && /connection (was )?(terminated|closed)/i.test(message)) return true
    at = (meta as Record<string, unknown> | undefined)?.driverAdapterError ?? cause
  }
  return false
}
