// Reads a signed file of records from its first to its last, and says which line is wrong and who signed. What each kind of
// record must hold is a table of the file's own; nothing is believed before the end.
import type { z } from 'zod'
import { type FileKind, type PublicKey, RefusedLine, readSignedLines } from '../../consent/index.ts'

type OfKind<Any extends { kind: string }, Kind> = Extract<Any, { kind: Kind }>

/** A kind of file. `Any` are its records, `Found` what a whole file tells. */
export type LineFile<Any extends { kind: string }, Found extends object> = {
  format: string
  /** As a fault names it: `an evidence file`. */
  name: string
  records: z.ZodType<Any>
  /** The record that stands first, and nowhere else. */
  first: Any['kind']
  /** The record after which nothing stands, and what is wrong without it. */
  last: Any['kind']
  withoutLast: string
  /** A check of one file: a function for each kind of record, which throws RefusedLine, and what was found in the end. */
  open: (keys: readonly PublicKey[]) => {
    take: { [Kind in Any['kind']]: (record: OfKind<Any, Kind>, line: number) => void }
    found: () => Found
  }
  /** What is said of a file that holds, to whoever gave it to `npm run assent -- verify`. */
  say: (found: Found, signer: string) => string
}

export type LinesVerdict<Found extends object> =
  | ({ verdict: 'proven'; kid: string } & Found)
  | { verdict: 'refused'; line: number; why: string }

export async function verifyLines<Any extends { kind: string }, Found extends object>(
  lines: AsyncIterable<string>,
  keys: readonly PublicKey[],
  { format, name, records, first, last, withoutLast, open }: LineFile<Any, Found>,
): Promise<LinesVerdict<Found>> {
  const check = open(keys)
  // The table is whole by its type; here it is looked up by a kind that is known only now.
  const take: Record<string, ((record: never, line: number) => void) | undefined> = check.take
  try {
    const reader = readSignedLines(lines, keys, format)
    let isOver = false
    let next = await reader.next()
    for (; !next.done; next = await reader.next()) {
      const { line, record } = next.value
      const parsed = records.safeParse(record)
      if (!parsed.success || isOver || (line === 1) !== (record.kind === first))
        throw new RefusedLine(line, `This line is not what stands at this place of ${name}.`)
      take[parsed.data.kind]?.(parsed.data as never, line)
      isOver = parsed.data.kind === last
    }
    if (!isOver) throw new RefusedLine(1, withoutLast)
    return { verdict: 'proven', kid: next.value.kid, ...check.found() }
  } catch (refused) {
    if (refused instanceof RefusedLine) return { verdict: 'refused', line: refused.line, why: refused.message }
    throw refused
  }
}

/** The file as `npm run assent -- verify FILE` is given it. Needs no database. */
export const kindOfFile = <Any extends { kind: string }, Found extends object>(
  file: LineFile<Any, Found>,
): FileKind => ({
  recognises: (text) => text.slice(0, 4096).includes(`"${file.format}"`),
  verifyLines: async (lines, { keys }) => {
    const result = await verifyLines(lines, keys, file)
    if (result.verdict === 'refused')
      return { isValid: false, says: `Do not trust this file. Line ${result.line}: ${result.why}` }
    const signer = keys.find(({ kid }) => kid === result.kid)?.version
    return { isValid: true, says: file.say(result, String(signer)) }
  },
})
