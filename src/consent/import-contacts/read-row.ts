// One row of a file becomes one person and what that person said, or says why not. Pure: it knows no database.
// Text that looks like a formula is text here; `reportAsCsv` makes it harmless where it leaves again.
import {
  type AddressKind,
  type ContactRow,
  type FieldValue,
  readDate,
  readFieldValue,
  TEXT_MAX,
} from '../../contacts/index.ts'
import type { EvidencePlan } from './evidence-source.ts'
import type { ColumnPlan, ConsentPlan, ImportPlan } from './mapping.ts'
import { type Note, note } from './notes.ts'
import type { CsvRow } from './parse-csv.ts'
import { readCountry, readLanguage } from './read-place.ts'
import { type ReadSale, readSale, type SalePlan } from './sale-mapping.ts'

export type Said = {
  plan: ConsentPlan
  isYes: boolean
  /** A partner says so and nothing proves it: kept, and of no use before its evidence is there (consent.md C17). */
  isUnproven: boolean
  occurredAt: Date
  evidence: Record<string, unknown>
}
export type ReadRow = {
  line: number
  person: ContactRow
  said: Said[]
  sales: ReadSale[]
  /** Reasons not to take the row. */
  refusals: Note[]
  /** What is left out of a row that is taken. */
  leftOut: Note[]
}

/** Control characters that no text holds on purpose; tab and line breaks are none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const NAME_MAX = 200

export function readRow(plan: ImportPlan, row: CsvRow, fileName: string, now: Date): ReadRow {
  const { line } = row
  const read: ReadRow = { line, person: { line }, said: [], sales: [], refusals: [], leftOut: [] }
  const extra = row.cells.slice(plan.width)
  if (row.cells.length < plan.width || extra.some((cell) => cell !== '')) {
    read.refusals.push(note(line, 'ragged', '', { found: row.cells.length, wanted: plan.width }))
    return read
  }
  const { language, country } = plan.defaults
  if (language) read.person.language = language
  if (country) read.person.country = country
  for (const column of plan.columns) readColumn(plan, column, row, read)
  for (const consent of plan.consent) readConsent(plan, consent, row, read, fileName, now)
  for (const sale of plan.sales) readSaleOf(plan, sale, row, read, now)
  return read
}

/** The cell, trimmed; undefined where nothing is there. */
function cellAt(plan: ImportPlan, row: CsvRow, index: number): string | undefined {
  const text = row.cells[index]?.trim()
  return text && !plan.missing.has(text.toLowerCase()) ? text : undefined
}

function readColumn(plan: ImportPlan, column: ColumnPlan, row: CsvRow, read: ReadRow): void {
  const cell = cellAt(plan, row, column.index)
  if (cell === undefined) return
  const text = column.pattern ? column.pattern.replaceAll('{value}', () => cell) : cell
  const { line, person } = read
  if (CONTROL.test(text)) {
    read.refusals.push(note(line, 'control_characters', column.column))
    return
  }
  switch (column.to) {
    case 'email':
    case 'phone':
    case 'externalId':
      person[column.to] = text
      return
    case 'company':
      person.company = { ...person.company, name: shorten(text) }
      return
    case 'companyDomain':
      person.company = { ...person.company, domain: text.toLowerCase().replace(/^(https?:\/\/)?(www\.)?|\/.*$/g, '') }
      return
    case 'country':
    case 'language': {
      const value = column.to === 'country' ? readCountry(text) : readLanguage(text)
      if (value === undefined) read.leftOut.push(note(line, `unknown_${column.to}`, column.column))
      else person[column.to] = value
      return
    }
    case 'field': {
      const value = readFieldValue(column.field, text, plan.notation)
      if ('fault' in value)
        read.refusals.push(note(line, value.fault, column.column, { choices: column.field.choices }))
      else person.fields = withField(person.fields, column.field.key, value.value)
      return
    }
    case 'firstName':
    case 'lastName':
    case 'jobTitle':
    case 'street':
    case 'postalCode':
    case 'city':
    case 'timeZone':
      if (text.length > TEXT_MAX) read.refusals.push(note(line, 'too_long', column.column))
      else person[column.to] = shorten(text)
      return
    default:
      column satisfies never
  }
}

function withField(fields: Record<string, FieldValue> | undefined, key: string, value: FieldValue) {
  const all = fields ?? {}
  all[key] = value
  return all
}

/** One line, and no longer than a name is. */
const shorten = (text: string) => (/\s{2}|[\n\t]/.test(text) ? text.replace(/\s+/g, ' ') : text).slice(0, NAME_MAX)

function readConsent(
  plan: ImportPlan,
  consent: ConsentPlan,
  row: CsvRow,
  read: ReadRow,
  fileName: string,
  now: Date,
): void {
  const answer = row.cells[consent.index]?.trim().toLowerCase() ?? ''
  const isYes = consent.yes.has(answer)
  if (!isYes && !consent.no.has(answer)) return
  const textOf = (from: EvidencePlan | undefined) => from && readText(plan, row, from)
  const [said, source, wording] = [textOf(consent.at), textOf(consent.source), textOf(consent.wording)]
  const [collector, proof] = [textOf(consent.collector), textOf(consent.proof)]
  const occurredAt = said === undefined ? undefined : readDate(said, plan.notation)
  // A no is taken whatever its proof is worth; a yes only with all of it.
  const isProven = said !== undefined && source !== undefined && wording !== undefined
  const fault = !isProven
    ? 'no_evidence'
    : !occurredAt
      ? 'bad_evidence_date'
      : occurredAt > now
        ? 'future_evidence'
        : undefined
  if (isYes && fault) {
    read.leftOut.push(note(read.line, fault, consent.column, { purpose: consent.purposeName }))
    return
  }
  const evidence = {
    file: fileName,
    line: read.line,
    column: consent.column,
    answer: row.cells[consent.index]?.trim() ?? '',
    ...(source === undefined ? {} : { source }),
    ...(wording === undefined ? {} : { wording }),
    assumed: consent.assumed,
    ...(collector === undefined ? {} : { collector }),
    ...(proof === undefined ? {} : { proof }),
  }
  const isUnproven = isYes && collector !== undefined && proof === undefined
  if (isUnproven) read.leftOut.push(note(read.line, 'unproven', consent.column, { purpose: consent.purposeName }))
  const at = occurredAt && occurredAt <= now ? occurredAt : now
  read.said.push({ plan: consent, isYes, isUnproven, occurredAt: at, evidence })
}

const readText = (plan: ImportPlan, row: CsvRow, from: EvidencePlan) =>
  'value' in from ? from.value : cellAt(plan, row, from.index)

function readSaleOf(plan: ImportPlan, sale: SalePlan, row: CsvRow, read: ReadRow, now: Date): void {
  const told = readSale(sale, (from) => readText(plan, row, from), read.line, plan.notation, now)
  if (!told) return
  if ('fault' in told) read.leftOut.push(told.fault)
  else read.sales.push(told.sale)
}

/** Which column of the file an address came from. */
export function columnOf(plan: ImportPlan, kind: AddressKind): string {
  const target = kind === 'external' ? 'externalId' : kind
  return plan.columns.find((column) => column.to === target)?.column ?? ''
}
