import { beforeAll, expect, test } from 'vitest'
import { createApp, routes } from '../../src/app.ts'
import {
  decide,
  findSuppressionKeys,
  mergeContacts,
  placeHold,
  recordConsent,
  suppressAddresses,
} from '../../src/consent/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeReadyCampaign, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { as } = await testServer(createApp(services), services)
const admin = await as('admin')
const officer = await as('privacy_officer')
const purpose = await makePurpose(db)
const topic = await makePurpose(db, { brandId: purpose.brandId, parentId: purpose.id, kind: 'topic', channels: [] })
const [said, objected, complained, erased] = [
  await makeContact(db, { email: 'said.no@rimdal.example' }),
  await makeContact(db),
  await makeContact(db),
  await makeContact(db, { email: 'gone@rimdal.example' }),
]
const other = await makeContact(db)

beforeAll(async () => {
  for (const { id } of [said, objected, complained, erased]) await grant(db, id, purpose.id)
  for (const { id } of [said, erased]) await withdraw(db, id, purpose.id)
  const fact = { contactId: objected.id, purposeId: null, channel: null, textId: null, evidence: {} }
  await recordConsent(
    db,
    [{ ...fact, type: 'objected', occurredAt: NOON, method: 'preference_page', actor: 'contact' }],
    NOON,
  )
  await placeHold(db, { contactId: complained.id, kind: 'complaint', channel: 'email', reason: 'report' }, NOON)
  const entry = { scope: 'all', reason: 'list' } as const
  const address = { kind: 'email', value: 'on.a.list@rimdal.example' } as const
  await suppressAddresses(db, await findSuppressionKeys(services.config), [address], entry, NOON)
})

/** Every way in which something is deleted, retired, ended or erased over HTTP: what to do it to. */
const WAYS: Record<string, () => Promise<string>> = {
  'DELETE /api-keys/{id}': async () => {
    const { body } = await admin('POST', '/api-keys', { name: 'to be revoked', role: 'marketer' })
    return `/api-keys/${(body as { id: string }).id}`
  },
  'DELETE /campaigns/{id}': async () =>
    `/campaigns/${(await db.campaign.create({ data: { name: 'Draft', purposeId: purpose.id } })).id}`,
  'POST /campaigns/{id}/cancel': async () => {
    const segment = await db.segment.create({ data: { name: 'Everybody', definition: { all: [] } } })
    const state = { status: 'scheduled', segmentId: segment.id, startsAt: new Date(Date.now() + DAY_MS) }
    return `/campaigns/${(await makeReadyCampaign(db, { purposeId: purpose.id, ...state })).id}/cancel`
  },
  'DELETE /campaigns/{id}/translations/{language}': async () => {
    const data = { name: 'In two languages', purposeId: purpose.id, translations: { create: { language: 'nb' } } }
    return `/campaigns/${(await db.campaign.create({ data })).id}/translations/nb`
  },
  'DELETE /campaigns/{id}/experiment': async () =>
    `/campaigns/${(await db.campaign.create({ data: { name: 'Not sent yet', purposeId: purpose.id } })).id}/experiment`,
  'DELETE /campaigns/{id}/feed': async () => {
    const feed = { url: 'https://vidjevik.example/feed', nextReadAt: NOON }
    const data = { name: 'Follows a feed', purposeId: purpose.id, feed: { create: feed } }
    return `/campaigns/${(await db.campaign.create({ data })).id}/feed`
  },
  'DELETE /blocks/{id}': async () => {
    const data = { name: 'Footer', level: 'part', mjml: '<mj-text>Hei</mj-text>' }
    return `/blocks/${(await db.savedBlock.create({ data })).id}`
  },
  'DELETE /sending/relays/{id}': async () => {
    const data = { name: 'Second', host: 'smtp.vidjevik.example', port: 587, encryption: 'starttls' }
    return `/sending/relays/${(await db.mailRelay.create({ data })).id}`
  },
  'DELETE /sending/gateways/{id}': async () => {
    const data = { name: 'SMS', gateway: 'json', url: 'https://sms.vidjevik.example', password: Buffer.from('sealed') }
    return `/sending/gateways/${(await db.mailRelay.create({ data })).id}`
  },
  'DELETE /sending/limits/{id}': async () =>
    `/sending/limits/${(await db.relayLimit.create({ data: { perHour: 1000 } })).id}`,
  'DELETE /web-contents/{id}': async () => {
    const data = { key: 'top', name: 'Top', sites: [], block: {}, createdAt: NOON, updatedAt: NOON }
    return `/web-contents/${(await db.webContent.create({ data })).id}`
  },
  'DELETE /images/{id}': async () => {
    const read = { type: 'png', width: 1, height: 1, size: 1, name: 'Pump', createdAt: NOON }
    const bytes = { hash: new Uint8Array(32), data: new Uint8Array(1) }
    return `/images/${(await db.mailImage.create({ data: { ...read, ...bytes } })).id}`
  },
  'DELETE /segments/{id}': async () => {
    const definition = { all: [] }
    return `/segments/${(await db.segment.create({ data: { name: 'A list', definition } })).id}`
  },
  'DELETE /forms/{id}': async () => {
    const asks = [{ purposeId: purpose.id, channel: 'email' }]
    const data = { key: 'gone', name: 'Gone', brandId: purpose.brandId, questions: [], asks, thanks: 'Thanks' }
    return `/forms/${(await db.form.create({ data })).id}`
  },
  'DELETE /scoring/rules/{id}': async () => {
    const data = { name: 'Seen', kind: 'behaviour', eventType: 'page.viewed', points: 1 }
    return `/scoring/rules/${(await db.scoringRule.create({ data })).id}`
  },
  'DELETE /messages/return-sources/{id}': async () =>
    `/messages/return-sources/${(await db.returnSource.create({ data: { kind: 'ses', details: {}, createdAt: NOON } })).id}`,
  'DELETE /webhooks/{id}': async () => {
    const data = { name: 'CRM', url: 'https://crm.example/', secret: Buffer.alloc(32), createdAt: NOON }
    return `/webhooks/${(await db.webhook.create({ data })).id}`
  },
  'POST /purposes/{id}/topics/{topicId}/retire': async () => `/purposes/${purpose.id}/topics/${topic.id}/retire`,
  'POST /purposes/{id}/retire': async () => `/purposes/${purpose.id}/retire`,
  'POST /contacts/{id}/merges/{mergeId}/undo': async () => {
    const { id } = await mergeContacts(db, { keepId: other.id, otherId: said.id, userId: null }, NOON)
    return `/contacts/${other.id}/merges/${id}/undo`
  },
  'POST /contacts/{id}/erase': async () => `/contacts/${erased.id}/erase`,
}
const ENDS = /\/(retire|erase|cancel|undo)$/

/** What must never get less: noes of the ledger, what stands for who is known, reasons for silence, suppressions. */
async function countNoes() {
  const noes = { in: ['withdrawn', 'refused', 'objected', 'restricted'] }
  return {
    entries: await db.consentEvent.count({ where: { type: noes } }),
    states: await db.consentState.count({ where: { contactId: said.id, state: { in: ['withdrawn', 'refused'] } } }),
    holds: await db.consentHold.count({ where: { liftedAt: null } }),
    suppressed: await db.suppression.count(),
  }
}

test('no way of deleting, retiring or erasing anything takes a withdrawal or a suppression along (S4)', async () => {
  const found = routes.flatMap(({ method, path }) =>
    method === 'delete' || ENDS.test(path) ? [`${method.toUpperCase()} ${path}`] : [],
  )
  // A new way of deleting belongs into this test.
  expect(found.toSorted()).toEqual(Object.keys(WAYS).toSorted())
  for (const [way, prepare] of Object.entries(WAYS)) {
    const path = await prepare()
    const before = await countNoes()
    const [method = ''] = way.split(' ')
    const { status } = await (path.endsWith('/erase') ? officer : admin)(method, path)
    expect([way, status < 300]).toEqual([way, true])
    const after = await countNoes()
    for (const kind of Object.keys(before) as (keyof typeof before)[])
      expect([way, kind, after[kind] >= before[kind]]).toEqual([way, kind, true])
  }
  expect(await db.suppression.count()).toBe(2)
  const at = new Date()
  const reasons = await Promise.all(
    [said, objected, complained, erased].map(
      async ({ id }) => (await decide(db, id, { purposeId: purpose.id, channel: 'email', at })).reason,
    ),
  )
  expect(reasons).toEqual(['purpose_retired', 'objected', 'purpose_retired', 'erased'])
  expect((await officer('POST', '/contacts', { email: 'on.a.list@rimdal.example' })).status).toBe(403)
  for (const email of ['on.a.list@rimdal.example', 'gone@rimdal.example'])
    expect((await admin('POST', '/contacts', { email })).status).toBe(409)
})

test('the database itself refuses to delete a contact, a purpose, a no or a reason for silence (S4)', async () => {
  await withdraw(db, other.id, purpose.id)
  const statements = [
    'delete from contact',
    'delete from purpose',
    `delete from consent_state where state = 'withdrawn'`,
    'delete from consent_hold',
    'delete from consent_event',
    'truncate consent_event cascade',
    'delete from suppression',
    'delete from suppression_list',
  ]
  const list = { fileName: 'x', scope: 'all', totalRows: 1, encoding: 'utf-8', createdAt: NOON, updatedAt: NOON }
  await db.suppressionList.create({ data: list })
  for (const statement of statements) await expect(db.$executeRawUnsafe(statement)).rejects.toThrow()
})
