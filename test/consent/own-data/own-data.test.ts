import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { codeOf, findInClear, findJws, linkKey, makeLinkToken, verifyLedger } from '../../../src/consent/index.ts'
import { recordEvents } from '../../../src/contacts/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const folder = await mkdtemp(join(tmpdir(), 'assent-own-data-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const secretKey = 'only-for-tests-'.padEnd(40, '0')
const services = testServices(database, {
  config: { publicUrl: 'http://localhost:3000', secretKey, isProduction: false, outside: { folder } },
})
const server = await testServer(createApp(services), services)
const key = linkKey(secretKey)
const brand = await makeBrand(db)
const languages = ['nb', 'en']
const news = await makePurpose(db, { brandId: brand.id, languages })
const sales = await makePurpose(db, { brandId: brand.id, kind: 'sales', channels: ['email', 'phone'], languages })

type Form = Record<string, string>
const post = (path: string, form: Form) =>
  fetch(server.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) })

async function makeReader(over: Parameters<typeof makeContact>[1] = {}) {
  const { id } = await makeContact(db, { language: 'en', ...over })
  await grant(db, id, news.id, { now: new Date() })
  const token = makeLinkToken(key, { contactId: id, purposeId: news.id, messageId: newId() })
  return { id, link: `/p/${token}`, path: `/p/${token}/more` }
}

/** The right that the page behind the code carries. */
async function open({ id, path }: { id: string; path: string }) {
  await post(path, { do: 'ask' })
  const { messageId } = await db.pageCode.findFirstOrThrow({ where: { contactId: id }, orderBy: { messageId: 'desc' } })
  const code = codeOf(key, { contactId: id, messageId })
  const page = await (await post(path, { do: 'open', codeId: messageId, code })).text()
  return /name="right" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

describe('rights on a person’s own page', () => {
  it('opens only behind the code: with the link alone nothing is seen, asked for or erased (W10)', async () => {
    const reader = await makeReader({ email: 'masked.reader@rimdal.example' })
    const other = await makeReader()
    const foreign = await open(other)
    const page = await (await fetch(server.url + reader.link)).text()
    expect(page).toContain('m…r@rimdal.example')
    expect(page).not.toContain('masked.reader')
    for (const what of ['see', 'data', 'table', 'receipt', 'correct', 'restrict', 'erase', 'erase-now'])
      for (const right of ['', foreign])
        expect((await post(reader.path, { do: what, right, words: 'x', seq: '1' })).status).toBe(403)
    expect(await db.privacyRequest.count({ where: { contactId: reader.id } })).toBe(0)
    expect((await db.contact.findUniqueOrThrow({ where: { id: reader.id } })).erasedAt).toBeNull()
  })

  it('shows on a page to read who they are, what they said, what was sent and done, and nothing of anybody else (L4)', async () => {
    const reader = await makeReader({ email: 'kari.reader@rimdal.example', phone: '+4790000001', jobTitle: 'Engineer' })
    await withdraw(db, reader.id, sales.id, { channel: 'phone', now: new Date() })
    const viewed = { contactId: reader.id, type: 'page.viewed', occurredAt: new Date(), source: 'tracker' }
    await recordEvents(db, [{ ...viewed, properties: { path: '/prices' } }], new Date())
    const right = await open(reader)
    const answer = await post(reader.path, { do: 'see', right })
    const page = await answer.text()
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('set-cookie')]).toEqual([
      200,
      'no-store',
      null,
    ])
    for (const known of ['Kari Nesheim', 'kari.reader@rimdal.example', '+4790000001', 'Engineer', '/prices'])
      expect(page).toContain(known)
    expect(page).toContain(`Yes to “${news.name} (en)”`)
    expect(page).toContain('No to “')
    expect(page).toContain(`${news.name} in en: what we send, and how to stop it.`)
    expect(page).toContain('Your code for Vidjevik')
    expect(page).toContain('https://www.datatilsynet.no')
    expect(page).not.toMatch(/<style|<script/)
    expect(new Set(page.match(/[\w.]+@rimdal\.example/g))).toEqual(new Set(['kari.reader@rimdal.example']))
    const file = await post(reader.path, { do: 'data', right })
    expect(file.headers.get('content-disposition')).toContain('data.json')
    expect(await file.json()).toMatchObject({ person: { jobTitle: 'Engineer' } })
    const table = await post(reader.path, { do: 'table', right })
    expect(table.headers.get('content-type')).toContain('text/csv')
    expect(await table.text()).toContain('kari.reader@rimdal.example')
  })

  it('gives a signed receipt for each yes, in the reader’s language, that verifies (T7)', async () => {
    const reader = await makeReader()
    const right = await open(reader)
    const page = await (await post(reader.path, { do: 'see', right })).text()
    const seq = /name="seq" value="(\d+)"/.exec(page)?.[1] ?? ''
    const answer = await post(`${reader.path}?l=fi`, { do: 'receipt', right, seq })
    const receipt = await answer.text()
    expect(answer.headers.get('content-disposition')).toMatch(/receipt-.*\.html/)
    expect(receipt).toContain('<html lang="fi">')
    const [, body = ''] = (findJws(receipt) ?? '').split('.')
    expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toMatchObject({
      entry: { fields: expect.arrayContaining([reader.id]) },
    })
    expect((await post(reader.path, { do: 'receipt', right, seq: '99' })).status).toBe(404)
  })

  it('keeps a wish for correction or restriction as a request with its deadline, asked twice it is one', async () => {
    const reader = await makeReader()
    const right = await open(reader)
    const empty = await post(reader.path, { do: 'correct', right, words: '  ' })
    expect([empty.status, (await empty.text()).includes('aria-invalid="true"')]).toEqual([400, true])
    const words = 'My name is Kari Nesheim-Dahl'
    const asked = await (await post(reader.path, { do: 'correct', right, words })).text()
    await post(reader.path, { do: 'correct', right, words })
    expect(asked).toContain('We have got it')
    expect(await (await post(`${reader.path}?l=sv`, { do: 'restrict', right })).text()).toContain('Du får svar senast')
    const requests = await db.privacyRequest.findMany({ where: { contactId: reader.id }, orderBy: { kind: 'asc' } })
    expect(requests).toMatchObject([
      { kind: 'rectification', status: 'open', cameBy: 'page', identityBy: 'code', words },
      { kind: 'restriction', status: 'open', cameBy: 'page', identityBy: 'code', words: null },
    ])
  })

  it('erases everything after a last question, and every link answers from then on as for the erased (L7)', async () => {
    const reader = await makeReader({ email: 'gone.reader@rimdal.example' })
    const right = await open(reader)
    const question = await (await post(reader.path, { do: 'erase', right })).text()
    expect(question).toContain('Erase everything about you?')
    expect(question.indexOf('value="back"')).toBeLessThan(question.indexOf('value="erase-now"'))
    expect((await db.contact.findUniqueOrThrow({ where: { id: reader.id } })).erasedAt).toBeNull()
    expect(await (await post(reader.path, { do: 'back', right })).text()).toContain('Your own page')
    const done = await (await post(reader.path, { do: 'erase-now', right })).text()
    expect(done).toContain('We hold nothing about you')
    expect(await findInClear(db, ['gone.reader@rimdal.example'])).toEqual([])
    const again = await Promise.all([
      fetch(`${server.url}${reader.link}?l=en`),
      post(`${reader.path}?l=en`, { do: 'erase-now', right }),
      post(`${reader.path}?l=en`, { do: 'data', right }),
    ])
    for (const answer of again) expect(await answer.text()).toContain('We hold nothing about you')
    const entry = await db.consentEvent.findFirst({ where: { contactId: reader.id, type: 'erased' } })
    expect(entry).toMatchObject({ actor: 'contact', method: 'preference_page' })
    expect((await verifyLedger(db, new Date())).faults).toEqual([])
    expect(await db.privacyRequest.findMany({ where: { contactId: reader.id } })).toMatchObject([
      { kind: 'erasure', status: 'done', cameBy: 'page', identityBy: 'code', words: null },
    ])
  })
})
