// Ids made by the application: time-ordered where a row is new, derived where the same fact must get the same id again.
import { createHash, randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8192)
let used = pool.length
/** Where an id is put together before it is spelled. */
const bytes = Buffer.alloc(16)

/** A new time-ordered id (RFC 9562, version 7) for the given moment. */
export function newId(now: Date | number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  bytes.writeUIntBE(+now, 0, 6)
  pool.copy(bytes, 6, used, used + 10)
  used += 10
  return format(bytes, 0x70)
}

/** The id that always belongs to these parts (RFC 9562, version 8), so that a repeated fact meets its own row. */
export function idFrom(...parts: string[]): string {
  return format(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16), 0x80)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isId = (text: string): boolean => UUID.test(text)

/** The 16 bytes of an id, for tokens and hashes. */
export const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')
/** The id that these 16 bytes spell. */
export const idOfBytes = (bytes: Uint8Array): string => spell(Buffer.from(bytes).toString('hex'))

function format(id: Buffer, version: number): string {
  id.writeUInt8((id.readUInt8(6) & 0x0f) | version, 6)
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8)
  return spell(id.toString('hex'))
}

const spell = (hex: string) =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
