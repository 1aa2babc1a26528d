// Long lists for PostgreSQL as one text each. Handed over as arrays, every element is looked at by two libraries on its
// way; for a thousand rows of fifteen columns that costs more than the insert itself.

/** Elements that need no quotes in an array literal: ids, numbers, times, words and bytes in hexadecimal. */
const PLAIN = /^[\w.:+-]+$/
const PLAIN_LIST = /^[\w.:+,-]*$/
const BYTES = /^\\x[0-9a-f]*$/

/**
 * These values as a PostgreSQL array literal (section 8.15.2 of its manual), to be bound and cast, as `listSql` does:
 * `unnest(${listSql(ids, 'uuid')})`. `isPlain` promises that no value holds a comma, as no id and no time does: the list is
 * then looked at once and not value by value.
 */
export function arrayLiteral(
  values: readonly (string | number | boolean | null | undefined)[],
  isPlain = false,
): string {
  if (isPlain) {
    const joined = values.map((value) => value ?? 'NULL').join(',')
    if (PLAIN_LIST.test(joined)) return `{${joined}}`
  }
  let text = '{'
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ','
    const value = values[index]
    text += value === null || value === undefined ? 'NULL' : typeof value === 'string' ? element(value) : String(value)
  }
  return `${text}}`
}

function element(value: string): string {
  if (BYTES.test(value)) return `"\\${value}"`
  // The word NULL without quotes would be no word.
  if (PLAIN.test(value) && value.length > 4) return value
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}
