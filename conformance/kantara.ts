// kantara: our receipts against the published schema of Kantara Consent Receipt 1.1, the published example as well, and
// copies of ours that lack a required field, which the schema must refuse (consent.md R6).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ajv } from 'ajv'
import ajvDraft04 from 'ajv-draft-04'
import { CHANNELS } from '../src/consent/index.ts'
import { describeKantara } from '../src/consent/receipts/describe-kantara.ts'
import { sampleFacts, without } from './samples/receipt-facts.ts'
import { countCases, type Outcome } from './suite.ts'

/** The fields that the schema requires, by their paths. */
const REQUIRED: (string | number)[][] = [
  ...[
    'version',
    'jurisdiction',
    'consentTimestamp',
    'collectionMethod',
    'consentReceiptID',
    'piiPrincipalId',
    'piiControllers',
    'policyUrl',
    'services',
    'sensitive',
    'spiCat',
  ].map((field) => [field]),
  ...['piiController', 'contact', 'address', 'email', 'phone'].map((field) => ['piiControllers', 0, field]),
  ...['service', 'purposes'].map((field) => ['services', 0, field]),
  ...['consentType', 'purposeCategory', 'piiCategory', 'termination', 'thirdPartyDisclosure', 'thirdPartyName'].map(
    (field) => ['services', 0, 'purposes', 0, field],
  ),
]

type Case = { name: string; receipt: unknown; isValid: boolean }

export async function run(data: string): Promise<Outcome> {
  const read = (file: string) => readFileSync(join(data, 'consent-receipts', file), 'utf8')
  const isValid = compile(read('kantara-v1_1-schema.json'))
  const facts = sampleFacts()
  const { processing } = facts.brand
  const disclosed = {
    ...facts.brand,
    processing: processing && { ...processing, recipients: ['Rimdal Regnskap', 'Nordlys Post'] },
  }
  const full = describeKantara(sampleFacts({ brand: disclosed })).receipt
  const cases: Case[] = [
    { name: 'the published example', receipt: JSON.parse(read('kantara-v1_1-example.json')), isValid: true },
    { name: 'ours with recipients', receipt: full, isValid: true },
    ...['marketing', 'tracking', 'profiling', 'sales', 'phone'].flatMap((kind) =>
      CHANNELS.map((channel) => ({
        name: `ours for ${kind} by ${channel}`,
        receipt: describeKantara(sampleFacts({ channel, purpose: { ...facts.purpose, kind } })).receipt,
        isValid: true,
      })),
    ),
    ...REQUIRED.map((path) => ({
      name: `ours without ${path.join('.')}`,
      receipt: without(full, path),
      isValid: false,
    })),
  ]
  return countCases<Case>(
    cases,
    ({ name }) => name,
    (each) => isValid(each.receipt) === each.isValid,
  )
}

/** The schema is draft 4, and its publisher has left lines of comment in it, which JSON has not. */
function compile(text: string): (value: unknown) => boolean {
  const schema = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')) as object
  // The package is CommonJS: its class is the `default` of what an import gives.
  const Draft04 = ajvDraft04.default as unknown as typeof Ajv
  const validate = new Draft04({ strict: false }).compile(schema)
  return (value) => validate(value)
}
