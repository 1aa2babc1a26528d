// The words of segments, in the two languages of the people who make them.
import type { Operator } from './definition.ts'

export type Language = 'en' | 'nb'
type EventWords = { did: string; hasNot: string; label: string }

export type SegmentWords = {
  everybody: string
  people: string
  and: string
  or: string
  yes: string
  no: string
  who: string
  whose: string
  cameFrom: string
  anImport: string
  unnamed: string
  score: Record<'heat' | 'fit' | 'total', string>
  atLeast: (value: string) => string
  operators: Record<Operator, (values: string) => string>
  fields: Record<string, string>
  choices: Record<string, string>
  events: Record<string, EventWords>
  didEvent: (event: string) => string
  hasNotEvent: (event: string) => string
  where: Record<'is' | 'contains', (property: string, value: string) => string>
  times: (count: number) => string
  within: (days: number) => string
}

const en: SegmentWords = {
  everybody: 'Everybody.',
  people: 'People',
  and: 'and',
  or: 'or',
  yes: 'yes',
  no: 'no',
  who: 'who',
  whose: 'whose',
  cameFrom: 'who came with the import',
  anImport: 'one that is gone',
  unnamed: 'No name',
  score: { heat: 'heat', fit: 'fit', total: 'score' },
  atLeast: (value) => `is at least ${value}`,
  operators: {
    is: (values) => `is ${values}`,
    is_not: (values) => `is not ${values}`,
    contains: (value) => `contains “${value}”`,
    starts_with: (value) => `begins with “${value}”`,
    at_least: (value) => `is at least ${value}`,
    at_most: (value) => `is at most ${value}`,
    before: (value) => `is before ${value}`,
    after: (value) => `is after ${value}`,
    within_days: (value) => `is within the last ${value} days`,
    is_known: () => 'is known',
    is_unknown: () => 'is not known',
  },
  fields: {
    first_name: 'first name',
    last_name: 'last name',
    job_title: 'job title',
    city: 'city',
    country: 'country',
    language: 'language',
    source: 'source',
    recipient_kind: 'kind of recipient',
    created_at: 'first day with us',
    email_domain: 'e-mail domain',
    'account.name': 'company',
    'account.domain': 'company’s domain',
    'account.country': 'company’s country',
    'account.industry': 'company’s industry',
    'account.employees': 'company’s number of employees',
  },
  choices: { natural: 'a person', legal: 'a company address' },
  events: {
    'page.viewed': { label: 'Viewed a page', did: 'viewed a page', hasNot: 'have not viewed a page' },
    'form.submitted': { label: 'Sent a form', did: 'sent a form', hasNot: 'have not sent a form' },
    'file.downloaded': { label: 'Downloaded a file', did: 'downloaded a file', hasNot: 'have not downloaded a file' },
    'guide.downloaded': {
      label: 'Downloaded a guide',
      did: 'downloaded a guide',
      hasNot: 'have not downloaded a guide',
    },
    'mail.clicked': { label: 'Clicked in a mail', did: 'clicked in a mail', hasNot: 'have not clicked in a mail' },
    'mail.opened': { label: 'Opened a mail', did: 'opened a mail', hasNot: 'have not opened a mail' },
    'mail.replied': { label: 'Answered a mail', did: 'answered a mail', hasNot: 'have not answered a mail' },
    'meeting.booked': { label: 'Booked a meeting', did: 'booked a meeting', hasNot: 'have not booked a meeting' },
  },
  didEvent: (event) => `have the event ${event}`,
  hasNotEvent: (event) => `do not have the event ${event}`,
  where: {
    is: (property, value) => `with ${property} “${value}”`,
    contains: (property, value) => `with “${value}” in ${property}`,
  },
  times: (count) => (count === 2 ? 'at least twice' : `at least ${count} times`),
  within: (days) => (days === 1 ? 'in the last day' : `in the last ${days} days`),
}

const nb: SegmentWords = {
  everybody: 'Alle.',
  people: 'Personer',
  and: 'og',
  or: 'eller',
  yes: 'ja',
  no: 'nei',
  who: 'som',
  whose: 'med',
  cameFrom: 'som kom med importen',
  anImport: 'en som er borte',
  unnamed: 'Uten navn',
  score: { heat: 'varme', fit: 'match', total: 'poeng' },
  atLeast: (value) => `på minst ${value}`,
  operators: {
    is: (values) => `lik ${values}`,
    is_not: (values) => `ulik ${values}`,
    contains: (value) => `som inneholder «${value}»`,
    starts_with: (value) => `som begynner på «${value}»`,
    at_least: (value) => `på minst ${value}`,
    at_most: (value) => `på høyst ${value}`,
    before: (value) => `før ${value}`,
    after: (value) => `etter ${value}`,
    within_days: (value) => `i løpet av de siste ${value} dagene`,
    is_known: () => 'som er kjent',
    is_unknown: () => 'som ikke er kjent',
  },
  fields: {
    first_name: 'fornavn',
    last_name: 'etternavn',
    job_title: 'stilling',
    city: 'by',
    country: 'land',
    language: 'språk',
    source: 'kilde',
    recipient_kind: 'mottakertype',
    created_at: 'første dag hos oss',
    email_domain: 'e-postdomene',
    'account.name': 'firma',
    'account.domain': 'firmaets domene',
    'account.country': 'firmaets land',
    'account.industry': 'firmaets bransje',
    'account.employees': 'firmaets antall ansatte',
  },
  choices: { natural: 'en person', legal: 'en firmaadresse' },
  events: {
    'page.viewed': { label: 'Så en side', did: 'så en side', hasNot: 'ikke har sett en side' },
    'form.submitted': { label: 'Sendte et skjema', did: 'sendte et skjema', hasNot: 'ikke har sendt et skjema' },
    'file.downloaded': { label: 'Lastet ned en fil', did: 'lastet ned en fil', hasNot: 'ikke har lastet ned en fil' },
    'guide.downloaded': {
      label: 'Lastet ned en guide',
      did: 'lastet ned en guide',
      hasNot: 'ikke har lastet ned en guide',
    },
    'mail.clicked': {
      label: 'Klikket i en e-post',
      did: 'klikket i en e-post',
      hasNot: 'ikke har klikket i en e-post',
    },
    'mail.opened': { label: 'Åpnet en e-post', did: 'åpnet en e-post', hasNot: 'ikke har åpnet en e-post' },
    'mail.replied': { label: 'Svarte på en e-post', did: 'svarte på en e-post', hasNot: 'ikke har svart på en e-post' },
    'meeting.booked': { label: 'Bestilte et møte', did: 'bestilte et møte', hasNot: 'ikke har bestilt et møte' },
  },
  didEvent: (event) => `har hendelsen ${event}`,
  hasNotEvent: (event) => `ikke har hendelsen ${event}`,
  where: {
    is: (property, value) => `med ${property} «${value}»`,
    contains: (property, value) => `med «${value}» i ${property}`,
  },
  times: (count) => (count === 2 ? 'minst to ganger' : `minst ${count} ganger`),
  within: (days) => (days === 1 ? 'det siste døgnet' : `de siste ${days} dagene`),
}

export const segmentWords: Record<Language, SegmentWords> = { en, nb }

/** The language that the reader asked for: Norwegian where it comes first, otherwise English. */
export function readerLanguage(request: { acceptsLanguages: (...languages: string[]) => string | false }): Language {
  const asked = request.acceptsLanguages('en', 'nb', 'no', 'nn')
  return asked === false || asked === 'en' ? 'en' : 'nb'
}
