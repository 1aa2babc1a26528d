// A list for PostgreSQL as one text (section 8.15.2 of its manual), where it cannot be written in its binary form.
import type { ListValue } from './array-binary.ts'

/** These values as an array literal. */
export function arrayLiteral(values: readonly ListValue[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : quoted(asText(value)))).join(',')}}`
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

function asText(value: NonNullable<ListValue>): string {
  if (value instanceof Date) return value.toISOString()
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value)
}
