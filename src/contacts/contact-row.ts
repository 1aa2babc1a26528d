// What may be said of a person, and what becomes of it: the shapes in which contacts are saved.
import type { AddressKind } from './claim-addresses.ts'
import type { FieldValue } from './field-values.ts'
import type { Company } from './find-accounts.ts'

/** What is said of one person. What is left out stays as it is; nothing is ever emptied. */
export type ContactRow = {
  email?: string | undefined
  phone?: string | undefined
  externalId?: string | undefined
  firstName?: string | undefined
  lastName?: string | undefined
  jobTitle?: string | undefined
  /** Street and number, or a box. */
  street?: string | undefined
  postalCode?: string | undefined
  city?: string | undefined
  /** ISO 3166 alpha-2, upper case. */
  country?: string | undefined
  /** BCP 47: nb, nn, sv, da, fi, en … */
  language?: string | undefined
  timeZone?: string | undefined
  recipientKind?: 'natural' | 'legal' | undefined
  company?: Company | undefined
  /** Checked by the caller against the definitions. */
  fields?: Record<string, FieldValue> | undefined
  /** The line of the file, where the row comes from an import. */
  line?: number | undefined
}

/** Why a row was not taken. */
export type RowRefusal =
  | { code: 'no_address' }
  | { code: 'malformed_address'; kind: AddressKind }
  | { code: 'erased' }
  /** An earlier row names the same person: its index here, or its line in the file where that was in an earlier call. */
  | { code: 'repeated'; index: number }
  | { code: 'repeated_line'; line: number }
export type SavedRow =
  | { outcome: 'created' | 'updated'; contactId: string; leftOut: AddressKind[] }
  | { outcome: 'refused'; refusal: RowRefusal }

export type SaveOptions = {
  /** Where new contacts come from: 'import', 'form', 'api'. */
  source: string
  /** Marks the contacts with this import, and refuses a second row for one of them. */
  importId?: string
  /** Called when every address has its owner: whoever begins after this cannot be first with one of them. */
  onClaimed?: (() => void) | undefined
}
