import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { findInClear, linkKey, makeLinkToken } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { acceptVisitor } from '../../src/tracking/index.ts'
import { testDatabase } from '../support/database.ts'
import {
  DAY_MS,
  grant,
  makeBrand,
  makeContact,
  makeProcessing,
  makePurpose,
  NOON,
  withdraw,
} from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), services)
const asMarketer = await server.as('marketer')
const brand = await makeBrand(db)
await makeProcessing(db, brand.id, { retentionMonths: 12 })
const newsletter = await makePurpose(db, { brandId: brand.id, languages: ['nb', 'en'] })
const phone = await makePurpose(db, { brandId: brand.id, kind: 'phone', channels: ['phone'], languages: ['en'] })
const tracking = await makePurpose(db, { brandId: brand.id, kind: 'tracking', channels: ['web'] })

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const question = (key: string, type: string, required = false) => ({
  key,
  label: `Label of ${key}`,
  type,
  required,
  choices: [] as string[],
})
const guide = (over: object = {}) => ({
  name: 'Varmegjenvinning: en veiledning',
  key: `guide-${newId().slice(-8)}`,
  brandId: brand.id,
  language: 'nb',
  questions: [
    question('email', 'email', true),
    question('first_name', 'text'),
    { ...question('size', 'choice'), choices: ['1-10', '11-100'] },
  ],
  asks: [
    { purposeId: newsletter.id, channel: 'email' },
    { purposeId: phone.id, channel: 'phone' },
  ],
  thanks: 'Veiledningen er på vei.',
  ...over,
})
async function makeForm(over: object = {}) {
  const { body, status } = await asMarketer('POST', '/forms', guide(over))
  expect(status).toBe(201)
  return body as { id: string; key: string; embed: string }
}
const read = async (key: string) => (await fetch(`${server.url}/f/${key}`, { headers: { accept: 'text/html' } })).text()

/** Fills in the page as a browser without a script would: every hidden field, and what the person wrote and ticked. */
async function send(
  key: string,
  answers: Record<string, string>,
  ticks: { purposeId: string; channel: string }[] = [],
  page?: string,
  headers: Record<string, string> = {},
) {
  const shown = page ?? (await read(key))
  const hidden = [...shown.matchAll(/type="hidden" name="([^"]+)" value="([^"]+)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  )
  const boxes = ticks.map(({ purposeId, channel }): [string, string] => [`yes:${purposeId}:${channel}`, 'yes'])
  const response = await fetch(`${server.url}/f/${key}`, {
    method: 'POST',
    headers: { 'user-agent': AGENT, referer: 'https://vidjevik.example/guide?email=x@rimdal.example', ...headers },
    body: new URLSearchParams([...hidden, ...Object.entries(answers), ...boxes]),
  })
  return { status: response.status, html: await response.text(), headers: response.headers }
}
const contactOf = async (value: string) =>
  (await db.identity.findFirst({ where: { kind: 'email', value } }))?.contactId ?? ''
const statesOf = async (contactId: string) =>
  (await db.consentState.findMany({ where: { contactId } }))
    .map((row) => `${row.purposeId}/${row.channel}/${row.state}`)
    .toSorted()

test('each purpose has a box of its own, unticked, with its text and how to take it back before it (C4, C6, C8)', async () => {
  const { key } = await makeForm()
  const page = await read(key)
  expect(page.match(/type="checkbox"/g)).toHaveLength(2)
  expect(page).not.toMatch(/checked/)
  expect(page).toContain('trekkes tilbake')
  expect(page.indexOf('trekkes tilbake')).toBeLessThan(page.indexOf('type="checkbox"'))
  expect(page).toContain(`${newsletter.name} in nb`)
  expect(page).toMatch(/lang="en">[^<]*in en/)
})

test('the page needs no script, sets no cookie, loads nothing, and may be framed', async () => {
  const { key } = await makeForm()
  const response = await fetch(`${server.url}/f/${key}`)
  const page = await response.text()
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(response.headers.get('x-frame-options')).toBeNull()
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
})

test('a form that is sent with nothing ticked succeeds and gives no consent (C4, C7)', async () => {
  const { key } = await makeForm()
  const { status, html } = await send(key, { email: 'untouched@rimdal.example' })
  expect(status).toBe(200)
  expect(html).toContain('Veiledningen er på vei.')
  const contactId = await contactOf('untouched@rimdal.example')
  expect(await db.consentEvent.count({ where: { contactId } })).toBe(0)
  expect(await db.event.findMany({ where: { contactId, type: 'form.submitted' } })).toMatchObject([
    { properties: { formKey: key, page: 'https://vidjevik.example/guide' } },
  ])
})

test('a ticked box is a yes with the text that stood beside it, the page, the form and the time (C1, C3)', async () => {
  const { key } = await makeForm()
  await send(key, { email: 'Ticked@rimdal.example', first_name: 'Kari', size: '1-10' }, [
    { purposeId: newsletter.id, channel: 'email' },
  ])
  const contactId = await contactOf('ticked@rimdal.example')
  expect(await statesOf(contactId)).toEqual([`${newsletter.id}/email/given`])
  const [entry] = await db.consentEvent.findMany({ where: { contactId } })
  const text = await db.purposeText.findFirst({ where: { purposeId: newsletter.id, language: 'nb' } })
  expect(entry).toMatchObject({ type: 'given', method: 'form', actor: 'contact', textId: text?.id, recordedAt: NOON })
  const evidence = await db.consentEvidence.findFirst({ where: { contactId } })
  expect(evidence?.data).toMatchObject({
    form: key,
    shownTextId: text?.id,
    page: 'https://vidjevik.example/guide',
    locale: 'nb',
    language: 'nb',
  })
  expect(Object.keys(evidence?.data ?? {})).not.toContain('address')
  expect(evidence?.data).not.toHaveProperty('userAgent')
  const [event] = await db.event.findMany({ where: { contactId, type: 'form.submitted' } })
  expect(event?.properties).toMatchObject({ 'answer.size': '1-10' })
  expect(JSON.stringify(event?.properties)).not.toMatch(/rimdal|Kari/)
})

test('a browser that says Sec-GPC: what it ticks counts, what let data be handed on before is taken back, mail stays (W2)', async () => {
  const sales = await makePurpose(db, { brandId: brand.id, kind: 'sales', channels: ['email'], languages: ['nb'] })
  const asks = [newsletter, sales].map(({ id }) => ({ purposeId: id, channel: 'email' }))
  const { key } = await makeForm({ asks })
  const visitor = await acceptVisitor(
    db,
    { visitorId: undefined, kinds: ['tracking'], language: 'nb', evidence: {} },
    NOON,
  )
  const signal = { 'sec-gpc': '1' }
  await send(key, { email: 'signal@rimdal.example' }, asks)
  const contactId = await contactOf('signal@rimdal.example')
  await send(key, { email: 'signal@rimdal.example', visitor: visitor ?? '' }, [], undefined, signal)
  expect(await statesOf(contactId)).toEqual([`${newsletter.id}/email/given`, `${sales.id}/email/withdrawn`].toSorted())
  expect(await db.identity.count({ where: { contactId, kind: 'visitor' } })).toBe(0)
  await send(key, { email: 'by-hand@rimdal.example' }, asks, undefined, signal)
  const byHand = await contactOf('by-hand@rimdal.example')
  expect(await statesOf(byHand)).toEqual(asks.map(({ purposeId }) => `${purposeId}/email/given`).toSorted())
  const proofs = await db.consentEvidence.findMany({ where: { contactId: byHand } })
  expect(proofs.map(({ data }) => data)).toMatchObject([{ signal: 'Sec-GPC' }, { signal: 'Sec-GPC' }])
})

test('of browsers nothing is kept until the privacy officer says what and why; erasure takes it along', async () => {
  const asOfficer = await server.as('privacy_officer')
  const setting = (over: object) => ({ address: 'none', userAgent: false, reason: '', ...over })
  expect((await asMarketer('GET', '/evidence-setting')).body).toEqual(setting({}))
  expect((await asMarketer('PUT', '/evidence-setting', setting({}))).status).toBe(403)
  expect(await asOfficer('PUT', '/evidence-setting', setting({ address: 'whole' }))).toMatchObject({
    status: 400,
    body: { faults: [{ path: 'reason' }] },
  })
  const reason = 'To answer disputes about who said yes'
  const kept = setting({ address: 'shortened', userAgent: true, reason })
  expect((await asOfficer('PUT', '/evidence-setting', kept)).body).toEqual(kept)
  const { key } = await makeForm()
  const ask = { purposeId: newsletter.id, channel: 'email' }
  await send(key, { email: 'kept@rimdal.example' }, [ask], undefined, { 'x-forwarded-for': '203.0.113.77' })
  const contactId = await contactOf('kept@rimdal.example')
  const [proof] = await db.consentEvidence.findMany({ where: { contactId } })
  expect(proof?.data).toMatchObject({ address: '203.0.113.0/24', userAgent: AGENT })
  const token = { contactId, purposeId: newsletter.id, messageId: newId() }
  await fetch(`${server.url}/p/${makeLinkToken(linkKey(services.config.secretKey), token)}`, {
    method: 'POST',
    headers: { 'user-agent': AGENT, 'x-forwarded-for': '2001:db8:77::1' },
    body: new URLSearchParams({ stop: newsletter.id }),
  })
  const [, no] = await db.consentEvidence.findMany({ where: { contactId }, orderBy: { seq: 'asc' } })
  expect(no?.data).toMatchObject({ page: '/p', locale: 'nb', address: '2001:db8:77::/48', userAgent: AGENT })
  expect((await asOfficer('POST', `/contacts/${contactId}/erase`)).status).toBe(200)
  expect(await findInClear(db, ['203.0.113.', '2001:db8:77'])).toEqual([])
  await asOfficer('PUT', '/evidence-setting', setting({}))
})

test('a text that changed after the page was opened is shown again before it counts', async () => {
  const purpose = await makePurpose(db, { brandId: brand.id, languages: ['nb'] })
  const ask = { purposeId: purpose.id, channel: 'email' }
  const { key } = await makeForm({ asks: [ask] })
  const opened = await read(key)
  await db.purposeText.create({
    data: {
      purposeId: purpose.id,
      language: 'nb',
      version: 2,
      name: 'Nytt',
      text: 'Nå også noe annet',
      hash: Buffer.from('x'),
      effectiveFrom: new Date(+NOON - 1000),
    },
  })
  const { status, html } = await send(key, { email: 'stale@rimdal.example' }, [ask], opened)
  expect(status).toBe(400)
  expect(html).toContain('Nå også noe annet')
  expect(html).not.toMatch(/type="checkbox"[^>]*checked/)
  expect(await contactOf('stale@rimdal.example')).toBe('')
})

test('a form never raises what a known person has lowered, and its answer does not tell', async () => {
  const { key } = await makeForm()
  const { id } = await makeContact(db, { email: 'stopped@rimdal.example' })
  await grant(db, id, newsletter.id, { now: new Date(+NOON - DAY_MS) })
  await withdraw(db, id, newsletter.id)
  const known = await send(key, { email: 'stopped@rimdal.example' }, [
    { purposeId: newsletter.id, channel: 'email' },
    { purposeId: phone.id, channel: 'phone' },
  ])
  const unknown = await send(key, { email: 'fresh@rimdal.example' }, [{ purposeId: newsletter.id, channel: 'email' }])
  expect(known.html).toBe(unknown.html)
  expect(await statesOf(id)).toEqual([`${newsletter.id}/email/withdrawn`, `${phone.id}/phone/given`].toSorted())
  expect(await db.event.findFirst({ where: { contactId: id, type: 'form.submitted' } })).toMatchObject({
    properties: { heldBack: 1 },
  })
})

test('faults stand at their questions, what was written stays, and nothing is kept', async () => {
  const { key } = await makeForm()
  const { status, html } = await send(key, { email: 'no address', first_name: '<b>Kari', size: '5' }, [
    { purposeId: newsletter.id, channel: 'email' },
  ])
  expect(status).toBe(400)
  expect(html).toContain('id="email-fault"')
  expect(html).toContain('id="size-fault"')
  expect(html).toContain('&#60;b&#62;Kari')
  expect(html).toMatch(/type="checkbox"[^>]*checked/)
  expect(await db.contact.count({ where: { firstName: '<b>Kari' } })).toBe(0)
})

test('the same sending twice is one, and a program that fills every field is thanked and kept out', async () => {
  const { key } = await makeForm()
  const page = await read(key)
  await send(key, { email: 'twice@rimdal.example' }, [{ purposeId: newsletter.id, channel: 'email' }], page)
  await send(key, { email: 'twice@rimdal.example' }, [{ purposeId: newsletter.id, channel: 'email' }], page)
  const contactId = await contactOf('twice@rimdal.example')
  expect(await db.event.count({ where: { contactId, type: 'form.submitted' } })).toBe(1)
  expect(await db.consentEvent.count({ where: { contactId } })).toBe(1)
  const { status } = await send(key, { email: 'program@rimdal.example', website: 'https://spam.example' })
  expect(status).toBe(200)
  expect(await contactOf('program@rimdal.example')).toBe('')
})

test('a nameless visitor who sends a form becomes that person, with the yes to tracking', async () => {
  const { key } = await makeForm()
  const visitor = await acceptVisitor(
    db,
    { visitorId: undefined, kinds: ['tracking'], language: 'nb', evidence: {} },
    NOON,
  )
  await send(key, { email: 'visitor@rimdal.example', visitor: visitor ?? '' })
  const contactId = await contactOf('visitor@rimdal.example')
  expect(await db.identity.findFirst({ where: { kind: 'visitor', value: visitor ?? '' } })).toMatchObject({ contactId })
  expect(await statesOf(contactId)).toEqual([`${tracking.id}/web/given`])
  await send(key, { email: 'other@rimdal.example', visitor: visitor ?? '' })
  expect(await db.identity.findFirst({ where: { kind: 'visitor', value: visitor ?? '' } })).toMatchObject({ contactId })
})

test('a page may show the form itself and send it as JSON', async () => {
  const { key } = await makeForm()
  const described = (await (
    await fetch(`${server.url}/f/${key}`, { headers: { accept: 'application/json' } })
  ).json()) as { asks: { purposeId: string; channel: string; textId: string }[] }
  const post = async (body: unknown) => {
    const response = await fetch(`${server.url}/f/${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': AGENT },
      body: JSON.stringify(body),
    })
    return {
      status: response.status,
      body: await response.json(),
      origin: response.headers.get('access-control-allow-origin'),
    }
  }
  const [ask] = described.asks
  expect(await post({ answers: { email: 'json@rimdal.example' }, consents: [ask] })).toMatchObject({
    status: 200,
    body: { thanks: 'Veiledningen er på vei.' },
    origin: '*',
  })
  expect(await statesOf(await contactOf('json@rimdal.example'))).toEqual([`${newsletter.id}/email/given`])
  expect(await post({ answers: {} })).toMatchObject({ status: 400, body: { faults: [{ key: 'email' }] } })
  expect(
    await post({ answers: { email: 'json2@rimdal.example' }, consents: [{ ...ask, textId: newId() }] }),
  ).toMatchObject({ status: 400 })
  expect(await post(null)).toMatchObject({ status: 400 })
})

test('too much from one caller is slowed down, with words', async () => {
  const { key } = await makeForm()
  now = new Date(+NOON + DAY_MS)
  const page = await read(key)
  const answers = await Promise.all(Array.from({ length: 61 }, () => send(key, { email: 'x' }, [], page)))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  now = NOON
})

test('a form that asks for what cannot be asked for is refused with the place', async () => {
  const wrong: [object, string][] = [
    [{ asks: [{ purposeId: newsletter.id, channel: 'phone' }] }, 'asks.0'],
    [{ asks: [{ purposeId: newId(), channel: 'email' }] }, 'asks.0'],
    [
      {
        asks: [
          { purposeId: newsletter.id, channel: 'email' },
          { purposeId: newsletter.id, channel: 'email' },
        ],
      },
      'asks',
    ],
    [{ questions: [question('first_name', 'text')] }, 'questions'],
    [{ key: 'Not A Key' }, 'key'],
  ]
  for (const [over, path] of wrong) {
    const { status, body } = await asMarketer('POST', '/forms', guide(over))
    expect({ status, path: (body as { faults: { path: string }[] }).faults[0]?.path }).toEqual({ status: 400, path })
  }
})

test('a form can be changed and retired, and then says that it is gone', async () => {
  const form = await makeForm()
  const { key } = form
  expect((await asMarketer('PUT', `/forms/${form.id}`, guide({ key, thanks: 'Tusen takk.' }))).body).toMatchObject({
    thanks: 'Tusen takk.',
  })
  expect((await asMarketer('PUT', `/forms/${form.id}`, guide())).status).toBe(409)
  expect((await asMarketer('POST', '/forms', guide({ key }))).status).toBe(409)
  expect((await asMarketer('DELETE', `/forms/${form.id}`)).status).toBe(204)
  expect((await fetch(`${server.url}/f/${key}`)).status).toBe(404)
  expect((await send(key, { email: 'late@rimdal.example' })).status).toBe(404)
})
