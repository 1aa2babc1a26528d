import { generateKeyPairSync } from 'node:crypto'
import { HtmlValidate } from 'html-validate'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createCampaign, makeReady } from '../../src/campaigns/index.ts'
import { requireBelieved } from '../../src/campaigns/require-believed.ts'
import { recordConsent } from '../../src/consent/index.ts'
import { type DkimKey, dkimRecord, enqueueMessages, makeSigner, type SignMail } from '../../src/delivery/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { deliverAll } from '../support/deliver-all.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const brand = await makeBrand(db, {
  ...{ name: 'Varmeværket', senderName: 'Varmeværket', senderEmail: 'post@varme.example', country: 'DK' },
  postalAddress: 'Varmeværket ApS, Havnegade 4, 8000 Aarhus C',
})
const news = await makePurpose(db, { brandId: brand.id, name: 'Nyhedsbrev', languages: ['da', 'en'] })
const tracking = await makePurpose(db, { brandId: brand.id, kind: 'tracking', channels: ['email', 'web'] })

const mail = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`
async function publish(text: string, purposeId = news.id) {
  const { id } = await createCampaign(db, { name: 'Test', purposeId, subject: 'Nyt', mjml: mail(text) }, NOON)
  await makeReady(db, id, NOON)
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  return contentId
}

/** Sends this content to these people and answers the mails, as a mailbox reads them. */
const send = async (contentId: string, contacts: { id: string }[]) =>
  Promise.all((await sendRaw(contentId, contacts)).map((one) => one.parsed()))

async function sendRaw(contentId: string, contacts: { id: string }[], sign?: SignMail) {
  const ids = contacts.map(({ id }) => id)
  const people = Prisma.sql`select id as contact_id, ${contentId} as occasion from unnest(${ids}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, NOON)
  return deliverAll(db, { secretKey: services.config.secretKey, publicUrl: server.url, now: () => NOON, sign })
}

test('each mail names its sender with postal address, says what it is, and has a way to stop it that works (N5, E2)', async () => {
  const contact = await makeContact(db, { country: 'DK' })
  await grant(db, contact.id, news.id)
  // What only some would get does not count: the footer is added for everybody.
  const hidden =
    '{% if contact.city == "Aarhus" %}<a href="{{ unsubscribe_url }}">stop</a>{{ brand.postal_address }}{% endif %}'
  const [received, ...others] = await send(await publish(`Hej<!-- {{ unsubscribe_url }} -->${hidden}`), [contact])
  expect(others).toEqual([])
  expect(received?.from?.value).toEqual([{ name: 'Varmeværket', address: 'post@varme.example' }])
  for (const part of [received?.html || '', received?.text ?? '']) {
    expect(part).toContain('Havnegade 4, 8000 Aarhus C')
    expect(part).toContain('Du får denne, fordi du har sagt ja til Nyhedsbrev')
    expect(part).toContain('Stop Nyhedsbrev')
  }
  const link = /https?:\S+\/u\/[\w-]+/.exec(received?.text ?? '')?.[0] ?? ''
  const stopped = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  expect(stopped.status).toBe(200)
  expect(await db.consentState.findFirst({ where: { contactId: contact.id } })).toMatchObject({ state: 'withdrawn' })
})

test('the mail that a new campaign begins with arrives as valid HTML, with signatures that another library believes (U2)', async () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const
  const keys: DkimKey[] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    generateKeyPairSync('ed25519').privateKey,
  ].map((key, n) => ({ domain: 'varme.example', selector: `s${n}`, privateKey: key.export(pem).toString() }))
  const contact = await makeContact(db, { country: 'DK', firstName: 'Åse & <Bo>' })
  await grant(db, contact.id, news.id)
  const { id } = await createCampaign(db, { name: 'Begun', purposeId: news.id, subject: 'Nyt' }, NOON)
  await makeReady(db, id, NOON)
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  const [received] = await sendRaw(contentId, [contact], makeSigner(keys))

  const zone = new Map(keys.map(dkimRecord).map(({ name, value }) => [name, value]))
  const verify = async (raw: string) =>
    (await dkimVerify(Buffer.from(raw, 'latin1'), { resolver: async (name) => [[zone.get(name) ?? '']] })).results
  const raw = received?.raw ?? ''
  const results = await verify(raw)
  expect(results.map(({ algo, status }) => [algo, status.result, status.aligned])).toEqual(
    expect.arrayContaining([
      ['rsa-sha256', 'pass', 'varme.example'],
      ['ed25519-sha256', 'pass', 'varme.example'],
    ]),
  )
  // Whoever changes where one press leads, or that it is one press, breaks both (RFC 8058 section 4).
  for (const changed of [
    raw.replace(/^List-Unsubscribe: </m, 'List-Unsubscribe: <https://elsewhere.example/>, <'),
    raw.replace(/^List-Unsubscribe-Post: .*\r\n/m, ''),
    raw.replace(/^Subject: /m, 'List-Unsubscribe: <https://elsewhere.example/>\r\nSubject: '),
  ]) {
    expect(changed).not.toBe(raw)
    expect((await verify(changed)).map(({ status }) => status.result)).toEqual(['fail', 'fail'])
  }
  // Mail programs need tables that are laid out by attributes; all else is as in any page.
  const checker = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-deprecated-attr': 'off' } })
  const html = (await received?.parsed())?.html || ''
  expect(html).toContain('Åse &amp; &lt;Bo&gt;')
  const report = await checker.validateString(html)
  expect(report.results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual(
    [],
  )
})

test('a campaign to very many is not scheduled while providers would refuse its sender, and a small one is', async () => {
  const contact = await makeContact(db, { country: 'SE' })
  await grant(db, contact.id, news.id)
  const swedish = { kind: 'field' as const, field: 'country', operator: 'is' as const, values: ['SE'] }
  const definition = { kind: 'all' as const, conditions: [swedish] }
  const segment = await saveSegment(db, { name: 'Swedish', definition }, NOON)
  const draft = { name: 'Bulk', purposeId: news.id, subject: 'Nyt', mjml: mail('Hej'), segmentId: segment.id }
  const { id } = await createCampaign(db, draft, NOON)
  let asked = 0
  const nothing = async () => {
    asked++
    return []
  }
  const resolver = { txt: nothing, mx: nothing, addresses: nothing, names: nothing }
  const config = { ...services.config, publicUrl: 'https://post.varme.example', relayHost: 'smtp.relay.example' }
  await requireBelieved({ config, resolver }, db, id, NOON)
  await requireBelieved({ config: services.config, resolver }, db, id, NOON, 0)
  expect(asked).toBe(0)
  await expect(requireBelieved({ config, resolver }, db, id, NOON, 0)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('the SPF record (varme.example), the DMARC record (_dmarc.varme.example)'),
    faults: [
      { path: 'spf', message: 'spf_none' },
      { path: 'dmarc', message: 'dmarc_none' },
    ],
  })
})

test('a mail to customers does not claim that each of them has said yes (E2)', async () => {
  const offers = await makePurpose(db, {
    ...{ brandId: brand.id, name: 'Tilbud', legalBasis: 'existing_customer', productFamily: 'pumper' },
    languages: ['da'],
  })
  const { html } = await db.messageContent.findUniqueOrThrow({ where: { id: await publish('Hej', offers.id) } })
  expect(html).toContain('fordi du er kunde hos os eller har sagt ja til Tilbud')
})

test('a campaign whose sender has no name, no address or no postal address is not published (N5, E2)', async () => {
  for (const part of ['senderName', 'senderEmail', 'postalAddress'] as const) {
    const silent = await makeBrand(db, { country: 'DK', [part]: ' ' })
    const purpose = await makePurpose(db, { brandId: silent.id })
    await expect(publish('Hej', purpose.id)).rejects.toMatchObject({ code: 'invalid', faults: [{ path: 'purposeId' }] })
  }
  // Without a body there is no place for the footer.
  const { id } = await createCampaign(
    db,
    { name: 'Test', purposeId: news.id, subject: 'x', mjml: '<mjml></mjml>' },
    NOON,
  )
  await expect(makeReady(db, id, NOON)).rejects.toMatchObject({
    faults: expect.arrayContaining([{ path: 'mjml', message: expect.stringContaining('unsubscribe_url') }]),
  })
})

test('a yes to tracking is a record of its own, and refusing it changes nothing of what is sent (E8)', async () => {
  const [tracked, refused, never] = [await makeContact(db), await makeContact(db), await makeContact(db)]
  for (const contact of [tracked, refused, never]) await grant(db, contact.id, news.id)
  expect(await db.consentState.count({ where: { purposeId: tracking.id } })).toBe(0)
  await grant(db, tracked.id, tracking.id)
  const said = { contactId: refused.id, purposeId: tracking.id, channel: 'email', occurredAt: NOON, evidence: {} }

  await recordConsent(
    db,
    [{ ...said, type: 'refused', method: 'preference_page', actor: 'contact', textId: null }],
    NOON,
  )
  const contentId = await publish('Hej {{ contact.first_name }} <a href="https://varme.example/guide">Guide</a>')
  const mails = await send(contentId, [tracked, refused, never])
  expect(mails).toHaveLength(3)
  /** The mail without its addresses: what is said, to everybody alike. */
  const words = (text: string) => text.replaceAll(/https?:[^\s"')]+/g, '·')
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
  expect(new Set(mails.map(({ text }) => words(text ?? ''))).size).toBe(1)
  const hrefs = mails.map(({ html }) => /href="([^"]+)"[^>]*>Guide/.exec(html || '')?.[1] ?? '')
  expect(hrefs.filter((href) => href === 'https://varme.example/guide')).toHaveLength(2)
  const entries = await db.consentEvent.findMany({ where: { contactId: tracked.id }, orderBy: { seq: 'asc' } })
  expect(entries.map(({ purposeId }) => purposeId)).toEqual([news.id, tracking.id])
})

test('clicks are counted without any mark of the person where that is switched on, and links are clean where it is not (E10, E7)', async () => {
  const [first, second] = [await makeContact(db), await makeContact(db)]
  for (const contact of [first, second]) await grant(db, contact.id, news.id)
  const text = 'Hej <a href="https://varme.example/guide">Guide</a>'
  const hrefOf = ({ html }: { html: string | false }) => /href="([^"]+)"[^>]*>Guide/.exec(html || '')?.[1] ?? ''
  expect((await send(await publish(text), [first])).map(hrefOf)).toEqual(['https://varme.example/guide'])
  const officer = await server.as('privacy_officer')
  const marketer = await server.as('marketer')
  expect((await marketer('PUT', '/messages/link-counting', { counts: true })).status).toBe(403)
  expect((await officer('PUT', '/messages/link-counting', { counts: true })).body).toEqual({ counts: true })
  const contentId = await publish(text)
  const links = (await send(contentId, [first, second])).map(hrefOf)
  expect(links).toEqual(Array(2).fill(`${server.url}/l/${contentId}/0`))
  const before = await db.event.count()
  const follow = (link: string, over = {}) =>
    fetch(link, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0' }, ...over })
  for (const link of links) {
    const answer = await follow(link)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://varme.example/guide'])
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
  await follow(links[0] ?? '', { method: 'HEAD' })
  for (const wrong of ['/l/nothing/0', `/l/${contentId}/99`, `/l/${first.id}/0`])
    expect((await follow(`${server.url}${wrong}`)).status).toBe(404)
  const day = new Date('2026-11-24T00:00:00.000Z')
  expect(await db.linkCount.findMany()).toEqual([{ contentId, position: 0, day, clicks: 2 }])
  expect(await db.event.count()).toBe(before)
  const { campaignId } = await db.campaignVersion.findFirstOrThrow({ where: { contentId } })
  expect((await marketer('GET', `/campaigns/${campaignId}/results`)).body).toMatchObject({
    ...{ clicked: 0, counted: [] }, // of so few a number would be about one of them
  })
})
