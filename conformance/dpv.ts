// dpv: our states against the published list of the Data Privacy Vocabulary (consent.md R5), and our records against a
// schema of the fields that ISO/IEC TS 27560 and the GDPR ask for, whole and with each of them taken out (R1, R2, R4).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import { CHANNELS } from '../src/consent/index.ts'
import { describeReceipt } from '../src/consent/receipts/describe-record.ts'
import { DPV_STATE_OF_EVENT, dpvState, VALID_STATES } from '../src/consent/receipts/dpv-states.ts'
import { sampleFacts, without } from './samples/receipt-facts.ts'
import { countCases, type Outcome } from './suite.ts'

const RECORD = 'dpv:hasRecordOfActivity'
const under = (path: (string | number)[], fields: string[]) => fields.map((field) => [...path, field])

/** What ISO/IEC TS 27560 makes mandatory, then what the profile for the GDPR adds. */
const REQUIRED: (string | number)[][] = [
  ...under([], ['dct:conformsTo', 'dpv:hasIdentifier', 'dct:created', RECORD]),
  ...under([RECORD], ['dct:conformsTo', 'dpv:hasIdentifier', 'dpv:hasDataSubject', 'dpv:hasNotice', 'dpv:hasProcess']),
  ...under([RECORD], ['dpv:hasDataController', 'dpv:hasJurisdiction', 'dpv:hasConsentControl', 'dpv:hasConsentStatus']),
  ...under([RECORD, 'dpv:hasNotice'], ['dct:language', 'dct:description']),
  ...under([RECORD, 'dpv:hasProcess'], ['dpv:hasPurpose', 'dpv:hasPersonalData', 'dpv:hasRecipient']),
  ...under([RECORD, 'dpv:hasProcess', 'dpv:hasPersonalData'], ['skos:broader']),
  ...under([RECORD, 'dpv:hasProcess'], ['dpv:hasStorageCondition']),
  ...under([RECORD, 'dpv:hasProcess', 'dpv:hasStorageCondition', 0], ['dpv:hasLocation']),
  ...under([RECORD, 'dpv:hasProcess', 'dpv:hasStorageCondition', 1], ['dpv:hasDuration']),
  ...under([RECORD, 'dpv:hasEntity', 0], ['@id', '@type', 'dpv:hasName', 'schema:address', 'schema:contactPoint']),
  ...under(
    [RECORD, 'dpv:hasConsentStatus', 0],
    ['@type', 'dpv:isIndicatedBy', 'dpv:isIndicatedAtTime', 'dpv:hasDuration'],
  ),
  ...under([RECORD], ['dpv:hasLegalBasis', 'dpv:hasRight', 'dpv:hasAuthority']),
  ...under([RECORD, 'dpv:hasProcess'], ['dpv:hasDataSource', 'dpv:hasProcessing', 'dpv:hasProcessingCondition']),
  ...under([RECORD, 'dpv:hasProcess'], ['dpv:hasRule']),
  ...under([RECORD, 'dpv:hasProcess', 'dpv:hasPersonalData'], ['dpv:hasNecessity', 'dct:description']),
]

type Case = { name: string; holds: () => boolean }

export async function run(data: string): Promise<Outcome> {
  const states = readStates(readFileSync(join(data, 'consent-receipts/dpv-consent-status.csv'), 'utf8'))
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'dpv-27560.schema.json'), 'utf8')) as object
  // Tuples may be longer than what is asked of them.
  const isValid = new Ajv2020({ strictTuples: false }).compile(schema)
  const at = new Date('2026-11-24T11:00:00.000Z')
  const facts = sampleFacts()
  const { receipt } = describeReceipt(facts, at)
  const cases: Case[] = [
    ...Object.entries(DPV_STATE_OF_EVENT).map(([type, state]) => ({
      name: `${type} is ${state}, which permits exactly where ours does`,
      holds: () => states.get(state) === (type === 'given' || type === 'confirmed'),
    })),
    {
      name: 'what a rule ends is a state of the list',
      holds: () => states.get(dpvState('withdrawn', 'system')) === false,
    },
    ...[...states].map(([state, permits]) => ({
      name: `${state} is read as published`,
      holds: () => VALID_STATES.includes(state) === permits,
    })),
    ...['marketing', 'tracking', 'profiling', 'sales', 'phone'].flatMap((kind) =>
      CHANNELS.map((channel) => ({
        name: `a record for ${kind} by ${channel}`,
        holds: () =>
          isValid(describeReceipt(sampleFacts({ channel, purpose: { ...facts.purpose, kind } }), at).receipt),
      })),
    ),
    ...REQUIRED.map((path) => ({
      name: `a record without ${path.join('/')} is refused`,
      holds: () => !isValid(without(receipt, path)),
    })),
  ]
  return countCases<Case>(
    cases,
    ({ name }) => name,
    (each) => each.holds(),
  )
}

/** The states of the list, and whether each permits processing; classes that only group others are left out. */
function readStates(csv: string): Map<string, boolean> {
  const rows = parse(csv, { columns: true }) as { term: string; hasbroader: string }[]
  return new Map(
    rows
      .filter(({ hasbroader }) => /ConsentStatus(Inv|V)alidForProcessing$/.test(hasbroader))
      .map(({ term, hasbroader }) => [term, hasbroader.endsWith('ConsentStatusValidForProcessing')]),
  )
}
