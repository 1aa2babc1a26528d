import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createCampaign, makeReady } from '../../../src/campaigns/index.ts'
import { eraseContact, linkKey, makeLinkToken, suppressionKey } from '../../../src/consent/index.ts'
import { CANARY_ID } from '../../../src/contacts/index.ts'
import { enqueueMessages } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const given = testServices(database, { now: () => NOON })
const config = { ...given.config, publicUrl: 'https://assent.example' }
const services = { ...given, config }
const server = await testServer(createApp(services), { db })
const key = linkKey(config.secretKey)
const place = { secretKey: config.secretKey, publicUrl: config.publicUrl, now: () => NOON }
const brand = await makeBrand(db)
const purpose = await makePurpose(db, { brandId: brand.id, languages: ['nb'] })
await db.field.create({ data: { key: 'role', label: 'Role', type: 'text' } })
const account = await db.account.create({ data: { name: 'Rimdal Bygg' } })

const MJML = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hei {{ contact.first_name }} i {{ contact.company }}{% if contact.fields.role != "" %}, {{ contact.fields.role }}{% endif %}.
  <a href="https://vidjevik.example/guide?a=1&amp;b=2">Guide</a></mj-text></mj-column></mj-section></mj-body></mjml>`

async function sendTo(contacts: { id: string }[]) {
  const { id } = await createCampaign(
    db,
    { name: 'View', purposeId: purpose.id, subject: 'Hei {{ contact.first_name }}', mjml: MJML },
    NOON,
  )
  await makeReady(db, id, NOON)
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  const ids = contacts.map((contact) => contact.id)
  const people = Prisma.sql`select id as contact_id, ${contentId} as occasion from unnest(${ids}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: id, people, notBefore: new Date(0) }, NOON)
  const received = await deliverAll(db, place)
  const mails = await Promise.all(received.map((one) => one.parsed()))
  return mails.map(({ html }) => (html || '').trim())
}
const linkIn = (html: string) => /href="https:\/\/assent\.example(\/v\/[\w-]+)"/.exec(html)?.[1] ?? ''
const view = async (path: string, headers = {}) => {
  const response = await fetch(`${server.url}${path}`, { headers })
  return { status: response.status, headers: response.headers, html: (await response.text()).trim() }
}
const plain = (html: string) => html.replace(/\s+/g, ' ')

test('a mail is shown in the browser exactly as somebody got it, whatever is changed afterwards, until they are erased', async () => {
  const contact = await makeContact(db, { firstName: 'Kari & Co', accountId: account.id, fields: { role: 'Sjef' } })
  await grant(db, contact.id, purpose.id)
  const [sent = ''] = await sendTo([contact])
  const path = linkIn(sent)
  const shown = await view(path)
  expect(shown.status).toBe(200)
  expect(plain(shown.html)).toBe(plain(sent))
  expect(shown.html).toContain('Hei Kari &amp; Co i Rimdal Bygg, Sjef.')
  expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(shown.headers.get('x-robots-tag')).toBe('noindex')
  expect(shown.headers.get('set-cookie')).toBeNull()
  await db.contact.update({ where: { id: contact.id }, data: { firstName: 'Kari', fields: {} } })
  await db.account.update({ where: { id: account.id }, data: { name: 'Rimdal Eiendom' } })
  await db.contact.update({ where: { id: contact.id }, data: { firstName: 'Karin', accountId: null } })
  await db.brand.update({ where: { id: brand.id }, data: { name: 'Nytt navn', postalAddress: 'Annet sted 1' } })
  const events = await db.event.count()
  expect(plain((await view(path)).html)).toBe(plain(sent))
  expect(await db.event.count()).toBe(events)
  expect(await db.contactPast.count()).toBe(3)
  await eraseContact(
    db,
    [suppressionKey(config.secretKey)],
    { contactId: contact.id, method: 'preference_page', actor: 'contact', occurredAt: NOON },
    NOON,
  )
  expect(await db.contactPast.count()).toBe(0)
  expect(await view(path, { 'accept-language': 'fi' })).toMatchObject({
    status: 404,
    html: expect.stringContaining('Tätä viestiä ei voi näyttää'),
  })
})

test('what nobody was sent cannot be seen, and what was forged looks the same', async () => {
  const contact = await makeContact(db)
  const token = (messageId: string, contactId = contact.id) =>
    makeLinkToken(key, { contactId, purposeId: purpose.id, messageId })
  for (const path of [`/v/${token(newId(NOON))}`, '/v/x', `/v/${token(newId(NOON)).slice(0, -2)}AA`])
    expect((await view(path)).status).toBe(404)
  expect((await view(`/v/${token(newId(NOON), CANARY_ID)}`)).status).toBe(200)
  // Nothing is kept of somebody who never got a mail.
  await db.contact.update({ where: { id: contact.id }, data: { firstName: 'Ola' } })
  expect(await db.contactPast.count({ where: { contactId: contact.id } })).toBe(0)
})

test('Liquid that fails for one person stops their mail alone, and says why', async () => {
  const [good, bad] = [await makeContact(db, { city: '1' }), await makeContact(db, { city: '0' })]
  for (const { id } of [good, bad]) await grant(db, id, purpose.id)
  const { id } = await createCampaign(
    db,
    {
      ...{ name: 'Fails', purposeId: purpose.id, subject: 'Hei' },
      mjml: MJML.replace(
        'Guide<',
        '{% if contact.city == "0" %}{% for a in (1..9000000) %}x{% endfor %}{% endif %}Guide<',
      ),
    },
    NOON,
  )
  await makeReady(db, id, NOON)
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  const people = Prisma.sql`select id as contact_id, ${contentId} as occasion from unnest(${[good.id, bad.id]}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: id, people, notBefore: new Date(0) }, NOON)
  await deliverAll(db, place)
  const messages = await db.message.findMany({ where: { campaignId: id } })
  expect(messages.find((one) => one.contactId === good.id)).toMatchObject({ status: 'sent' })
  expect(messages.find((one) => one.contactId === bad.id)).toMatchObject({ status: 'failed', reason: 'render_failed' })
  expect(messages.find((one) => one.contactId === bad.id)?.reply).toMatch(/\w/)
})
