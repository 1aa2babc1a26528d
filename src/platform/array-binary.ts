// Long lists for PostgreSQL in its binary form (array_recv): ids, hashes and times are written once, as what they are. As
// text they are composed, escaped, copied and read again on both sides; for a thousand rows that costs more than the insert.

export type ListValue = string | number | boolean | Date | Uint8Array | null

/** Object identifiers of the element types: fixed for ever, listed in pg_type.dat of PostgreSQL. */
const ELEMENT = { boolean: 16, bytea: 17, int: 23, text: 25, timestamptz: 1184, uuid: 2950, jsonb: 3802 }
export type ListType = keyof typeof ELEMENT

/** ms between 1970 and 2000, from which PostgreSQL counts its microseconds. */
const EPOCH = 946_684_800_000
const HEAD_BYTES = 20
const JSONB_VERSION = 1

let scratch = Buffer.allocUnsafe(64 * 1024)
function reserve(bytes: number): void {
  if (bytes <= scratch.length) return
  const larger = Buffer.allocUnsafe(Math.max(bytes, 2 * scratch.length))
  scratch.copy(larger)
  scratch = larger
}

/**
 * These values as a one-dimensional array of this type, to be bound as it is. Undefined where a value is not what its type
 * says, such as an id that is none: then the database must see the text and refuse it in its own words.
 */
export function arrayBinary(values: readonly ListValue[], type: ListType): Buffer | undefined {
  const write = WRITERS[type]
  let at = HEAD_BYTES
  let hasNull = 0
  for (const value of values) {
    reserve(at + 4)
    if (value === null) {
      hasNull = 1
      scratch.writeInt32BE(-1, at)
      at += 4
      continue
    }
    const end = write(value, at + 4)
    if (end === undefined) return undefined
    scratch.writeInt32BE(end - at - 4, at)
    at = end
  }
  scratch.writeInt32BE(values.length > 0 ? 1 : 0, 0) // dimensions
  scratch.writeInt32BE(hasNull, 4)
  scratch.writeInt32BE(ELEMENT[type], 8)
  scratch.writeInt32BE(values.length, 12)
  scratch.writeInt32BE(1, 16) // the index of the first
  return Buffer.from(scratch.subarray(0, values.length > 0 ? at : 12))
}

/** Writes a value from `at` on and answers where it ends; undefined: it is none of this type. */
type Writer = (value: NonNullable<ListValue>, at: number) => number | undefined

const WRITERS: Record<ListType, Writer> = {
  boolean(value, at) {
    if (typeof value !== 'boolean') return undefined
    reserve(at + 1)
    scratch[at] = value ? 1 : 0
    return at + 1
  },
  int(value, at) {
    if (typeof value !== 'number' || (value | 0) !== value) return undefined
    reserve(at + 4)
    return scratch.writeInt32BE(value, at)
  },
  timestamptz(value, at) {
    if (!(value instanceof Date) || Number.isNaN(+value)) return undefined
    reserve(at + 8)
    const microseconds = (+value - EPOCH) * 1000 // below 2^53 until the year 2255, and for four centuries before 2000
    if (!Number.isSafeInteger(microseconds)) return undefined
    scratch.writeInt32BE(Math.floor(microseconds / 2 ** 32), at)
    return scratch.writeUInt32BE(microseconds >>> 0, at + 4)
  },
  uuid: (value, at) => (typeof value === 'string' && value.length === 36 ? writeId(value, at) : undefined),
  bytea(value, at) {
    if (typeof value === 'string') return value.startsWith('\\x') ? writeHex(value, 2, at) : undefined
    if (!(value instanceof Uint8Array)) return undefined
    reserve(at + value.length)
    scratch.set(value, at)
    return at + value.length
  },
  text: (value, at) => writeText(typeof value === 'string' ? value : String(value), at),
  jsonb(value, at) {
    if (typeof value !== 'string') return undefined
    reserve(at + 1)
    scratch[at] = JSONB_VERSION
    return writeText(value, at + 1)
  },
}

/** UTF-8. Letters of ASCII one by one, since most texts are short and a call into the engine costs as much as twenty. */
function writeText(value: string, at: number): number {
  reserve(at + 3 * value.length)
  if (value.length > 32) return at + scratch.write(value, at)
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    if (code > 0x7f) return at + scratch.write(value, at)
    scratch[at + index] = code
  }
  return at + value.length
}

const DIGITS = new Int8Array(128).fill(-1)
for (const digits of ['0123456789abcdef', '0123456789ABCDEF'])
  for (let digit = 0; digit < digits.length; digit++) DIGITS[digits.charCodeAt(digit)] = digit
const digitAt = (text: string, index: number): number => DIGITS[text.charCodeAt(index)] ?? -1

function writeHex(text: string, from: number, at: number, to = text.length): number | undefined {
  if ((to - from) % 2 !== 0) return undefined
  reserve(at + (to - from) / 2)
  for (let index = from; index < to; index += 2) {
    const byte = (digitAt(text, index) << 4) | digitAt(text, index + 1)
    if (byte < 0) return undefined
    scratch[at++] = byte
  }
  return at
}

/** The five groups of an id, from where each begins to where it ends; hyphens stand between them. */
const GROUPS = [
  [0, 8],
  [9, 13],
  [14, 18],
  [19, 23],
  [24, 36],
] as const

function writeId(text: string, at: number): number | undefined {
  let end = at
  for (const [from, to] of GROUPS) {
    if (from > 0 && text[from - 1] !== '-') return undefined
    const next = writeHex(text, from, end, to)
    if (next === undefined) return undefined
    end = next
  }
  return end
}
