// What a regulator would be handed: it must prove itself without us, name nobody who was not asked for, and show the
// first thing that was changed.
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import {
  commitRecipient,
  evidenceKind,
  nonSendingKind,
  verifyEvidence,
  verifyNonSending,
} from '../../src/campaigns/index.ts'
import { checkpointKind, eraseContact, receiptKind, suppressionKey, verifyPath } from '../../src/consent/index.ts'
import { createApiKey } from '../../src/platform/auth-api-keys.ts'
import { newId } from '../../src/platform/id.ts'
import { makeLogPlace, PUBLIC_URL, publish } from '../consent/receipts/receipts.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeReadyCampaign, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const place = await makeLogPlace()
const keys = place.keyring.known
const config = {
  ...{ publicUrl: PUBLIC_URL, secretKey: 'k'.repeat(40), isProduction: false },
  outside: { folder: place.outside },
}
const services = testServices(database, { now: () => new Date(+NOON + DAY_MS), config })
const server = await testServer(createApp(services), services)
const [officer, marketer] = [await server.as('privacy_officer'), await server.as('marketer')]

const purpose = await makePurpose(db, { name: 'Product news' })
const campaign = await makeReadyCampaign(db, { purposeId: purpose.id, name: 'Three findings' })
const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: campaign.id } })
const batch = await db.messageBatch.create({ data: { contentId, campaignId: campaign.id, notBefore: NOON } })
const [kari, liv, mads, elin] = [
  await makeContact(db, { email: 'kari@rimdal.example' }),
  await makeContact(db, { email: 'liv@rimdal.example' }),
  await makeContact(db, { email: 'mads@rimdal.example' }),
  await makeContact(db, { email: 'elin@rimdal.example' }),
]
for (const { id } of [kari, liv, mads]) await grant(db, id, purpose.id)
await withdraw(db, mads.id, purpose.id)
await publish(db, place)

const DECIDED = new Date(+NOON + 1000)
const makeMessage = (contactId: string, over: object) =>
  db.message.create({
    data: {
      ...{ contactId, batchId: batch.id, contentId, campaignId: campaign.id, purposeId: purpose.id, channel: 'email' },
      ...{ occasion: newId(), ruleVersion: 'NO-1', decidedAt: DECIDED, finishedAt: DECIDED, createdAt: NOON, ...over },
    },
  })
const SENT = { status: 'sent', reason: 'given', consentSeq: 1 }
await makeMessage(kari.id, SENT)
await makeMessage(liv.id, SENT)
await makeMessage(mads.id, { status: 'blocked', reason: 'withdrawn', consentSeq: 2 })
await makeMessage(elin.id, { status: 'blocked', reason: 'never_asked' })

async function* asLines(text: string) {
  yield* text.replace(/\n$/, '').split('\n')
}
/** A file as it comes over the wire. */
async function download(path: string, role: 'privacy_officer' | 'marketer' = 'privacy_officer') {
  const { key } = await createApiKey(db, { name: 'file', role }, new Date())
  const answer = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}
const evidence = async (query = '') =>
  gunzipSync(await download(`/campaigns/${campaign.id}/evidence${query}`)).toString('utf8')
const recordsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
/** The text with one character of line `line` (from 1) replaced by another. */
function changed(text: string, line: number, at: number): string {
  const lines = text.split('\n')
  const one = lines[line - 1] ?? ''
  const place = at % one.length
  lines[line - 1] = `${one.slice(0, place)}${one[place] === 'x' ? 'y' : 'x'}${one.slice(place + 1)}`
  return lines.join('\n')
}

describe('the evidence file of a campaign', () => {
  it('holds recipients, dates, words and each decision with its entry in the signed log, in one file (N10)', async () => {
    const text = await evidence()
    const records = recordsOf(text)
    expect(records[0]).toMatchObject({
      kind: 'campaign',
      campaign: { name: 'Three findings' },
      purpose: { id: purpose.id },
    })
    expect(records.filter(({ kind }) => kind === 'text')).toHaveLength(2)
    expect(records.filter(({ kind }) => kind === 'content')).toMatchObject([
      { html: expect.stringContaining('unsubscribe') },
    ])
    expect(records.at(-2)).toMatchObject({
      ...{ kind: 'end', messages: 4, recipients: 2, firstSentAt: DECIDED.toISOString() },
      outcomes: [
        { status: 'blocked', reason: 'never_asked', messages: 1 },
        { status: 'blocked', reason: 'withdrawn', messages: 1 },
        { status: 'sent', reason: 'given', messages: 2 },
      ],
    })
    expect(await verifyEvidence(asLines(text), keys)).toMatchObject({
      verdict: 'proven',
      messages: 4,
      sent: 2,
      pending: 0,
    })
  })

  it('names the line in which one byte was changed, left out, put in or cut off (N10)', async () => {
    const text = await evidence()
    const count = text.trimEnd().split('\n').length
    for (let line = 1; line <= count; line++)
      for (const at of [0, 41, 333, 1007]) {
        const verdict = await verifyEvidence(asLines(changed(text, line, at)), keys)
        expect(verdict, `line ${line}, byte ${at}`).toMatchObject({ verdict: 'refused', line })
      }
    const lines = text.trimEnd().split('\n')
    const without = (index: number) => lines.filter((_, at) => at !== index).join('\n')
    expect(await verifyEvidence(asLines(without(5)), keys)).toMatchObject({ verdict: 'refused', line: 6 })
    expect(await verifyEvidence(asLines(without(count - 1)), keys)).toMatchObject({ verdict: 'refused', line: count })
    expect(await verifyEvidence(asLines(`${text}{}`), keys)).toMatchObject({ verdict: 'refused', line: count + 1 })
    expect(await verifyEvidence(asLines(text), [])).toMatchObject({ verdict: 'refused' })
  })

  it('names nobody unless asked, and opens one recipient for whoever has the address', async () => {
    const text = await evidence()
    expect(text).not.toMatch(/@rimdal\.example/)
    const { body } = await officer('GET', `/campaigns/${campaign.id}/evidence/recipients/${kari.id}`)
    const { items } = body as { items: { messageId: string; salt: string; recipient: string }[] }
    const [opened] = items
    const message = recordsOf(text).find(({ id }) => id === opened?.messageId)
    expect(message.recipient).toBe(commitRecipient(opened?.salt ?? '', 'kari@rimdal.example'))
    expect(message.recipient).not.toBe(commitRecipient(opened?.salt ?? '', 'liv@rimdal.example'))
    const withAddresses = await evidence('?addresses=true')
    expect(withAddresses.match(/kari@rimdal\.example/g)).toHaveLength(1)
    expect(await verifyEvidence(asLines(withAddresses), keys)).toMatchObject({ verdict: 'proven' })
    expect((await marketer('GET', `/campaigns/${campaign.id}/evidence?addresses=true`)).status).toBe(403)
    expect((await marketer('GET', `/campaigns/${newId()}/evidence`)).status).toBe(404)
  })

  it('is told by its kind and checked from the disk, packed or not', async () => {
    const context = { keys, openDb: () => Promise.reject(new Error('needs no database')) }
    const kinds = [checkpointKind, evidenceKind, nonSendingKind, receiptKind]
    const packed = await download(`/campaigns/${campaign.id}/evidence`, 'marketer')
    const file = join(place.outside, 'evidence')
    const check = async (content: Buffer) => {
      await writeFile(file, content)
      return verifyPath(file, kinds, context)
    }
    const valid = { isValid: true, says: expect.stringContaining('4 messages, 2 sent') }
    expect(await check(packed)).toMatchObject(valid)
    expect(await check(gunzipSync(packed))).toMatchObject(valid)
    const broken = Buffer.from(packed)
    broken[packed.length - 12] = (broken[packed.length - 12] ?? 0) ^ 1
    expect(await check(broken)).toMatchObject({ isValid: false })
    // Refused at its first lines, long before its end turns out to be missing.
    const [head = '', ...lines] = gunzipSync(packed).toString('utf8').split('\n')
    const long = gzipSync([head, 'no entry', ...lines, randomBytes(300_000).toString('hex')].join('\n'))
    expect(await check(long.subarray(0, -100))).toMatchObject({ isValid: false })
    await sleep(50)
  })

  it('refuses mails that no yes stands behind, whoever has signed the file (N10)', async () => {
    for (const [over, why] of [
      [{ consentSeq: 2 }, 'is no yes'],
      [{ consentSeq: 1, decidedAt: new Date(+NOON - DAY_MS) }, 'before the yes'],
    ] as const) {
      const wrong = await makeMessage(mads.id, { ...SENT, ...over })
      const verdict = await verifyEvidence(asLines(await evidence()), keys)
      expect(verdict).toMatchObject({ verdict: 'refused', why: expect.stringContaining(why) })
      await db.message.delete({ where: { contactId_id: { contactId: mads.id, id: wrong.id } } })
    }
  })
})

describe('the proof of non-sending', () => {
  const file = async (id: string, query = '') =>
    (await download(`/contacts/${id}/non-sending/file${query}`)).toString('utf8')

  it('lists what was not sent and why, and states with a signature that there is nothing else', async () => {
    const { body } = await officer('GET', `/contacts/${mads.id}/non-sending`)
    expect(body).toMatchObject({
      sent: 0,
      items: [{ status: 'blocked', reason: 'withdrawn', campaign: { id: campaign.id } }],
    })
    const text = await file(mads.id)
    expect(recordsOf(text).map(({ kind }) => kind)).toEqual([
      'person',
      'entry',
      'entry',
      'message',
      'statement',
      undefined,
    ])
    expect(text).not.toMatch(/@rimdal\.example/)
    expect(await verifyNonSending(asLines(text), keys)).toMatchObject({
      verdict: 'proven',
      statement: { entries: 2, messages: 1, sent: 0, says: expect.stringContaining('nothing else exists here') },
    })
    const before = await file(mads.id, `?to=${new Date(+NOON - 1000).toISOString()}`)
    expect(await verifyNonSending(asLines(before), keys)).toMatchObject({ statement: { messages: 0 } })
    expect((await officer('GET', `/contacts/${mads.id}/non-sending/file?to=2030-01-01T00:00:00Z`)).status).toBe(400)
  })

  it('says so where something was sent, and names the line that was changed', async () => {
    const text = await file(kari.id)
    expect(await verifyNonSending(asLines(text), keys)).toMatchObject({ statement: { messages: 1, sent: 1 } })
    for (let line = 1; line <= text.trimEnd().split('\n').length; line++)
      expect(await verifyNonSending(asLines(changed(text, line, 57)), keys)).toMatchObject({ verdict: 'refused', line })
    expect(await verifyEvidence(asLines(text), keys)).toMatchObject({ verdict: 'refused' })
  })

  it('still stands after an erasure: the entries are in the log, and nobody can be linked to them', async () => {
    const erasure = { contactId: liv.id, method: 'staff', actor: 'staff', occurredAt: NOON } as const
    await eraseContact(db, [suppressionKey(config.secretKey)], erasure, services.now())
    await publish(db, place, services.now())
    const verdict = await verifyEvidence(asLines(await evidence()), keys)
    expect(verdict).toMatchObject({ verdict: 'proven', sent: 2, erased: 1 })
    expect(await verifyNonSending(asLines(await file(liv.id)), keys)).toMatchObject({ verdict: 'proven' })
  })
})
