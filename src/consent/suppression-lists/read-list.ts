// The addresses in a list that somebody keeps of whom not to write to: any column, with or without headings. Too much is
// the harmless side here, so every cell that is an address counts.
import { addressHash, normaliseAddress } from '../../contacts/index.ts'
import type { CsvRow } from '../import-contacts/parse-csv.ts'
import type { SuppressionScope } from '../suppression/index.ts'

export const LIST_REFUSALS = ['no_address', 'no_country_code'] as const
export type ListRefusal = (typeof LIST_REFUSALS)[number]
export type ListAddress = { kind: 'email' | 'phone'; value: string; hash: string }
/** The addresses of one line, or why there is none. */
export type ListLine = { line: number; addresses: ListAddress[]; refusal?: ListRefusal }
export type ListSetting = { scope: SuppressionScope; countryCode: string | undefined }

/** A number as people write it at home: no country code. */
const LOCAL_NUMBER = /^0?[1-9]\d{4,11}$/

/** Reads a line; undefined for headings, which are a first line without an address. */
export function readLine({ line, cells }: CsvRow, setting: ListSetting): ListLine | undefined {
  const addresses = cells.flatMap((cell) => readCell(cell, setting) ?? [])
  if (addresses.length > 0) return { line, addresses }
  if (line === 1) return undefined
  const isLocal = setting.scope !== 'email' && cells.some((cell) => LOCAL_NUMBER.test(bare(cell)))
  return { line, addresses, refusal: isLocal ? 'no_country_code' : 'no_address' }
}

const bare = (cell: string) => cell.replace(/[\s().-]/g, '')

function readCell(cell: string, { scope, countryCode }: ListSetting): ListAddress | undefined {
  const email = scope === 'all' || scope === 'email' ? normaliseAddress('email', cell) : undefined
  if (email !== undefined) return { kind: 'email', value: email, hash: addressHash('email', email) }
  if (scope === 'email') return undefined
  const isLocal = countryCode !== undefined && LOCAL_NUMBER.test(bare(cell))
  const phone = normaliseAddress('phone', isLocal ? `+${countryCode}${bare(cell).replace(/^0/, '')}` : cell)
  return phone === undefined ? undefined : { kind: 'phone', value: phone, hash: addressHash('phone', phone) }
}
