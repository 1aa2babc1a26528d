// Comma-separated values (RFC 4180) from pieces of text, with the true line number of every row. Rows without a quote,
// nearly all, are split in one step: reading must not be what an import waits for. Never holds more than one row.
import { DomainError } from '../../platform/errors.ts'

export type CsvRow = {
  /** The line of the file on which the row begins; the headings are on line 1. */
  line: number
  cells: string[]
}
export type CsvParser = {
  /** The rows that this piece of text completes. Empty lines are left out. */
  read: (text: string) => CsvRow[]
  /** The last row, where the file ends without a line break. */
  end: () => CsvRow[]
}

/** Characters in one row. More means a quotation mark that is never closed; a lower limit refuses long notes. */
const ROW_MAX = 1_000_000

export function csvParser(delimiter: string): CsvParser {
  let text = ''
  let line = 1

  function readRows(isEnd: boolean): CsvRow[] {
    const rows: CsvRow[] = []
    let at = 0
    let quote = text.indexOf('"')
    while (at < text.length) {
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      const lineEnd = text.indexOf('\n', at)
      const end = lineEnd === -1 ? text.length : lineEnd
      let cells: string[]
      let next = end + 1
      let lines = 1
      if (quote === -1 || quote > end) {
        if (lineEnd === -1 && !isEnd) break
        cells = withoutReturn(text.slice(at, end)).split(delimiter)
      } else {
        const row = parseQuotedRow(text, at, delimiter, isEnd, line)
        if (!row) break
        ;({ cells, next, lines } = row)
      }
      if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells })
      at = next
      line += lines
    }
    text = text.slice(at)
    if (text.length > ROW_MAX)
      throw invalidLine(line, 'a value begins with a quotation mark that is never closed, or the row is endless')
    return rows
  }

  return {
    read(piece) {
      text += piece
      return readRows(false)
    },
    end: () => readRows(true),
  }
}

type QuotedRow = { cells: string[]; next: number; lines: number }

/** A row that holds quotation marks. Undefined: the text ends before the row does. */
function parseQuotedRow(
  text: string,
  start: number,
  delimiter: string,
  isEnd: boolean,
  line: number,
): QuotedRow | undefined {
  const cells: string[] = []
  let at = start
  let lines = 1
  for (;;) {
    if (text[at] !== '"') {
      const stop = cellEnd(text, at, delimiter)
      if (stop === text.length && !isEnd) return undefined
      const isLast = text[stop] !== delimiter
      cells.push(isLast ? withoutReturn(text.slice(at, stop)) : text.slice(at, stop))
      at = stop + 1
      if (isLast) return { cells, next: at, lines }
      continue
    }
    const close = closingQuote(text, at)
    if (close === -1 || (close === text.length - 1 && !isEnd)) {
      if (isEnd) throw invalidLine(line, 'a value begins with a quotation mark that is never closed')
      return undefined
    }
    const value = text.slice(at + 1, close)
    lines += value.split('\n').length - 1
    cells.push(value.includes('"') ? value.replaceAll('""', '"') : value)
    at = close + 1
    if (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length)) {
      if (at + 1 === text.length && !isEnd) return undefined
      at++
    }
    if (at >= text.length || text[at] === '\n') return { cells, next: at + 1, lines }
    if (text[at] !== delimiter)
      throw invalidLine(line, 'there is text after a closing quotation mark; write a quotation mark in a value twice')
    at++
  }
}

function cellEnd(text: string, at: number, delimiter: string): number {
  for (let index = at; index < text.length; index++) {
    const character = text[index]
    if (character === delimiter || character === '\n') return index
  }
  return text.length
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at
  return -1
}

const withoutReturn = (text: string) => (text.endsWith('\r') ? text.slice(0, -1) : text)

const invalidLine = (line: number, what: string) =>
  new DomainError(
    'invalid',
    `Line ${line} of the file cannot be read: ${what}. Put it right and choose the file again.`,
  )
