// An export as two files for the page of a platform: whom to add, and whom to remove.
import { Readable } from 'node:stream'
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { COLUMNS, type Platform } from './platforms.ts'
import { type Part, readExport } from './read-export.ts'

/** Fixed words and figures in hexadecimal: nothing that would have to be quoted. */
const asLine = (cells: readonly string[]) => `${cells.join(',')}\r\n`

/** The file of one part. Throws not_found. */
export async function writeExportFile(db: Db, audienceId: string, exportId: string, part: Part, now: Date) {
  const { audience, id } = found(
    await db.adExport.findFirst({ where: { id: exportId, audienceId }, include: { audience: true } }),
    'export',
  )
  const { platform, purposeId } = audience
  const columns = COLUMNS[platform as Platform]
  async function* lines() {
    yield asLine(columns.map(({ name }) => name))
    for await (const people of readExport(db, part, { id, audienceId, purposeId, at: now }))
      yield people.map((hashes) => asLine(columns.map(({ kind }) => hashes[kind] ?? ''))).join('')
  }
  return { filename: `${platform}-${part}.csv`, content: Readable.from(lines()) }
}
