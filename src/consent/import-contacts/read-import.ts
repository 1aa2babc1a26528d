// What became of an import: its numbers while it runs and after, and every row that was not taken, as a list or a file.
import { Readable } from 'node:stream'
import { type Db, Prisma } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import type { Import } from '../../platform/prisma/client.ts'
import type { Note } from './notes.ts'

export type ImportReport = Omit<Import, 'mapping' | 'status' | 'startedBy'> & {
  /** `stopped`: its process ended before it did. */
  status: 'running' | 'done' | 'failed' | 'stopped'
  /** Rows for each reason, also of rows that were taken in part. */
  reasons: { code: string; isTaken: boolean; rows: number }[]
}

/** An import moves every few seconds; without a sign for this long, in ms, its process is gone. */
const SILENT_AFTER = 120_000

function asReport({ mapping: _, startedBy: __, ...row }: Import, now: Date): Omit<ImportReport, 'reasons'> {
  const isStopped = row.status === 'running' && now.getTime() - row.updatedAt.getTime() > SILENT_AFTER
  return { ...row, status: isStopped ? 'stopped' : (row.status as ImportReport['status']) }
}

export async function readImport(db: Db, id: string, now: Date): Promise<ImportReport> {
  const row = found(await db.import.findUnique({ where: { id } }), 'import')
  const reasons = await db.$queryRaw<ImportReport['reasons']>(Prisma.sql`
    select code, is_taken as "isTaken", count(distinct line)::int as rows from import_refusal
    where import_id = ${id}::uuid group by code, is_taken order by rows desc, code`)
  return { ...asReport(row, now), reasons }
}

/** The latest imports, newest first. */
export async function listImports(db: Db, now: Date): Promise<Omit<ImportReport, 'reasons'>[]> {
  const rows = await db.import.findMany({ orderBy: { createdAt: 'desc' }, take: 50 })
  return rows.map((row) => asReport(row, now))
}

export type Refusal = Note & { isTaken: boolean }

/** Rows not taken, or not wholly, in the order of the file. `after`: the last line of the page before. */
export async function listRefusals(
  db: Db,
  importId: string,
  { after = 0, code, limit }: { after?: number | undefined; code?: string | undefined; limit: number },
): Promise<Refusal[]> {
  const rows = await db.importRefusal.findMany({
    where: { importId, line: { gt: after }, ...(code ? { code } : {}) },
    orderBy: [{ line: 'asc' }, { code: 'asc' }, { column: 'asc' }],
    take: limit,
  })
  return rows.map(({ line, code: reason, column, reason: words, isTaken }) => ({
    line,
    code: reason as Note['code'],
    column,
    reason: words,
    isTaken,
  }))
}

/** The report as CSV, as it is read from the database, page by page. */
export function reportAsCsv(db: Db, importId: string): Readable {
  return Readable.from(csvLines(db, importId))
}

const PAGE = 1000

async function* csvLines(db: Db, importId: string): AsyncGenerator<string> {
  yield csvLine(['line', 'taken', 'code', 'column', 'reason'])
  for (let after = 0; ; ) {
    const lines = await db.$queryRaw<{ line: number }[]>(Prisma.sql`
      select distinct line from import_refusal where import_id = ${importId}::uuid and line > ${after}
      order by line limit ${PAGE}`)
    const last = lines.at(-1)?.line
    if (last === undefined) return
    const rows = await db.importRefusal.findMany({
      where: { importId, line: { gt: after, lte: last } },
      orderBy: [{ line: 'asc' }, { code: 'asc' }, { column: 'asc' }],
    })
    yield rows
      .map((row) => csvLine([String(row.line), row.isTaken ? 'in part' : 'no', row.code, row.column, row.reason]))
      .join('')
    after = last
  }
}

/** One line of CSV in which no cell can act as a formula in a spreadsheet (OWASP: CSV injection). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}
