// Custom fields: how what somebody wrote becomes a typed value. A doubtful value is refused, never guessed, since a
// wrong number or date is found by nobody.
export const FIELD_TYPES = ['text', 'number', 'boolean', 'date', 'choice'] as const
export type FieldType = (typeof FIELD_TYPES)[number]
export type FieldDefinition = { key: string; label: string; type: FieldType; choices: string[] }
/** A date is its ISO day, a choice the spelling of its definition. */
export type FieldValue = string | number | boolean

/** How numbers and dates are written where the text comes from. */
export type Notation = {
  decimal: '.' | ','
  /** The order in 03/11/2026. Undefined: such dates are refused, since nobody can know. */
  slashDates?: 'day_first' | 'month_first' | undefined
}
export const PLAIN_NOTATION: Notation = { decimal: '.' }

export type ValueFault = 'bad_number' | 'bad_date' | 'bad_boolean' | 'unknown_choice' | 'too_long'
export type ReadValue = { value: FieldValue } | { fault: ValueFault }

/** Characters of a text value. Longer ones are documents, which have no place in a field. */
export const TEXT_MAX = 2000

const YES = new Set(['yes', 'true', '1', 'y', 'x', 'ja', 'j', 'sann', 'sant', 'kyllä', 'k'])
const NO = new Set(['no', 'false', '0', 'n', 'nei', 'nej', 'usann', 'usant', 'ei', 'e'])

/** The value of this text for this field. The text is trimmed and not empty. */
export function readFieldValue(field: FieldDefinition, text: string, notation: Notation): ReadValue {
  switch (field.type) {
    case 'text':
      return text.length > TEXT_MAX ? { fault: 'too_long' } : { value: text }
    case 'number': {
      const value = readNumber(text, notation.decimal)
      return value === undefined ? { fault: 'bad_number' } : { value }
    }
    case 'boolean': {
      const word = text.toLowerCase()
      return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : { fault: 'bad_boolean' }
    }
    case 'date': {
      const value = readDate(text, notation)
      return value ? { value: value.toISOString().slice(0, 10) } : { fault: 'bad_date' }
    }
    case 'choice': {
      const value = field.choices.find((choice) => choice.toLowerCase() === text.toLowerCase())
      return value === undefined ? { fault: 'unknown_choice' } : { value }
    }
    default:
      return field.type satisfies never
  }
}

/** Whether a value that is typed already (from JSON) fits the field. */
export function fitsField(field: FieldDefinition, value: FieldValue): boolean {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value.length <= TEXT_MAX
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && readDate(value) !== undefined
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value)
    default:
      return field.type satisfies never
  }
}

const GROUPED = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ }
const UNGROUPED = { '.': /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i, ',': /^[+-]?(\d+(,\d*)?|,\d+)$/ }

/** A number as people write it: spaces or the other sign may group thousands. */
export function readNumber(text: string, decimal: Notation['decimal']): number | undefined {
  const packed = text.replace('−', '-').replace(/(?<=\d)[\s'’](?=\d{3}(\D|$))/g, '')
  if (!GROUPED[decimal].test(packed) && !UNGROUPED[decimal].test(packed)) return undefined
  const value = Number(decimal === '.' ? packed.replaceAll(',', '') : packed.replaceAll('.', '').replace(',', '.'))
  return Number.isFinite(value) ? value : undefined
}

const CLOCK = '(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?)?'
const ISO = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${CLOCK}$`, 'i')
const DOTTED = new RegExp(`^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})${CLOCK}$`, 'i')
const SLASHED = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${CLOCK}$`, 'i')

/** A moment written as 2026-11-03, 3.11.2026 or, where the order is told, 03/11/2026; UTC where no zone is written. */
export function readDate(text: string, notation: Notation = PLAIN_NOTATION): Date | undefined {
  const iso = ISO.exec(text)
  if (iso) return moment([iso[1], iso[2], iso[3]], iso.slice(4))
  const dotted = DOTTED.exec(text)
  if (dotted) return moment([dotted[3], dotted[2], dotted[1]], dotted.slice(4))
  const slashed = SLASHED.exec(text)
  if (!slashed || !notation.slashDates) return undefined
  const [day, month] = notation.slashDates === 'day_first' ? [slashed[1], slashed[2]] : [slashed[2], slashed[1]]
  return moment([slashed[3], month, day], slashed.slice(4))
}

function moment(date: (string | undefined)[], clock: (string | undefined)[]): Date | undefined {
  const [year = Number.NaN, month = 0, day = 0] = date.map(Number)
  const [hours, minutes, seconds] = clock.slice(0, 3).map((part) => Number(part ?? 0))
  const at = new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds))
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCMinutes() === minutes
  if (!isReal || Number(clock[0] ?? 0) > 23 || Number(clock[2] ?? 0) > 59) return undefined
  const zone = /^([+-])(\d{2}):?(\d{2})$/.exec(clock[3] ?? '')
  if (zone) at.setTime(at.getTime() - (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000)
  return at
}
