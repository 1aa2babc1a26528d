// What the columns of a file mean: people, custom fields, and who said yes to what, with its proof. Checked against the
// file and the database before a row is read.
import { z } from 'zod'
import { type FieldDefinition, listFields } from '../../contacts/index.ts'
import type { Db } from '../../platform/database.ts'
import { DomainError, type Fault } from '../../platform/errors.ts'
import { findWordings, type Wording } from '../give-consent.ts'
import { findMissing, findNotice } from '../notice/find-notice.ts'
import { CHANNELS, type Channel } from '../words.ts'
import { type EvidencePlan, evidenceSource, type Find } from './evidence-source.ts'
import { DELIMITERS, ENCODINGS, type FileShape } from './read-file.ts'
import { planSales, type SalePlan, saleMapping } from './sale-mapping.ts'

export const PERSON_TARGETS = [
  'email',
  'phone',
  'externalId',
  'firstName',
  'lastName',
  'jobTitle',
  'company',
  'companyDomain',
  'street',
  'postalCode',
  'city',
  'country',
  'language',
  'timeZone',
] as const
export type PersonTarget = (typeof PERSON_TARGETS)[number]

const consentMapping = z.strictObject({
  /** Id or key of a purpose. */
  purpose: z.string().min(1),
  channel: z.enum(CHANNELS),
  column: z.string().min(1),
  /** Values that are a yes, and values that are a withdrawal. Any other value says nothing. Case does not matter. */
  yes: z.array(z.string()).max(50).default([]),
  no: z.array(z.string()).max(50).default([]),
  /** When they said it, where they said it, and the words they said it to. All three, or a yes is not taken. */
  at: evidenceSource.optional(),
  source: evidenceSource.optional(),
  wording: evidenceSource.optional(),
  /** Who collected the yes, where a partner did, and what proves it: without proof it is kept but of no use (consent.md C17). */
  collector: evidenceSource.optional(),
  proof: evidenceSource.optional(),
  /** The evidence is what somebody believes, not what a system recorded; it is kept with that mark. */
  assumed: z.boolean().default(false),
})
export type ConsentMapping = z.infer<typeof consentMapping>

export const importMapping = z
  .strictObject({
    columns: z
      .array(
        z.strictObject({
          column: z.string().min(1),
          /** A person target, or `field:` and the key of a custom field. */
          to: z.string().min(1),
          /** Text around the value, `{value}`: `+47{value}`, `{value}@example.com`. */
          pattern: z.string().includes('{value}').max(200).optional(),
        }),
      )
      .min(1)
      .max(300),
    consent: z.array(consentMapping).max(50).default([]),
    /** What makes people existing customers. */
    sales: z.array(saleMapping).max(20).default([]),
    /** Whose list it is, where the people did not give us their data themselves: they are told so (consent.md L3). */
    origin: z.strictObject({ party: z.string().trim().min(2).max(200) }).optional(),
    /** What holds where the file says nothing. */
    defaults: z
      .strictObject({ language: z.string().max(20).optional(), country: z.string().length(2).optional() })
      .default({}),
    /** Values that mean that nothing is there, such as `Select` or `N/A`. */
    missing: z.array(z.string()).max(50).default([]),
    decimal: z.enum(['.', ',']).default('.'),
    slashDates: z.enum(['day_first', 'month_first']).optional(),
    /** What the file is written in, where it should not be found out. */
    encoding: z.enum(ENCODINGS).optional(),
    delimiter: z.enum(DELIMITERS).optional(),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof importMapping>
export type ImportMappingInput = z.input<typeof importMapping>

export type ConsentPlan = {
  index: number
  column: string
  purposeId: string
  purposeName: string
  channel: Channel
  yes: ReadonlySet<string>
  no: ReadonlySet<string>
  at: EvidencePlan | undefined
  source: EvidencePlan | undefined
  wording: EvidencePlan | undefined
  collector: EvidencePlan | undefined
  proof: EvidencePlan | undefined
  assumed: boolean
  texts: Wording[]
}
export type ColumnPlan = { index: number; column: string; pattern: string | undefined } & (
  | { to: PersonTarget }
  | { to: 'field'; field: FieldDefinition }
)
/** A mapping whose columns are positions and whose fields and purposes are known to exist. */
export type ImportPlan = {
  width: number
  columns: ColumnPlan[]
  consent: ConsentPlan[]
  sales: SalePlan[]
  /** Whose list it is, where it is somebody else's. */
  origin?: string | undefined
  defaults: { language?: string | undefined; country?: string | undefined }
  missing: ReadonlySet<string>
  notation: { decimal: '.' | ','; slashDates?: 'day_first' | 'month_first' | undefined }
}

const spell = (text: string) => text.trim().toLowerCase()

/** Ties a mapping to a file. Throws `invalid` naming every column, field and purpose that is not there. */
export async function planImport(db: Db, mapping: ImportMapping, shape: FileShape, now: Date): Promise<ImportPlan> {
  const faults: Fault[] = []
  const positions = new Map(shape.headings.map((heading, index) => [spell(heading), index]))
  const find = (column: string, path: string) => {
    const index = positions.get(spell(column))
    if (index === undefined)
      faults.push({ path, message: `The file has no column “${column}”. Choose one that it has.` })
    return index ?? -1
  }
  const columns = await planColumns(db, mapping, find, faults)
  const consent = await planConsent(db, mapping, find, faults, now)
  const sales = await planSales(db, mapping.sales, find)
  if (!columns.some(({ to }) => to === 'email' || to === 'phone' || to === 'externalId'))
    faults.push({
      path: 'columns',
      message: 'No column says who it is. Map one to e-mail address, phone number or external id.',
    })
  if (mapping.origin) faults.push(...(await findUntellable(db, now)))
  if (faults.length > 0)
    throw new DomainError('invalid', 'The mapping does not fit. See the faults; nothing has been imported.', { faults })
  return {
    width: shape.headings.length,
    columns,
    consent,
    sales,
    origin: mapping.origin?.party,
    defaults: mapping.defaults,
    missing: new Set(mapping.missing.map(spell)),
    notation: { decimal: mapping.decimal, slashDates: mapping.slashDates },
  }
}

/** What a sender must have said before anybody can be told that their data came from others (GDPR art. 14). */
async function findUntellable(db: Db, now: Date): Promise<Fault[]> {
  const brands = await db.brand.findMany({ where: { purposes: { some: { retiredAt: null } } }, select: { id: true } })
  const faults: Fault[] = []
  for (const { id } of brands)
    faults.push(...findMissing(await findNotice(db, { brandId: id, purposeIds: [], language: 'en' }, now)))
  return faults.map(({ message }) => ({ path: 'origin', message }))
}

async function planColumns(db: Db, mapping: ImportMapping, find: Find, faults: Fault[]): Promise<ColumnPlan[]> {
  const fields = new Map((await listFields(db)).map((field) => [field.key, field]))
  const targets = new Set<string>()
  return mapping.columns.flatMap(({ column, to, pattern }, position): ColumnPlan[] => {
    const path = `columns.${position}`
    const place = { index: find(column, `${path}.column`), column, pattern }
    if (targets.size === targets.add(to).size)
      faults.push({ path: `${path}.to`, message: `Two columns are mapped to ${to}. Keep one of them.` })
    const person = PERSON_TARGETS.find((target) => target === to)
    if (person) return [{ ...place, to: person }]
    const field = fields.get(to.replace(/^field:/, ''))
    if (to.startsWith('field:') && field) return [{ ...place, to: 'field', field }]
    faults.push({ path: `${path}.to`, message: `There is no field ${to}. Add it first, or leave the column out.` })
    return []
  })
}

async function planConsent(
  db: Db,
  mapping: ImportMapping,
  find: Find,
  faults: Fault[],
  now: Date,
): Promise<ConsentPlan[]> {
  if (mapping.consent.length === 0) return []
  const purposes = await db.purpose.findMany({ where: { kind: { not: 'topic' } } })
  const texts = await findWordings(
    db,
    purposes.map((purpose) => purpose.id),
    now,
  )
  return mapping.consent.flatMap((said, position): ConsentPlan[] => {
    const path = `consent.${position}`
    const fault = (part: string, message: string) => void faults.push({ path: `${path}.${part}`, message })
    const purpose = purposes.find((one) => one.id === said.purpose || one.key === said.purpose)
    const index = find(said.column, `${path}.column`)
    const evidence = (part: 'at' | 'source' | 'wording' | 'collector' | 'proof') => {
      const from = said[part]
      if (!from) return undefined
      return 'value' in from ? from : { index: find(from.column, `${path}.${part}`) }
    }
    const [at, source, wording] = [evidence('at'), evidence('source'), evidence('wording')]
    const [collector, proof] = [evidence('collector'), evidence('proof')]
    const [yes, no] = [new Set(said.yes.map(spell)), new Set(said.no.map(spell))]
    if (yes.size + no.size === 0) fault('yes', 'Say which values are a yes, or which are a no.')
    if ([...yes].some((value) => no.has(value))) fault('no', 'The same value cannot be a yes and a no.')
    for (const [part, given] of Object.entries({ at, source, wording }))
      if (yes.size > 0 && !given)
        fault(part, 'A yes needs its proof: say when it was said, where, and to which words, or leave the yes out.')
    if (!purpose || purpose.retiredAt) {
      fault('purpose', `There is no purpose “${said.purpose}” in use. Choose one that is.`)
      return []
    }
    if (!purpose.channels.includes(said.channel))
      fault(
        'channel',
        `${purpose.name} does not use the channel ${said.channel}. Choose ${purpose.channels.join(' or ')}.`,
      )
    const inForce = texts.filter((text) => text.purpose_id === purpose.id)
    if (yes.size > 0 && inForce.length === 0)
      fault('purpose', `${purpose.name} has no text in force. Publish its text first.`)
    const { column, channel, assumed } = said
    const { id: purposeId, name: purposeName } = purpose
    return [
      {
        ...{ index, column, purposeId, purposeName, channel, yes, no, at, source, wording, collector, proof, assumed },
        texts: inForce,
      },
    ]
  })
}
