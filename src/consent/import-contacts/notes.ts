// Why a row, or a part of it, was not taken: a closed list of reasons, each with words that say what to do.
// Never with an address or another value of the row: the report may be sent around.

export const NOTE_CODES = [
  'no_address',
  'malformed_address',
  'repeated',
  'erased',
  'suppressed',
  'ragged',
  'control_characters',
  'too_long',
  'bad_number',
  'bad_date',
  'bad_boolean',
  'unknown_choice',
  'unknown_country',
  'unknown_language',
  'address_of_another',
  'no_evidence',
  'bad_evidence_date',
  'future_evidence',
  'unproven',
  'not_a_sale',
  'no_opt_out',
  'future_sale',
  'incomplete_sale',
  'no_customer_purpose',
  'sale_held_back',
  'too_young',
  'held_back',
] as const
export type NoteCode = (typeof NOTE_CODES)[number]
export type Note = { line: number; code: NoteCode; column: string; reason: string }

export type NoteDetails = {
  found?: number
  wanted?: number
  firstLine?: number
  choices?: string[]
  purpose?: string
  age?: number
}

const WORDS: Record<NoteCode, (details: NoteDetails) => string> = {
  no_address: () => 'There is no e-mail address, phone number or external id, so nobody can be told apart. Add one.',
  malformed_address: () => 'This cannot be an address. Put it right; phone numbers need a plus and the country code.',
  repeated: ({ firstLine }) =>
    `Line ${firstLine} has this person already, and that line was taken. Make one row of them.`,
  erased: () => 'This person has been erased here and stays so. Only their own new yes brings them back.',
  suppressed: () => 'This address must never be written to again, so it was not taken in.',
  ragged: ({ found, wanted }) =>
    `The row has ${found} values where the file has ${wanted} columns. Look for a missing or an unquoted delimiter.`,
  control_characters: () => 'The value holds characters that cannot be seen. Type it anew.',
  too_long: () => 'The text is too long for a field. Shorten it.',
  bad_number: () => 'This is not a number as the mapping says numbers are written. Put it right, or map it to a text.',
  bad_date: () => 'This is not a date, or its order is not certain. Write it as 2026-11-03.',
  bad_boolean: () => 'This is neither yes nor no. Write yes or no.',
  unknown_choice: ({ choices }) =>
    `This is not one of the choices (${choices?.slice(0, 8).join(', ')}). Choose one, or add it to the field.`,
  unknown_country: () => 'No country is called this. Write its two letters, such as NO. The rest of the row was taken.',
  unknown_language: () =>
    'No language is called this. Write its two letters, such as nb. The rest of the row was taken.',
  address_of_another: () =>
    'This address belongs to another contact, so it was left out. The rest of the row was taken.',
  no_evidence: ({ purpose }) =>
    `The yes to ${purpose} has no proof of when, where or to which words. The person was taken, the yes was not.`,
  bad_evidence_date: ({ purpose }) =>
    `The time of the yes to ${purpose} is not a date. Write it as 2026-11-03. The person was taken, the yes was not.`,
  future_evidence: ({ purpose }) =>
    `The yes to ${purpose} lies in the future. Put its date right. The person was taken, the yes was not.`,
  unproven: ({ purpose }) =>
    `A partner collected the yes to ${purpose}, and nothing proves it. It is kept, and of no use until its evidence is attached.`,
  not_a_sale: () =>
    'An address from a competition, a quote or an abandoned basket makes nobody a customer. The person was taken.',
  no_opt_out: () =>
    'No way to say no was offered when the address was received, so the sale is no basis. The person was taken.',
  future_sale: () => 'The sale lies in the future. Put its date right. The person was taken, the sale was not.',
  incomplete_sale: () =>
    'The sale lacks its date, how the address was received, or what proves it. The person was taken, the sale was not.',
  no_customer_purpose: () =>
    'No purpose in use is for customers who bought this. Make one with this product family first. The person was taken.',
  sale_held_back: () => 'This person has said no to it here before, and a sale does not change that.',
  too_young: ({ purpose, age }) =>
    `This person was younger than ${age} and cannot say yes to ${purpose} alone. The person was taken, the yes was not.`,
  held_back: ({ purpose }) => `This person has said no to ${purpose} here before, and no setting changes that.`,
}

/** A note with its words. */
export function note(line: number, code: NoteCode, column = '', details: NoteDetails = {}): Note {
  return { line, code, column, reason: WORDS[code](details) }
}
