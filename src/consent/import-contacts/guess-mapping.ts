// Guesses what the columns of a file mean from their headings and first values, as a start for the person who decides.
// It never guesses a yes: which values mean consent, and with which proof, somebody has to say.
import { type FieldDefinition, normaliseAddress } from '../../contacts/index.ts'
import { type ImportMappingInput, PERSON_TARGETS, type PersonTarget } from './mapping.ts'

/** Headings in the languages of the product, in their simplest spelling: lower case, letters and digits only. */
const HEADINGS: Record<PersonTarget, string[]> = {
  email: ['email', 'epost', 'emailaddress', 'epostadresse', 'epostadress', 'mail', 'mailadresse', 'sähköposti'],
  phone: [
    'phone',
    'mobile',
    'mobil',
    'mobilnummer',
    'telefon',
    'telefonnummer',
    'phonenumber',
    'tlf',
    'puhelin',
    'gsm',
  ],
  externalId: [
    'id',
    'externalid',
    'customerid',
    'crmid',
    'contactid',
    'leadnumber',
    'prospectid',
    'kundenummer',
    'kundnummer',
  ],
  firstName: ['firstname', 'fornavn', 'förnamn', 'etunimi', 'givenname'],
  lastName: ['lastname', 'etternavn', 'efternavn', 'efternamn', 'sukunimi', 'surname', 'familyname'],
  jobTitle: [
    'jobtitle',
    'title',
    'tittel',
    'titel',
    'stilling',
    'position',
    'rolle',
    'currentoccupation',
    'whatisyourcurrentoccupation',
  ],
  company: [
    'company',
    'companyname',
    'firma',
    'bedrift',
    'selskap',
    'virksomhet',
    'företag',
    'organisasjon',
    'organization',
    'account',
    'yritys',
  ],
  companyDomain: ['domain', 'companydomain', 'website', 'nettside', 'hjemmeside', 'webbplats'],
  street: [
    'street',
    'streetaddress',
    'adresse',
    'adress',
    'gateadresse',
    'gatuadress',
    'gade',
    'katuosoite',
    'address',
  ],
  postalCode: ['postalcode', 'postcode', 'zip', 'zipcode', 'postnummer', 'postnr', 'postinumero'],
  city: ['city', 'by', 'poststed', 'sted', 'ort', 'stad', 'kaupunki', 'town'],
  country: ['country', 'land', 'countrycode', 'landkode', 'maa'],
  language: ['language', 'språk', 'sprog', 'kieli', 'lang', 'locale'],
  timeZone: ['timezone', 'tidssone', 'tidszon'],
}

const simplify = (heading: string) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** A mapping of the columns that can be recognised; each target is guessed once. */
export function guessColumns(
  headings: readonly string[],
  samples: readonly (readonly string[])[],
  fields: readonly FieldDefinition[],
): ImportMappingInput['columns'] {
  const taken = new Set<string>()
  const guesses = headings.map((column, index) => {
    const name = simplify(column)
    const values = samples.map((cells) => cells[index]?.trim() ?? '').filter((value) => value !== '')
    const to = guessTarget(name, values, fields)
    if (!to || taken.has(to)) return undefined
    taken.add(to)
    return { column, to }
  })
  return guesses.filter((guess) => guess !== undefined)
}

function guessTarget(name: string, values: string[], fields: readonly FieldDefinition[]): string | undefined {
  const person = PERSON_TARGETS.find((target) => HEADINGS[target].includes(name))
  if (person) return person
  const field = fields.find(({ key, label }) => simplify(key) === name || simplify(label) === name)
  if (field) return `field:${field.key}`
  const isEmail = values.length > 0 && values.every((value) => normaliseAddress('email', value) !== undefined)
  return isEmail ? 'email' : undefined
}

/** How numbers are written: files with semicolons come from places where the comma is the decimal sign. */
export const guessDecimal = (delimiter: string): '.' | ',' => (delimiter === ';' ? ',' : '.')
