import { createPublicKey } from 'node:crypto'
import canonicalize from 'canonicalize'
import { compactVerify, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { jwkOf, rotateKey, verifyFile } from '../../../src/consent/proof/index.ts'
import { receiptKind } from '../../../src/consent/receipts/receipt-kind.ts'
import { renderReceiptFile } from '../../../src/consent/receipts/render-receipt-file.ts'
import { verifyReceipt } from '../../../src/consent/receipts/verify-receipt.ts'
import { testDatabase } from '../../support/database.ts'
import { withdraw } from '../../support/factories.ts'
import { changed, FORGERIES, makeConsent, makeLogPlace, PUBLIC_URL, publish, receiptOf, resign } from './receipts.ts'

const { db } = await testDatabase()

const place = await makeLogPlace()

/** A consent whose receipt is proven. */
async function makeReceipt() {
  const consent = await makeConsent(db)
  await publish(db, place)
  return { ...consent, ...(await receiptOf(db, consent.contactId, place)) }
}

describe('a receipt', () => {
  it('is signed over canonical JSON and proves the entry to whoever has the public key (T7)', async () => {
    const { jws, payload } = await makeReceipt()
    const verdict = await verifyReceipt(jws, place.keyring.known)
    expect(verdict).toMatchObject({ verdict: 'proven', number: payload.number, leafIndex: payload.proof?.leafIndex })
    const { payload: bytes, protectedHeader } = await compactVerify(
      jws,
      createPublicKey(place.keyring.current.privateKey),
    )
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: place.keyring.current.kid, typ: 'assent-receipt+jws' })
    expect(new TextDecoder().decode(bytes)).toBe(canonicalize(payload))
    expect(payload.proof?.hashes.length).toBeGreaterThan(0)
  })

  it('is not believed with any one character changed, or with another key (T7)', async () => {
    const { jws } = await makeReceipt()
    const places = [...Array.from({ length: 40 }, (_, index) => Math.floor((index * jws.length) / 40)), jws.length - 1]
    for (const at of places)
      expect(await verifyReceipt(changed(jws, at), place.keyring.known)).toMatchObject({ verdict: 'refused' })
    const other = await makeLogPlace()
    expect(await verifyReceipt(jws, other.keyring.known)).toMatchObject({ verdict: 'refused', failed: 'signature' })
    expect(await verifyReceipt(jws, [])).toMatchObject({ failed: 'signature' })
  })

  it('is not believed where it says what does not follow, even under the right key (T7)', async () => {
    const { payload } = await makeReceipt()
    for (const { name, failed, forge } of FORGERIES) {
      const verdict = await verifyReceipt(await resign(forge(payload), place.keyring), place.keyring.known)
      expect({ name, ...verdict }).toMatchObject({ name, verdict: 'refused', failed })
    }
  })

  it('is a signed promise until the log has taken its entry in, and says so', async () => {
    const { contactId, purpose } = await makeReceipt()
    await withdraw(db, contactId, purpose.id)
    const promise = await receiptOf(db, contactId, place, 2)
    expect(promise.payload.proof).toBeNull()
    expect(await verifyReceipt(promise.jws, place.keyring.known)).toMatchObject({ verdict: 'pending' })
    await publish(db, place)
    const proof = await receiptOf(db, contactId, place, 2)
    expect(await verifyReceipt(proof.jws, place.keyring.known)).toMatchObject({ verdict: 'proven' })
  })

  it('still verifies after its key was replaced, and the next one is signed by the new key (T8)', async () => {
    const { contactId, jws } = await makeReceipt()
    const keyring = await rotateKey(place.keys)
    expect(await verifyReceipt(jws, keyring.known)).toMatchObject({ verdict: 'proven', kid: place.keyring.current.kid })
    const next = await receiptOf(db, contactId, { ...place, keyring })
    expect(await verifyReceipt(next.jws, keyring.known)).toMatchObject({ verdict: 'proven', kid: keyring.current.kid })
    expect(await verifyReceipt(next.jws, place.keyring.known)).toMatchObject({ failed: 'signature' })
  })

  it('is refused under an algorithm that is none, unknown or not ours, and as another kind of token (T8)', async () => {
    const { jws, payload } = await makeReceipt()
    const [, body = '', signature = ''] = jws.split('.')
    const { known, current } = place.keyring
    for (const alg of ['none', 'HS256', 'RS256', 'Ed448', 'eddsa', '']) {
      const head = Buffer.from(JSON.stringify({ alg, kid: current.kid, typ: 'assent-receipt+jws' })).toString(
        'base64url',
      )
      expect(await verifyReceipt(`${head}.${body}.${signature}`, known)).toMatchObject({ failed: 'signature' })
    }
    const unsigned = new UnsecuredJWT(payload as unknown as Record<string, string>).encode()
    expect(await verifyReceipt(unsigned, known)).toMatchObject({ failed: 'signature' })
    const unkeyed = await resign(payload, place.keyring, { kid: 'another', jwk: jwkOf(current.bytes) })
    expect(await verifyReceipt(unkeyed, known)).toMatchObject({ failed: 'signature' })
    const another = await resign(payload, place.keyring, { typ: 'JWT' })
    expect(await verifyReceipt(another, known)).toMatchObject({ failed: 'signature' })
  })

  it('is found in each of its files, and a JSON file that shows something else is refused', async () => {
    const receipt = await makeReceipt()
    const file = (kind: 'jws' | 'json' | 'html') =>
      renderReceiptFile(receipt, kind, { publicUrl: PUBLIC_URL, language: 'nb' }).content
    for (const kind of ['jws', 'json', 'html'] as const)
      expect(await verifyReceipt(file(kind), place.keyring.known)).toMatchObject({ verdict: 'proven' })
    const shown = file('json').replace('ConsentGiven', 'ConsentRefused')
    expect(await verifyReceipt(shown, place.keyring.known)).toMatchObject({ failed: 'form' })
    expect(file('html')).toMatch(/<html lang="nb">[\s\S]*Du sa[\s\S]*ja til/)
  })

  it('is a file that the command line verifies, and says in words what it found', async () => {
    const { jws, payload } = await makeReceipt()
    const context = { keys: place.keyring.known, openDb: () => Promise.reject(new Error('not needed')) }
    const found = await verifyFile(jws, [receiptKind], context)
    expect(found).toEqual({
      isValid: true,
      says: `Receipt ${payload.number}, signed by key 1. The entry stands in the log at index ${payload.proof?.leafIndex}.`,
    })
    const { isValid, says } = await verifyFile(changed(jws, 900), [receiptKind], context)
    expect(isValid).toBe(false)
    expect(says).toContain('Do not trust this receipt')
  })

  it('of somebody else stays valid when one person’s salt and evidence are erased, and of that person there is none (T5)', async () => {
    const { contactId, jws } = await makeReceipt()
    const { contactId: other } = await makeConsent(db)
    await publish(db, place)
    await db.consentEvidence.deleteMany({ where: { contactId } })
    const kept = await receiptOf(db, other, place)
    expect(await verifyReceipt(kept.jws, place.keyring.known)).toMatchObject({ verdict: 'proven' })
    expect(await verifyReceipt(jws, place.keyring.known)).toMatchObject({ verdict: 'proven' })
    await expect(receiptOf(db, contactId, place)).rejects.toThrow('has been erased')
  })
})

it.each(['', 'x', '{}', 'a.b.c', '{"signed":1}'])(
  'a file that is no receipt is refused without a fault: %j',
  async (text) => {
    expect(await verifyReceipt(text, [])).toMatchObject({ verdict: 'refused', failed: 'signature' })
  },
)
