// A consent in a log that is signed, for one test file, and the ways in which a receipt of it can be forged.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { CompactSign } from 'jose'
import { afterAll } from 'vitest'
import {
  checkpointsIn,
  type Keyring,
  keysIn,
  openKeyring,
  originOf,
  sequenceEntries,
} from '../../../src/consent/proof/index.ts'
import { publishCheckpoint } from '../../../src/consent/proof/publish-checkpoint.ts'
import { getReceiptFacts } from '../../../src/consent/receipts/find-receipt-facts.ts'
import { type ReceiptPayload, signReceipt } from '../../../src/consent/receipts/sign-receipt.ts'
import type { PrismaClient } from '../../../src/platform/database.ts'
import { grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'

export const PUBLIC_URL = 'https://assent.example'

export type Place = { outside: string; folder: string; keys: string; origin: string; keyring: Keyring }

/** A place outside the database until the last test of the file, with its first key. */
export async function makeLogPlace(): Promise<Place> {
  const outside = await mkdtemp(join(tmpdir(), 'assent-receipts-'))
  afterAll(() => rm(outside, { recursive: true, force: true }))
  const [folder, keys] = [checkpointsIn(outside), keysIn(outside)]
  return { outside, folder, keys, origin: originOf(PUBLIC_URL), keyring: await openKeyring(keys) }
}

/** Seven people who say yes; the receipts are of the last one. */
export async function makeConsent(db: PrismaClient) {
  const purpose = await makePurpose(db)
  let contactId = ''
  for (let made = 0; made < 7; made++) {
    contactId = (await makeContact(db)).id
    await grant(db, contactId, purpose.id, { evidence: { page: 'https://vidjevik.example/guide', ø: 'Ærlig €' } })
  }
  return { contactId, purpose }
}

/** Takes everything in and signs the head. */
export async function publish(db: PrismaClient, place: Place, now = NOON): Promise<void> {
  await sequenceEntries(db)
  await publishCheckpoint(db, place, now)
}

export async function receiptOf(db: PrismaClient, contactId: string, { keyring }: Place, seq = 1) {
  const facts = await getReceiptFacts(db, contactId, seq, NOON)
  return signReceipt(db, facts, { publicUrl: PUBLIC_URL, key: keyring.current }, NOON)
}

/** Signs something else with the right key: what whoever holds the key could do. */
export async function resign(payload: unknown, { current }: Keyring, header = {}): Promise<string> {
  const protectedHeader = { alg: 'EdDSA', kid: current.kid, typ: 'assent-receipt+jws', ...header }
  return new CompactSign(Buffer.from(canonicalize(payload) ?? ''))
    .setProtectedHeader(protectedHeader)
    .sign(current.privateKey)
}

/** The receipt with one character of it another, at this place. */
export function changed(jws: string, at: number): string {
  const sign = jws[at] === 'A' ? 'B' : 'A'
  return jws.slice(0, at) + sign + jws.slice(at + 1)
}

type Forgery = { name: string; failed: string; forge: (payload: ReceiptPayload) => ReceiptPayload }

const recordIn = (payload: ReceiptPayload) => payload.receipt['dpv:hasRecordOfActivity'] as Record<string, unknown>
const withRecord = (payload: ReceiptPayload, over: Record<string, unknown>): ReceiptPayload => ({
  ...payload,
  receipt: { ...payload.receipt, 'dpv:hasRecordOfActivity': { ...recordIn(payload), ...over } },
})
const withProof = (payload: ReceiptPayload, over: Partial<NonNullable<ReceiptPayload['proof']>>): ReceiptPayload => ({
  ...payload,
  proof: payload.proof && { ...payload.proof, ...over },
})
const OTHER_HASH = createHash('sha256').update('another').digest()

/** Receipts that the right key signs and that are wrong in themselves, each with the check that must find it. */
export const FORGERIES: readonly Forgery[] = [
  {
    name: 'other evidence',
    failed: 'entry',
    forge: (payload) => ({ ...payload, entry: { ...payload.entry, evidence: { page: 'https://others.example' } } }),
  },
  {
    name: 'another salt',
    failed: 'entry',
    forge: (payload) => ({ ...payload, entry: { ...payload.entry, salt: '00'.repeat(16) } }),
  },
  {
    name: 'a refusal shown as a yes',
    failed: 'record',
    forge: (payload) => {
      const fields = payload.entry.fields.map((field) => (field === 'given' ? 'refused' : field))
      return { ...payload, entry: { ...payload.entry, fields } }
    },
  },
  {
    name: 'another person',
    failed: 'record',
    forge: (payload) => withRecord(payload, { 'dpv:hasDataSubject': { '@id': 'urn:uuid:another' } }),
  },
  {
    name: 'other words',
    failed: 'record',
    forge: (payload) => withRecord(payload, { 'dpv:hasNotice': { '@id': 'urn:uuid:another' } }),
  },
  {
    name: 'another time',
    failed: 'record',
    forge: (payload) => {
      const statuses = recordIn(payload)['dpv:hasConsentStatus'] as Record<string, unknown>[]
      const moved = { 'dpv:isIndicatedAtTime': '2020-01-01T00:00:00.000Z' }
      return withRecord(payload, { 'dpv:hasConsentStatus': statuses.map((status) => ({ ...status, ...moved })) })
    },
  },
  { name: 'another place in the log', failed: 'log', forge: (payload) => withProof(payload, { leafIndex: 0 }) },
  { name: 'another size of the log', failed: 'log', forge: (payload) => withProof(payload, { treeSize: 8 }) },
  {
    name: 'a hash of the proof left out',
    failed: 'log',
    forge: (payload) => withProof(payload, { hashes: payload.proof?.hashes.slice(1) ?? [] }),
  },
  {
    name: 'another hash in the proof',
    failed: 'log',
    forge: (payload) =>
      withProof(payload, {
        hashes: payload.proof?.hashes.map((hash, at) => (at === 0 ? OTHER_HASH.toString('base64') : hash)) ?? [],
      }),
  },
  {
    name: 'a head of the log that is not signed',
    failed: 'checkpoint',
    forge: (payload) =>
      withProof(payload, {
        checkpoint: payload.proof?.checkpoint.replace(/\n.{43}=\n/, `\n${OTHER_HASH.toString('base64')}\n`) ?? '',
      }),
  },
  { name: 'another format', failed: 'form', forge: (payload) => ({ ...payload, format: 'x' as 'assent-receipt-1' }) },
]
