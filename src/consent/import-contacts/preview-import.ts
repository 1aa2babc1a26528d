// The beginning of a file, as the person who maps it sees it: columns, sample values, and a first guess.
import { listFields } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { guessColumns, guessDecimal } from './guess-mapping.ts'
import type { ImportMappingInput } from './mapping.ts'
import { type Delimiter, type Encoding, inspectFile, type OpenFile, readRows } from './read-file.ts'

export type ImportPreview = {
  encoding: Encoding
  delimiter: Delimiter
  /** `values`: the different values among the rows looked at, the most frequent first, with how often each was seen. */
  columns: { heading: string; samples: string[]; values: { value: string; count: number }[] }[]
  /** Rows looked at; the file may hold more. */
  rows: number
  guess: { columns: ImportMappingInput['columns']; decimal: '.' | ',' }
}

const SAMPLES = 3
/** Different values shown of a column: enough for every answer to a yes-or-no question. */
const VALUES = 12

/** Looks at the beginning of a file. Throws `invalid` saying what to do where it is no such file. */
export async function previewImport(db: Db, open: OpenFile, isCut: boolean): Promise<ImportPreview> {
  const shape = await inspectFile(open, { isCut })
  const rows: string[][] = []
  for await (const batch of readRows(open, shape, { isCut })) rows.push(...batch.map((row) => row.cells))
  const people = rows.slice(1)
  const columns = shape.headings.map((heading, index) => {
    const counts = new Map<string, number>()
    for (const cells of people) {
      const value = cells[index]?.trim().slice(0, 200)
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const values = [...counts].map(([value, count]) => ({ value, count }))
    return {
      heading,
      samples: values.slice(0, SAMPLES).map(({ value }) => value),
      values: values.sort((a, b) => b.count - a.count).slice(0, VALUES),
    }
  })
  const guess = guessColumns(shape.headings, people.slice(0, 100), await listFields(db))
  return {
    encoding: shape.encoding,
    delimiter: shape.delimiter,
    columns,
    rows: people.length,
    guess: { columns: guess, decimal: guessDecimal(shape.delimiter) },
  }
}
