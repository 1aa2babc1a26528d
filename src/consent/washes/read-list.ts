// Reads what comes back from a register: an answer to a list, or the register's own file. What is asked of a file is that
// it can be read without a guess; of one that cannot, nothing is kept.
import { DomainError } from '../../platform/errors.ts'
import type { Register } from '../calls/registers/index.ts'
import { guessColumns } from '../import-contacts/guess-mapping.ts'
import type { CsvRow } from '../import-contacts/parse-csv.ts'
import { inspectFile, type OpenFile, readRows } from '../import-contacts/read-file.ts'
import { readNumber } from './read-number.ts'

/** How people are named in the file: by the reference of our list, by number, or by name and postal address. */
export type KeyKind = 'reference' | 'phone' | 'person'
/** `key` is undefined where the line names nobody that could be meant. */
export type ListLine = { line: number; key: string | undefined }

const REFERENCE = /^[0-9a-f]{16}$/
/** Rows from whose values it is told what a column holds. */
const LOOKED_AT = 50

/** Name and address as a key: no letter case, no spaces or signs, and of the name only the last. Too many is better than too few. */
export const personKey = (lastName: string, street: string, postalCode: string): string | undefined => {
  const parts = [lastName, postalCode, street].map((text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
  return parts.every((part) => part !== '') ? parts.join('|') : undefined
}

/** What names people in the file, and its lines. Throws `invalid` saying what to do. */
export async function openList(
  open: OpenFile,
  register: Register,
  kinds: readonly KeyKind[],
): Promise<{ kind: KeyKind; lines: AsyncGenerator<ListLine> }> {
  const shape = await inspectFile(open, { mayLackHeadings: true })
  const rows = (await firstRows(open, shape)).map((row) => row.cells)
  const readers: Record<KeyKind, () => Reader | undefined> = {
    reference: () => byColumn(rows, (cell) => (REFERENCE.test(cell) ? cell : undefined)),
    phone: () => byColumn(rows, (cell) => readNumber(register, cell), 'phone'),
    person: () => byPerson(rows),
  }
  for (const kind of kinds) {
    const reader = readers[kind]()
    if (reader) return { kind, lines: linesOf(open, shape, reader) }
  }
  throw new DomainError(
    'invalid',
    kinds.includes('reference')
      ? 'No column holds references of our lists or numbers of this country. Choose the answer to this list, as it came.'
      : `No column holds numbers of this country, and none a name with street and postal code. Choose the file of ${register.name}.`,
  )
}

type Reader = { hasHeadings: boolean; read: (cells: readonly string[]) => string | undefined }

async function firstRows(open: OpenFile, shape: Parameters<typeof readRows>[1]): Promise<CsvRow[]> {
  const first: CsvRow[] = []
  for await (const rows of readRows(open, shape)) {
    first.push(...rows)
    if (first.length >= LOOKED_AT) break
  }
  return first.slice(0, LOOKED_AT)
}

/** The column that is called so, else the one that holds most such values; in at least half of the rows. */
function byColumn(
  rows: readonly string[][],
  read: (cell: string) => string | undefined,
  called?: string,
): Reader | undefined {
  const cellAt = (cells: readonly string[], index: number) => read(cells[index]?.trim() ?? '')
  const width = Math.max(...rows.map((cells) => cells.length))
  const counts = Array.from({ length: width }, (_, index) => rows.filter((cells) => cellAt(cells, index)).length)
  const named = guessColumns(rows[0] ?? [], [], []).find(({ to }) => to === called)?.column
  const index = named === undefined ? counts.indexOf(Math.max(...counts)) : (rows[0] ?? []).indexOf(named)
  const count = counts[index] ?? 0
  // Of two rows one may be the headings.
  if (count === 0 || count * 2 < rows.length - 1) return undefined
  return { hasHeadings: cellAt(rows[0] ?? [], index) === undefined, read: (cells) => cellAt(cells, index) }
}

function byPerson([headings = [], ...rows]: readonly string[][]): Reader | undefined {
  const guessed = guessColumns(headings, rows, [])
  const indexOf = (to: string) => headings.indexOf(guessed.find((column) => column.to === to)?.column ?? '')
  const [lastName, street, postalCode] = [indexOf('lastName'), indexOf('street'), indexOf('postalCode')]
  if (lastName === -1 || street === -1 || postalCode === -1) return undefined
  const at = (cells: readonly string[], index: number) => cells[index] ?? ''
  return {
    hasHeadings: true,
    read: (cells) => personKey(at(cells, lastName), at(cells, street), at(cells, postalCode)),
  }
}

async function* linesOf(
  open: OpenFile,
  shape: Parameters<typeof readRows>[1],
  { hasHeadings, read }: Reader,
): AsyncGenerator<ListLine> {
  let isFirst = true
  for await (const rows of readRows(open, shape))
    for (const { line, cells } of rows) {
      if (!isFirst || !hasHeadings) yield { line, key: read(cells) }
      isFirst = false
    }
}
