// Takes in a list of whom not to write to, however long: reads it through once to know that it can be, then chunk by chunk.
// Nothing of it is kept but keyed hashes. Contacts who stand on it are held at once, and their queued messages go.
import { findOwners, lockContacts } from '../../contacts/index.ts'
import { inTransaction, listSql, Prisma, type PrismaClient, type Transaction } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type FileShape, type OpenFile, readRows, recogniseFile } from '../import-contacts/read-file.ts'
import { silence } from '../silence.ts'
import {
  holdSuppressed,
  lockSuppression,
  requireKeys,
  type SuppressionKey,
  suppressAddresses,
} from '../suppression/index.ts'
import { type ListLine, type ListSetting, readLine } from './read-list.ts'

export type ListRequest = ListSetting & { fileName: string; open: OpenFile; startedBy: string | null }
export type ListMeans = { now: () => Date; keys: readonly SuppressionKey[] }

/** Lines in one transaction. More keeps everybody who is let in waiting for longer; fewer pays for more commits. */
const CHUNK_LINES = 2000

/** Reads the whole list and makes its row. `run` takes the lines in. Throws `invalid` where nothing in it is an address. */
export async function startList(
  db: PrismaClient,
  request: ListRequest,
  means: ListMeans,
): Promise<{ id: string; run: () => Promise<void> }> {
  await requireKeys(db, means.keys)
  const shape = await recogniseFile(request.open)
  let [lines, found] = [0, 0]
  for await (const chunk of readChunks(request, shape)) {
    lines += chunk.length
    found += chunk.filter((one) => one.addresses.length > 0).length
  }
  if (found === 0) throw new DomainError('invalid', NOTHING_FOUND)
  const { fileName, scope, startedBy } = request
  const { id } = await db.suppressionList.create({
    data: {
      ...{ fileName, scope, startedBy, countryCode: request.countryCode ?? null, encoding: shape.encoding },
      ...{ totalRows: lines, createdAt: means.now(), updatedAt: means.now() },
    },
  })
  return { id, run: () => runList(db, id, request, shape, means) }
}

const NOTHING_FOUND =
  'No line of this file holds an e-mail address or a phone number with country code that the choice covers. Choose another file, or say which country code is missing.'
const STOPPED =
  'The list stopped. What is counted here is suppressed and stays so. Upload the file again: nobody is counted twice.'

async function runList(
  db: PrismaClient,
  id: string,
  request: ListRequest,
  shape: Pick<FileShape, 'encoding' | 'delimiter'>,
  { now, keys }: ListMeans,
): Promise<void> {
  try {
    for await (const lines of readChunks(request, shape)) {
      const held = await inTransaction(db, (tx) => takeChunk(tx, id, request, lines, keys, now()))
      // Answered, as a count, only when nothing more can begin (ARCHITECTURE.md: a withdrawal).
      const { removed } = await silence(db, held, now())
      if (removed > 0) await db.suppressionList.update({ where: { id }, data: { removed: { increment: removed } } })
    }
    await db.suppressionList.update({ where: { id }, data: { status: 'done', finishedAt: now(), updatedAt: now() } })
  } catch (error) {
    const fault = error instanceof DomainError ? error.message : STOPPED
    await db.suppressionList.update({ where: { id }, data: { status: 'failed', fault, finishedAt: now() } })
    throw error
  }
}

async function* readChunks(
  request: ListRequest,
  shape: Pick<FileShape, 'encoding' | 'delimiter'>,
): AsyncGenerator<ListLine[]> {
  let chunk: ListLine[] = []
  for await (const rows of readRows(request.open, shape))
    for (const row of rows) {
      if (row.cells.every((cell) => cell.trim() === '')) continue
      const line = readLine(row, request)
      if (line) chunk.push(line)
      if (chunk.length < CHUNK_LINES) continue
      yield chunk
      chunk = []
    }
  if (chunk.length > 0) yield chunk
}

/** Suppresses what stands in these lines, and answers with the contacts that are held since. */
async function takeChunk(
  tx: Transaction,
  id: string,
  { scope }: ListSetting,
  lines: readonly ListLine[],
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<string[]> {
  await lockSuppression(tx)
  const addresses = [
    ...new Map(lines.flatMap((one) => one.addresses).map((one) => [`${one.kind}:${one.value}`, one])).values(),
  ]
  const added = await suppressAddresses(tx, keys, addresses, { scope, reason: 'list' }, now)
  const owners = [...new Set((await findOwners(tx, addresses)).values())]
  const live = await lockContacts(tx, owners)
  const held = await holdSuppressed(
    tx,
    [...live].map((contactId) => ({ contactId, scope })),
    now,
  )
  const refused = lines.filter((one) => one.refusal !== undefined)
  await saveRefusals(tx, id, refused)
  await tx.suppressionList.update({
    where: { id },
    data: {
      line: lines.at(-1)?.line ?? 0,
      updatedAt: now,
      rows: { increment: lines.length },
      added: { increment: added },
      known: { increment: addresses.length - added },
      refused: { increment: refused.length },
      held: { increment: held.length },
    },
  })
  return held
}

async function saveRefusals(tx: Transaction, id: string, lines: readonly ListLine[]): Promise<void> {
  if (lines.length === 0) return
  await tx.$executeRaw(Prisma.sql`
    insert into suppression_list_refusal (list_id, line, code)
    select ${id}::uuid, line, code from unnest(${listSql(
      lines.map((one) => one.line),
      'int',
    )}, ${listSql(
      lines.map((one) => one.refusal ?? 'no_address'),
      'text',
    )}) as refused (line, code) on conflict do nothing`)
}
