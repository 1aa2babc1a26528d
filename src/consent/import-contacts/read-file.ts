// What kind of file this is, before anything of it is taken in: text or not, which characters, which columns, how many
// rows. Reads the whole file once, so that a file which cannot be read to its end changes nothing.
import { isAscii } from 'node:buffer'
import { normaliseAddress } from '../../contacts/index.ts'
import { DomainError } from '../../platform/errors.ts'
import { type CsvRow, csvParser } from './parse-csv.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]
export const DELIMITERS = [',', ';', '\t'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** Opens the file from its beginning; called once for each reading. */
export type OpenFile = () => AsyncIterable<Uint8Array>

export type FileShape = {
  encoding: Encoding
  delimiter: Delimiter
  /** As written, trimmed; an empty one is called `Column 3`. */
  headings: string[]
  /** Rows with something in them, without the headings. */
  rows: number
}

const refuseFile = (message: string) => new DomainError('invalid', message)

export type FileHints = {
  /** It is only the beginning of a file. */
  isCut?: boolean
  /** Its first line may be one like the others, such as in a list of numbers. */
  mayLackHeadings?: boolean
  encoding?: Encoding | undefined
  delimiter?: Delimiter | undefined
}

/** Reads the file through, and finds out what the hints leave open. Throws `invalid` saying what to do. */
export async function inspectFile(open: OpenFile, hints: FileHints = {}): Promise<FileShape> {
  const { isCut = false, mayLackHeadings = false } = hints
  const found = await detectEncoding(open, isCut)
  const encoding = hints.encoding ?? found
  const delimiter = hints.delimiter ?? (await detectDelimiter(open, encoding))
  let headings: string[] | undefined
  let rows = 0
  for await (const batch of readRows(open, { encoding, delimiter }, { isCut })) {
    if (!headings) headings = readHeadings(batch[0])
    rows += batch.length
  }
  if (!headings) throw refuseFile('The file is empty. Choose a CSV file with column names in its first line.')
  if (rows === 1 && !mayLackHeadings)
    throw refuseFile('The file holds column names and nothing below them. Choose the file that has the people in it.')
  return { encoding, delimiter, headings, rows: rows - 1 }
}

/** The characters and the separator of a file that need not have headings. Throws `invalid` where it is no text. */
export async function recogniseFile(open: OpenFile): Promise<Pick<FileShape, 'encoding' | 'delimiter'>> {
  const encoding = await detectEncoding(open, false)
  return { encoding, delimiter: await detectDelimiter(open, encoding) }
}

/** All rows, the headings first, in batches as they come off the disk. */
export async function* readRows(
  open: OpenFile,
  { encoding, delimiter }: Pick<FileShape, 'encoding' | 'delimiter'>,
  { isCut = false } = {},
): AsyncGenerator<CsvRow[]> {
  const parser = csvParser(delimiter)
  for await (const text of readText(open, encoding)) {
    const rows = parser.read(text)
    if (rows.length > 0) yield rows
  }
  if (isCut) return
  const rows = parser.end()
  if (rows.length > 0) yield rows
}

async function* readText(open: OpenFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let previous = ''
  for await (const bytes of open()) {
    const text = decoder.decode(bytes, { stream: true })
    yield withLineFeeds(text, previous)
    previous = text.slice(-1) || previous
  }
  yield decoder.decode()
}

/** Files of old Macs end their lines with a carriage return alone. */
function withLineFeeds(text: string, previous: string): string {
  if (previous === '\r' && text !== '' && !text.startsWith('\n')) return `\n${lineFeeds(text)}`
  return lineFeeds(text)
}
const lineFeeds = (text: string) => (text.includes('\r') ? text.replace(/\r(?![\n]|$)/g, '\r\n') : text)

const SIGNATURES: [string, string][] = [
  [
    '504b0304',
    'This is an Excel workbook. In Excel, choose Save As, then “CSV UTF-8 (comma delimited)”, and use that file.',
  ],
  [
    'd0cf11e0',
    'This is an old Excel workbook. In Excel, choose Save As, then “CSV UTF-8 (comma delimited)”, and use that file.',
  ],
  ['25504446', 'This is a PDF. Export the list as CSV where it comes from, and use that file.'],
  ['1f8b', 'This file is compressed. Unpack it first, and choose the CSV file inside.'],
]
const SAVE_AS =
  'Save it as “CSV UTF-8” (in Excel: Save As, “CSV UTF-8 (comma delimited)”; in LibreOffice: character set “Unicode (UTF-8)”) and choose it again.'
/** Bytes that Windows-1252 leaves without a character. */
const NOT_IN_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

async function detectEncoding(open: OpenFile, isCut: boolean): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  let isUtf8 = true
  let hasLetters = false // beyond ASCII, and valid UTF-8
  let is1252 = true
  let isInside = false // of a character that the next piece continues
  for await (const chunk of open()) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (isFirst) {
      const wide = recogniseHead(bytes)
      if (wide) return wide
      isFirst = false
    }
    if (bytes.includes(0)) throw refuseFile('This is not a text file. Export the list as CSV, and use that file.')
    if (isAscii(bytes) && !isInside) continue
    if (NOT_IN_1252.some((byte) => bytes.includes(byte))) is1252 = false
    if (!isUtf8) continue
    try {
      const text = decoder.decode(bytes, { stream: true })
      isInside = (bytes.at(-1) ?? 0) > 0x7f
      if (text !== '') hasLetters = true
    } catch {
      isUtf8 = false
      hasLetters ||= hasValidLetters(bytes)
    }
  }
  if (isUtf8 && !isCut) {
    try {
      decoder.decode()
    } catch {
      isUtf8 = false
    }
  }
  if (isUtf8) return 'utf-8'
  if (hasLetters) throw refuseFile(`The file is UTF-8 in one place and something else in another. ${SAVE_AS}`)
  if (!is1252) throw refuseFile(`The characters of this file cannot be told. ${SAVE_AS}`)
  return 'windows-1252'
}

/** UTF-16, by its mark or by its zeros; undefined: look on. */
function recogniseHead(bytes: Buffer): Encoding | undefined {
  const start = bytes.subarray(0, 4).toString('hex')
  for (const [signature, message] of SIGNATURES) if (start.startsWith(signature)) throw refuseFile(message)
  if (start.startsWith('fffe')) return 'utf-16le'
  if (start.startsWith('feff')) return 'utf-16be'
  const head = bytes.subarray(0, 1024)
  const zeros = [0, 0]
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  return undefined
}

/** Whether text that is not UTF-8 as a whole holds characters that can hardly be anything else. */
function hasValidLetters(bytes: Buffer): boolean {
  return /[\u00c0-\u024f]/.test(bytes.toString('utf-8'))
}

async function detectDelimiter(open: OpenFile, encoding: Encoding): Promise<Delimiter> {
  let head = ''
  for await (const text of readText(open, encoding)) {
    head += text
    if (head.includes('\n') || head.length > 100_000) break
  }
  const first = (head.split('\n')[0] ?? '').replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter
}

function readHeadings(row: CsvRow | undefined): string[] {
  const headings = (row?.cells ?? []).map((cell, index) => cell.trim() || `Column ${index + 1}`)
  if (headings.some((heading) => normaliseAddress('email', heading) !== undefined))
    throw refuseFile('The first line holds a person, not column names. Put a line with column names above it.')
  const seen = new Set<string>()
  const twice = headings.filter((heading) => seen.size === seen.add(heading.toLowerCase()).size)
  if (twice.length > 0)
    throw refuseFile(
      `Two columns are called “${[...new Set(twice)].join('”, “')}”. Give each column a name of its own.`,
    )
  return headings
}
