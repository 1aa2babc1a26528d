// verify.html in a real browser, from the disk and from the server: it must come to the verdict of verify-receipt.ts on
// receipts right and wrong, and never reach for the network.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { recipientKey } from '../../src/campaigns/evidence/commit-recipient.ts'
import { writeEvidence } from '../../src/campaigns/evidence/write-evidence.ts'
import { writeNonSending } from '../../src/campaigns/evidence/write-non-sending.ts'
import { verifyEvidence, verifyNonSending } from '../../src/campaigns/index.ts'
import { jwkOf, openKeyring } from '../../src/consent/proof/index.ts'
import { cosign, witnessKeyOf } from '../../src/consent/proof/witness/cosignature.ts'
import { renderReceiptFile } from '../../src/consent/receipts/render-receipt-file.ts'
import { verifyReceipt } from '../../src/consent/receipts/verify-receipt.ts'
import {
  changed,
  FORGERIES,
  makeConsent,
  makeLogPlace,
  PUBLIC_URL,
  publish,
  receiptOf,
  resign,
} from '../consent/receipts/receipts.ts'
import { findBarriers } from '../support/accessible.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { makeReadyCampaign, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const browser = await testBrowser()
const place = await makeLogPlace()
const other = await makeLogPlace()
const FILE = pathToFileURL(join(import.meta.dirname, '../../src/consent/receipts/verify.html')).href
const keysOf = ({ keyring }: typeof place) => JSON.stringify({ keys: keyring.known.map(({ bytes }) => jwkOf(bytes)) })

async function open(address: string, asked: string[], locale = 'en-GB'): Promise<Page> {
  const page = await (await browser.newContext({ locale })).newPage()
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => asked.push(error.message))
  await page.goto(address)
  return page
}

async function judge(page: Page, receipt: string, keys: string) {
  await page.locator('#verdict').evaluate((element) => element.removeAttribute('data-verdict'))
  await page.locator('#receipt').fill(receipt)
  await page.locator('#key').fill(keys)
  await page.locator('#check').click()
  await page.locator('#verdict[data-verdict]').waitFor()
  const { verdict, failed } = await page.locator('#verdict').evaluate((element) => ({ ...element.dataset }))
  return { verdict, failed }
}

test('verify.html, opened from the disk, proves a receipt and refuses every wrong one, without network (T7, T8)', async () => {
  const { contactId, purpose } = await makeConsent(db)
  await publish(db, place)
  const receipt = await receiptOf(db, contactId, place)
  await withdraw(db, contactId, purpose.id)
  const promise = await receiptOf(db, contactId, place, 2)
  const files = (['json', 'html'] as const).map(
    (kind) => renderReceiptFile(receipt, kind, { publicUrl: PUBLIC_URL, language: 'da' }).content,
  )
  const [json = '', page = ''] = files
  const { jws, payload } = receipt
  const [, body = '', signature = ''] = jws.split('.')
  const headed = (head: object) => `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${body}.${signature}`
  const { kid } = place.keyring.current
  const cases = [
    ...[jws, json, page, promise.jws, '{}', 'x', json.replace('ConsentGiven', 'ConsentRefused')],
    ...Array.from({ length: 12 }, (_, index) => changed(jws, Math.floor(((index + 1) * (jws.length - 1)) / 12))),
    ...['none', 'HS256', 'Ed448'].map((alg) => headed({ alg, kid, typ: 'assent-receipt+jws' })),
    await resign(payload, place.keyring, { typ: 'JWT' }),
    ...(await Promise.all(FORGERIES.map(({ forge }) => resign(forge(payload), place.keyring)))),
  ]

  const asked: string[] = []
  const tab = await open(FILE, asked)
  for (const each of cases) {
    const wanted = await verifyReceipt(each, place.keyring.known)
    const failed = wanted.verdict === 'refused' ? wanted.failed : ''
    expect(await judge(tab, each, keysOf(place))).toEqual({ verdict: wanted.verdict, failed })
  }
  expect(await judge(tab, jws, keysOf(other))).toEqual({ verdict: 'refused', failed: 'signature' })
  expect(await judge(tab, jws, '')).toEqual({ verdict: 'refused', failed: 'key' })
  expect(await judge(tab, '', '')).toEqual({ verdict: 'refused', failed: 'empty' })
  expect(asked).toEqual([FILE])
  await tab.context().close()
})

test('verify.html from the server knows its keys, says what it proves and what not, names a witness whose signature is right, and is free of barriers (T9)', async () => {
  const { contactId } = await makeConsent(db)
  await publish(db, place)
  const witness = await openKeyring(join(place.outside, 'witness'))
  const { size, note } = await db.proofCheckpoint.findFirstOrThrow({ orderBy: { size: 'desc' } })
  const line = cosign(note.slice(0, note.indexOf('\n\n') + 1), 'witness.example/w1', witness.current, NOON)
  await db.proofCosignature.create({
    data: { witness: 'witness.example/w1', size, note, line, signedAt: NOON, createdAt: NOON },
  })
  const { jws, payload } = await receiptOf(db, contactId, place)
  const key = witnessKeyOf('witness.example/w1', witness.current)
  const outside = { folder: place.outside, witness: { url: 'https://witness.example', key } }
  const config = { publicUrl: PUBLIC_URL, secretKey: 'x'.repeat(40), isProduction: false, outside }
  const services = testServices(database, { config })
  const { url } = await testServer(createApp(services), services)
  const asked: string[] = []
  const tab = await open(`${url}/verify.html`, asked, 'nb-NO')
  expect(await judge(tab, jws, '')).toEqual({ verdict: 'proven', failed: '' })
  const said = await tab.locator('main').textContent()
  for (const words of [
    'Kvitteringen holder',
    'ja',
    payload.number,
    PUBLIC_URL,
    'Hva det ikke beviser',
    'witness.example/w1',
  ])
    expect(said).toContain(words)
  const wrong = witnessKeyOf('witness.example/w1', place.keyring.current)
  expect(await judge(tab, jws, keysOf(place).replace(/}$/, `,"witnesses":["${wrong}"]}`))).toMatchObject({
    verdict: 'proven',
  })
  expect(await tab.locator('main').textContent()).not.toContain('witness.example/w1')
  expect(await findBarriers(tab)).toEqual([])
  await tab
    .locator('#file')
    .setInputFiles({ name: 'r.jws', mimeType: 'text/plain', buffer: Buffer.from(changed(jws, 900)) })
  await tab.locator('#verdict[data-verdict=refused]').waitFor()
  expect(asked).toEqual([`${url}/verify.html`])
  await tab.context().close()
})

test('verify.html comes to the verdict of the command line on files of signed lines, and names the line that was changed (N10)', async () => {
  const { contactId, purpose } = await makeConsent(db)
  const campaign = await makeReadyCampaign(db, { purposeId: purpose.id })
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: campaign.id } })
  const batch = await db.messageBatch.create({ data: { contentId, campaignId: campaign.id, notBefore: NOON } })
  const message = { contactId, batchId: batch.id, contentId, campaignId: campaign.id, purposeId: purpose.id }
  const sent = {
    channel: 'email',
    occasion: 'one',
    status: 'sent',
    reason: 'given',
    ruleVersion: 'NO-1',
    consentSeq: 1,
  }
  await db.message.create({ data: { ...message, ...sent, decidedAt: NOON, finishedAt: NOON } })
  await publish(db, place)
  const issuer = { issuer: PUBLIC_URL, key: place.keyring.current, recipientKey: recipientKey('x'.repeat(40)) }
  const given = { ...issuer, now: () => NOON }
  const read = async (lines: AsyncIterable<string>) => (await Array.fromAsync(lines)).join('')
  const evidence = await read((await writeEvidence(db, campaign.id, { ...given, withAddresses: false })).lines)
  const nothing = await read(await writeNonSending(db, contactId, { from: new Date(0), to: NOON }, given))
  const asked: string[] = []
  const tab = await open(FILE, asked)
  await tab.locator('#key').fill(keysOf(place))
  for (const [text, check] of [
    [evidence, verifyEvidence],
    [nothing, verifyNonSending],
  ] as const) {
    const lines = text.trimEnd().split('\n')
    const alter = (index: number) =>
      lines.map((line, at) => (at === index ? changed(line, Math.floor(line.length / 2)) : line)).join('\n')
    for (const each of [text, ...lines.map((_line, index) => alter(index)), lines.slice(0, -1).join('\n')]) {
      const wanted = await check(asLines(each), place.keyring.known)
      await judge(tab, each, keysOf(place))
      const { verdict, line } = await tab.locator('#verdict').evaluate((element) => ({ ...element.dataset }))
      expect({ verdict, line }).toEqual({
        verdict: wanted.verdict,
        // A file that was cut off is named by its last line here, and by the one that is missing there.
        line: wanted.verdict === 'proven' ? '' : String(Math.min(wanted.line, each.trimEnd().split('\n').length)),
      })
    }
  }
  await tab
    .locator('#file')
    .setInputFiles({ name: 'e.jsonl.gz', mimeType: 'application/gzip', buffer: gzipSync(evidence) })
  await tab.getByText('The file holds').waitFor()
  expect(await tab.locator('main').textContent()).toContain(PUBLIC_URL)
  expect(asked).toEqual([FILE])
  await tab.context().close()
})

async function* asLines(text: string) {
  yield* text.replace(/\n$/, '').split('\n')
}
