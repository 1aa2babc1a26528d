// One consent as others read it: ISO/IEC TS 27560:2023 as JSON-LD in the Data Privacy Vocabulary, by the W3C group's guide
// of 15 February 2026 (consent.md R1, R2, R3, R4). Says nothing that the sender has not said: what is missing is listed,
// and a record that misses something does not claim to conform.
import { idOfBytes } from '../../platform/id.ts'
import { authorityOf } from '../preferences/page-language.ts'
import type { Channel } from '../words.ts'
import { dpvState } from './dpv-states.ts'
import type { ReceiptFacts, SaidEvent } from './find-receipt-facts.ts'

const SCHEMA = 'https://w3id.org/dpv/schema/dpv-27560'
export const RECORD_PROFILE = `${SCHEMA}#record-eu-gdpr`
export const RECEIPT_PROFILE = `${SCHEMA}#receipt-eu-gdpr`

/** Properties whose values are names, not texts: a reader of JSON-LD must not take `dpv:Store` for a word. */
const NAMES = ['dct:conformsTo', 'skos:broader', 'schema:url', 'dpv:isExercisedAt', 'dpv:isIndicatedBy'].concat(
  ['Jurisdiction', 'ApplicableLaw', 'LegalBasis', 'Processing', 'DataSource', 'Location', 'Necessity'].map(
    (name) => `dpv:has${name}`,
  ),
)
/** Written out, so that nothing has to be fetched to read a receipt. */
const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  loc: 'https://w3id.org/dpv/loc#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  schema: 'https://schema.org/',
  ...Object.fromEntries(NAMES.map((name) => [name, { '@type': '@id' }])),
}

const PURPOSE_OF_KIND: Record<string, string> = {
  marketing: 'dpv:DirectMarketing',
  tracking: 'dpv:Marketing',
  profiling: 'dpv:Personalisation',
  sales: 'dpv:CustomerRelationshipManagement',
  phone: 'dpv:DirectMarketing',
  advertising: 'dpv:TargetedAdvertising',
}
const PROCESSING_OF_KIND: Record<string, string[]> = {
  marketing: ['dpv:Store', 'dpv:Use'],
  tracking: ['dpv:Collect', 'dpv:Store', 'dpv:Use'],
  profiling: ['dpv:Store', 'dpv:Profiling'],
  sales: ['dpv:Store', 'dpv:Use', 'dpv:Share'],
  phone: ['dpv:Store', 'dpv:Use'],
  advertising: ['dpv:Store', 'dpv:Use', 'dpv:Share'],
}
const DATA_OF_CHANNEL: Record<Channel, string> = {
  email: 'pd:EmailAddress',
  sms: 'pd:TelephoneNumber',
  phone: 'pd:TelephoneNumber',
  post: 'pd:PhysicalAddress',
  web: 'pd:BrowsingBehaviour',
}
/** Rights under the GDPR by article, and what they are called. */
const RIGHTS = [
  ['A7-3', 'Right to withdraw consent'],
  ['A15', 'Right of access'],
  ['A16', 'Right to rectification'],
  ['A17', 'Right to erasure'],
  ['A18', 'Right to restriction of processing'],
  ['A20', 'Right to data portability'],
  ['A21', 'Right to object'],
  ['A77', 'Right to complain to the authority'],
] as const

/** What a record needs and the sender has not said: the text, or how data is handled. */
export type Missing = 'text' | 'processing' | 'privacyUrl'
export type Described = { receipt: Record<string, unknown>; missing: Missing[] }

/** The id of a record: follows from the entry it describes, so that every copy of it names the same. */
export const recordId = ({ row }: Pick<ReceiptFacts, 'row'>): string => idOfBytes(row.hash.slice(0, 16))

/** The receipt with a full copy of its record. It conforms to the profiles it names only where `missing` is empty. */
export function describeReceipt(facts: ReceiptFacts, issuedAt: Date): Described {
  const missing: Missing[] = []
  if (!facts.text) missing.push('text')
  if (!facts.brand.processing) missing.push('processing')
  const id = recordId(facts)
  const conforms = (profile: string) => (missing.length === 0 ? { 'dct:conformsTo': profile } : {})
  const receipt = {
    '@context': CONTEXT,
    '@id': `urn:uuid:${id}#receipt`,
    '@type': 'dpv:ConsentReceipt',
    ...conforms(RECEIPT_PROFILE),
    'dpv:hasIdentifier': `${id}#receipt`,
    'dct:created': issuedAt.toISOString(),
    'dct:publisher': senderOf(facts),
    'dpv:hasRecordOfActivity': { ...conforms(RECORD_PROFILE), ...describeRecord(facts, id) },
  }
  return { receipt, missing }
}

function describeRecord(facts: ReceiptFacts, id: string) {
  const { brand, row, events, text } = facts
  const dataSubject = `urn:uuid:${row.entry.contactId}`
  return {
    '@id': `urn:uuid:${id}`,
    '@type': 'dpv:ConsentRecord',
    'dpv:hasIdentifier': id,
    'dpv:hasDataSubject': { '@id': dataSubject, '@type': 'dpv:DataSubject' },
    'dpv:hasDataController': { '@id': senderOf(facts) },
    'dpv:hasJurisdiction': `loc:${brand.country}`,
    'dpv:hasApplicableLaw': 'eu-gdpr:GDPR',
    'dpv:hasLegalBasis': 'eu-gdpr:A6-1-a',
    ...(text && { 'dpv:hasNotice': describeNotice(text, brand.privacyUrl) }),
    'dpv:hasProcess': describeProcess(facts),
    'dpv:hasConsentControl': {
      '@type': 'dpv:WithdrawConsent',
      'dct:description': 'The link in the foot of each mail stops it at once, without login. A message does the same.',
      'dpv:isExercisedAt': `mailto:${brand.privacyEmail}`,
    },
    'dpv:hasRight': RIGHTS.map(([article, title]) => ({
      '@type': ['dpv:DataSubjectRight', `eu-gdpr:${article}`],
      'dct:title': title,
      'dpv:isExercisedAt': article === 'A77' ? authorityOf(brand.country).url : `mailto:${brand.privacyEmail}`,
    })),
    'dpv:hasAuthority': {
      '@type': 'dpv:DataProtectionAuthority',
      'dpv:hasName': authorityOf(brand.country).name,
      'schema:url': authorityOf(brand.country).url,
    },
    'dpv:hasEntity': describeParties(facts, dataSubject),
    'dpv:hasConsentStatus': events.map((event) => describeEvent(event, dataSubject, senderOf(facts))),
  }
}

const senderOf = ({ brand }: ReceiptFacts) => `urn:uuid:${brand.id}`

/** The words as shown, letter by letter, so that the receipt proves them without the sender (consent.md C3). */
const describeNotice = (text: NonNullable<ReceiptFacts['text']>, privacyUrl: string | null) => ({
  '@id': `urn:uuid:${text.id}`,
  '@type': 'dpv:ConsentNotice',
  'dct:title': text.name,
  'dct:description': text.text,
  'dct:language': text.language,
  'dct:hasVersion': String(text.version),
  'dct:date': text.from.toISOString(),
  'dct:identifier': `sha-256:${text.hash}`,
  ...(privacyUrl !== null && { 'schema:url': privacyUrl }),
})

function describeProcess({ purpose, channel, brand: { processing }, text }: ReceiptFacts) {
  const places = processing?.storedIn.map((country) => `loc:${country}`)
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': {
      '@id': `urn:uuid:${purpose.id}`,
      '@type': 'dpv:Purpose',
      'skos:broader': PURPOSE_OF_KIND[purpose.kind] ?? 'dpv:Marketing',
      'dct:title': text?.name ?? purpose.name,
    },
    'dpv:hasPersonalData': {
      '@type': 'dpv:PersonalData',
      'skos:broader': DATA_OF_CHANNEL[purpose.kind === 'advertising' ? 'email' : channel],
      'dpv:hasNecessity': 'dpv:Optional',
      // Nothing that Assent asks for is of the kinds in GDPR 9(1); the guide says so by leaving the category out.
      'dct:description': 'Not of a special category',
    },
    'dpv:hasDataSource': 'dpv:DataSubjectDataSource',
    'dpv:hasProcessing': PROCESSING_OF_KIND[purpose.kind] ?? ['dpv:Store', 'dpv:Use'],
    ...(processing && {
      'dpv:hasRecipient': processing.recipients.map((name) => ({ '@type': 'dpv:ThirdParty', 'dpv:hasName': name })),
      'dpv:hasStorageCondition': [
        { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': places },
        {
          '@type': 'dpv:StorageDuration',
          'dpv:hasDuration': { '@type': 'dpv:UntilEventDuration', 'rdf:value': processing.retention },
        },
      ],
      'dpv:hasProcessingCondition': [{ '@type': 'dpv:ProcessingLocation', 'dpv:hasLocation': places }],
      'dpv:hasRule': [{ '@type': 'dpv:Obligation', 'dpv:hasProcessing': ['dpv:Store'], 'dpv:hasLocation': places }],
    }),
  }
}

function describeParties({ brand }: ReceiptFacts, dataSubject: string) {
  return [
    {
      '@id': `urn:uuid:${brand.id}`,
      '@type': ['dpv:Organisation', 'dpv:DataController'],
      'dpv:hasIdentifier': `urn:uuid:${brand.id}`,
      'dpv:hasName': brand.name,
      'schema:address': {
        '@type': 'schema:PostalAddress',
        'schema:streetAddress': brand.postalAddress,
        'schema:addressCountry': brand.country,
      },
      'schema:contactPoint': {
        '@type': 'schema:ContactPoint',
        'schema:email': brand.privacyEmail,
        ...(brand.processing && { 'schema:telephone': brand.processing.phone }),
      },
    },
    { '@id': dataSubject, '@type': 'dpv:DataSubject', 'dpv:hasIdentifier': dataSubject },
  ]
}

function describeEvent({ type, actor, method, at, until }: SaidEvent, dataSubject: string, sender: string) {
  const state = dpvState(type, actor)
  return {
    '@type': [`dpv:${state}`, 'dpv:ExpressedConsent'],
    'dpv:isIndicatedBy': actor === 'system' || type === 'requested' ? sender : dataSubject,
    'dpv:hasIndicationMethod': method,
    'dpv:isIndicatedAtTime': at.toISOString(),
    'dpv:hasDuration': until
      ? { '@type': 'dpv:UntilTimeDuration', 'rdf:value': until.toISOString() }
      : { '@type': 'dpv:UntilEventDuration', 'rdf:value': 'Until the person says otherwise' },
  }
}
