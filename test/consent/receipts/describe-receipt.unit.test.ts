import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { run as runDpv } from '../../../conformance/dpv.ts'
import schema from '../../../conformance/dpv-27560.schema.json' with { type: 'json' }
import { run as runKantara } from '../../../conformance/kantara.ts'
import { sampleFacts } from '../../../conformance/samples/receipt-facts.ts'
import { describeKantara } from '../../../src/consent/receipts/describe-kantara.ts'
import { describeReceipt } from '../../../src/consent/receipts/describe-record.ts'
import type { SaidEvent } from '../../../src/consent/receipts/find-receipt-facts.ts'
import { NOON } from '../../support/factories.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data')
const hasData = existsSync(join(DATA, 'consent-receipts'))
const said = (type: SaidEvent['type'], actor: SaidEvent['actor'] = 'contact'): SaidEvent => ({
  ...{ type, actor, method: 'form', at: NOON, until: null },
})
const recordOf = (over = {}) =>
  describeReceipt(sampleFacts(over), NOON).receipt['dpv:hasRecordOfActivity'] as {
    'dct:conformsTo'?: string
    'dpv:hasNotice'?: { 'dct:description': string; 'dct:language': string }
    'dpv:hasConsentStatus': { '@type': string[]; 'dpv:isIndicatedBy': string }[]
  }

describe('a receipt in the vocabulary of ISO/IEC TS 27560', () => {
  it('holds the words that were shown letter by letter, with their language (R1)', () => {
    const { text } = sampleFacts()
    expect(recordOf()['dpv:hasNotice']).toMatchObject({ 'dct:description': text?.text, 'dct:language': 'nb' })
  })

  it('holds what the GDPR needs beside: basis, source, places, rights, authority (R1, R2)', () => {
    const isValid = new Ajv2020({ strictTuples: false }).compile(schema)
    expect(isValid(describeReceipt(sampleFacts(), NOON).receipt)).toBe(true)
    const unsaid = describeReceipt(sampleFacts({ brand: { ...sampleFacts().brand, processing: null } }), NOON)
    expect(isValid(unsaid.receipt)).toBe(false)
  })

  it('names the profiles it conforms to, for itself and for the record (R3, R4)', () => {
    const { receipt, missing } = describeReceipt(sampleFacts(), NOON)
    expect(missing).toEqual([])
    expect(receipt['dct:conformsTo']).toBe('https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr')
    expect(recordOf()['dct:conformsTo']).toBe('https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr')
  })

  it('claims to conform to nothing, and invents nothing, where the sender has not said enough (R1)', () => {
    const brand = { ...sampleFacts().brand, processing: null }
    const { receipt, missing } = describeReceipt(sampleFacts({ brand, text: null }), NOON)
    expect(missing).toEqual(['text', 'processing'])
    expect(JSON.stringify(receipt)).not.toMatch(/conformsTo":"|StorageLocation|hasRecipient|hasNotice/)
  })

  it('says who ended a yes: the person withdraws, the sender revokes (R5)', () => {
    const states = [said('withdrawn'), said('withdrawn', 'system'), said('objected'), said('erased', 'system')]
    expect(
      recordOf({ events: states })['dpv:hasConsentStatus'].map((status) => [
        status['@type'][0],
        status['dpv:isIndicatedBy'].endsWith('0001') ? 'person' : 'sender',
      ]),
    ).toEqual([
      ['dpv:ConsentWithdrawn', 'person'],
      ['dpv:ConsentRevoked', 'sender'],
      ['dpv:ConsentWithdrawn', 'person'],
      ['dpv:ConsentRevoked', 'sender'],
    ])
  })

  it.skipIf(!hasData)('agrees with the published states and holds every field asked for (R1, R2, R5)', async () => {
    expect(await runDpv(DATA)).toMatchObject({ failed: 0, failures: [], passed: expect.toSatisfy((n) => n > 80) })
  })
})

describe('a receipt in the form of Kantara 1.1', () => {
  it('counts time in whole seconds (R6)', () => {
    expect(describeKantara(sampleFacts()).receipt?.consentTimestamp).toBe(1793611800)
  })

  it('is not made of anything but a yes, for it knows no other state (R6)', () => {
    for (const event of [said('withdrawn'), said('refused'), said('expired', 'system'), said('requested')])
      expect(describeKantara(sampleFacts({ events: [event] })).receipt).toBeNull()
  })

  it('is not made while the sender has not said what it requires (R6)', () => {
    const brand = { ...sampleFacts().brand, privacyUrl: null, processing: null }
    expect(describeKantara(sampleFacts({ brand }))).toEqual({ receipt: null, missing: ['processing', 'privacyUrl'] })
  })

  it.skipIf(!hasData)('validates, and does not without any field that is required (R6)', async () => {
    expect(await runKantara(DATA)).toMatchObject({ failed: 0, failures: [], passed: expect.toSatisfy((n) => n > 45) })
  })
})
