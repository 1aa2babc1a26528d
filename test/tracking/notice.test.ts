import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { findInClear, NOTICE_ITEMS, noticeWords } from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { makeBrand, makeProcessing, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const asMarketer = await server.as('marketer')
const asOfficer = await server.as('privacy_officer')

const LANGUAGES = ['nb', 'nn', 'sv', 'da', 'fi', 'en'] as const
let made = 0
/** A sender with two purposes, and a form that asks for both. */
async function makeSender(over: Parameters<typeof makeBrand>[1] = {}) {
  const brand = await makeBrand(db, { privacyUrl: 'https://vidjevik.example/personvern', ...over })
  const news = await makePurpose(db, { brandId: brand.id, languages: ['nb', 'en'], validityMonths: 24 })
  const points = await makePurpose(db, { brandId: brand.id, kind: 'profiling', channels: ['web'] })
  const question = (key: string, label: string, required: boolean) => ({
    ...{ key, label, required },
    type: key === 'email' ? 'email' : 'text',
    choices: [],
  })
  const input = {
    name: 'Varmesjekk',
    key: `notice-${++made}`,
    brandId: brand.id,
    language: 'nb',
    questions: [question('email', 'E-posten din', true), question('company', 'Firma', false)],
    asks: [
      { purposeId: news.id, channel: 'email' },
      { purposeId: points.id, channel: 'web' },
    ],
    thanks: 'Takk.',
  }
  return { brand, news, points, input }
}
const read = async (path: string) => (await fetch(server.url + path, { headers: { accept: 'text/html' } })).text()
const handling = (over: object = {}) => ({
  phone: '+47 55 50 01 99',
  storedIn: ['NO'],
  retention: 'I tolv måneder',
  recipients: [],
  ...over,
})

test('a form is published only with a notice that holds every item, and the fault names the item and its place (L2)', async () => {
  const { brand, input } = await makeSender({ country: 'US' })
  const publish = async () => {
    const { status, body } = await asMarketer('POST', '/forms', input)
    const { faults = [] } = body as { faults?: { path: string; message: string }[] }
    return { status, paths: faults.map(({ path }) => path), words: faults.map(({ message }) => message).join(' ') }
  }
  const say = (over: object) => asOfficer('PUT', `/brands/${brand.id}/processing`, handling(over))
  const nothing = await publish()
  expect(nothing).toMatchObject({
    status: 400,
    paths: ['recipients', 'transfer', 'retention', 'complaint'].map((item) => `notice.${item}`),
  })
  expect(nothing.words).toContain('Senders, Vidjevik: how data is handled')
  await db.brand.update({ where: { id: brand.id }, data: { country: 'NO', postalAddress: ' ', privacyEmail: '' } })
  await say({ storedIn: ['NO', 'GB', 'US'] })
  const most = await publish()
  expect(most.paths).toEqual(['notice.controller', 'notice.privacy_contact', 'notice.transfer'])
  expect(most.words).toMatch(/protects the data in US/)
  await db.brand.update({
    where: { id: brand.id },
    data: { postalAddress: 'Kaigata 8', privacyEmail: 'personvern@vidjevik.example' },
  })
  await say({ storedIn: ['NO', 'GB', 'US'], safeguard: 'EUs standardvilkår' })
  expect((await publish()).status).toBe(201)
  const { items } = (await asMarketer('GET', '/forms')).body as { items: { id: string; key: string }[] }
  const id = items.find(({ key }) => key === input.key)?.id
  await db.brandProcessing.delete({ where: { brandId: brand.id } })
  expect((await asMarketer('PUT', `/forms/${id}`, input)).status).toBe(400)
})

test('the notice tells every item of article 13 in six languages, from what was said, on a page without script or cookie (L2)', async () => {
  const { brand, news, points, input } = await makeSender()
  await makeProcessing(db, brand.id, {
    ...{ storedIn: ['NO', 'GB', 'US'], safeguard: 'EUs standardvilkår', retentionMonths: 12 },
    recipients: ['Rimdal Regnskap AS'],
  })
  expect((await asMarketer('POST', '/forms', input)).status).toBe(201)
  const form = await read(`/f/${input.key}`)
  const [, path = ''] = /href="(\/notice\/[^"]+)"/.exec(form) ?? []
  const described = await fetch(`${server.url}/f/${input.key}`, { headers: { accept: 'application/json' } })
  expect(await described.json()).toMatchObject({ notice: services.config.publicUrl + path })
  for (const language of LANGUAGES) {
    const response = await fetch(`${server.url}/notice/${input.key}?l=${language}`)
    const page = await response.text()
    const words = noticeWords(language)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(page).not.toContain('<script')
    expect(page).toContain(`<html lang="${language}">`)
    const told = [...page.matchAll(/<section id="(\w+)"><h2>[^<]+<\/h2>(.*?)<\/section>/gs)]
    expect(told.map(([, item]) => item)).toEqual([...NOTICE_ITEMS])
    const say = (item: string) => told.find(([, one]) => one === item)?.[2] ?? ''
    expect(say('controller')).toContain('Kaigata 8')
    expect(say('controller')).toContain('+47 55 50 01 99')
    expect(say('privacy_contact')).toContain('personvern@vidjevik.example')
    expect(say('purposes')).toContain(`${news.name} in ${language === 'nb' ? 'nb' : 'en'}`)
    expect(say('purposes')).toContain(words.lasts(24))
    expect(say('purposes')).toContain('a)')
    expect(say('recipients')).toContain('Rimdal Regnskap AS')
    expect(say('transfer')).toContain('EUs standardvilkår')
    expect(say('transfer')).toContain(new Intl.DisplayNames(language, { type: 'region' }).of('GB'))
    expect(say('retention')).toContain(words.months(12))
    expect(say('rights').match(/<li>/g)).toHaveLength(6)
    expect(say('withdrawal')).toContain(words.withdrawalDetail)
    expect(say('complaint')).toContain('https://www.datatilsynet.no')
    expect(say('required')).toMatch(/E-posten din.*Firma/s)
    expect(say('automated')).toContain(`${points.name} (${language === 'nb' ? 'nb' : 'en'})`)
  }
})

test('where the sender said less, the notice says so plainly: nobody else, inside the EEA, no profile, its own words', async () => {
  const { brand, news, input } = await makeSender({ country: 'SE' })
  await makeProcessing(db, brand.id, { storedIn: ['NO', 'SE'], retention: 'Så länge du är kund' })
  const asks = [{ purposeId: news.id, channel: 'email' }]
  expect((await asMarketer('POST', '/forms', { ...input, language: 'sv', asks })).status).toBe(201)
  const page = await read(`/notice/${input.key}`)
  for (const said of ['Ingen.', 'lämnar inte', 'ingen profil', 'Så länge du är kund', 'Integritetsskyddsmyndigheten'])
    expect(page).toContain(said)
  expect((await fetch(`${server.url}/notice/nothing-here`)).status).toBe(404)
})

test('that words were shown is counted by day, text and language, also where nobody answered, and leads to nobody (U10)', async () => {
  const { brand, news, input } = await makeSender()
  await makeProcessing(db, brand.id)
  const { body } = await asMarketer('POST', '/forms', input)
  const { id } = body as { id: string }
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const look = (headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${server.url}/f/${input.key}`, {
      method,
      headers: { accept: 'text/html', 'user-agent': agent, 'x-forwarded-for': '203.0.113.9', ...headers },
    })
  await Promise.all(Array.from({ length: 20 }, () => look()))
  const page = await (await look()).text()
  await look({ 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' })
  await look({ 'sec-purpose': 'prefetch' })
  await look({}, 'HEAD')
  const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  const box: [string, string] = [`yes:${news.id}:email`, 'yes']
  await fetch(`${server.url}/f/${input.key}`, {
    method: 'POST',
    headers: { 'user-agent': agent },
    body: new URLSearchParams([...fields, ['email', 'served@rimdal.example'], box]),
  })
  const text = await db.purposeText.findFirstOrThrow({ where: { purposeId: news.id, language: 'nb' } })
  const { items } = (await asMarketer('GET', `/forms/${id}/served`)).body as { items: { textId: string }[] }
  expect(items).toHaveLength(2)
  expect(items.find(({ textId }) => textId === text.id)).toEqual({
    ...{ textId: text.id, purposeId: news.id, name: text.name, language: 'nb', version: 1, shown: 21, saidYes: 1 },
    days: [{ day: '2026-11-24', shown: 21, saidYes: 1 }],
  })
  expect(items.find(({ textId }) => textId !== text.id)).toMatchObject({ shown: 21, saidYes: 0 })
  const { texts } = (await asMarketer('GET', `/purposes/${news.id}`)).body as { texts: { id: string }[] }
  expect(texts.find((one) => one.id === text.id)).toMatchObject({ shown: 21, saidYes: 1 })
  const rows = await db.servedText.findMany({ where: { page: `/f/${input.key}` } })
  expect(rows).toHaveLength(2)
  expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['day', 'language', 'page', 'saidYes', 'shown', 'textId'])
  expect(await findInClear(db, ['203.0.113.9'])).toEqual([])
  await expect(
    db.servedText.create({ data: { textId: text.id, day: NOON, page: '/p/abc?email=x', language: 'nb' } }),
  ).rejects.toThrow()
})
