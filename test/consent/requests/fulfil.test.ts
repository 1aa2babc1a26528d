import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  decide,
  findInClear,
  liftRestriction,
  linkKey,
  makeLinkToken,
  mergeContacts,
  placeHold,
  previewMerge,
  restrictContact,
  suppressionKey,
} from '../../../src/consent/index.ts'
import { openText } from '../../../src/consent/privacy/seal-text.ts'
import { getContact, recordEvents } from '../../../src/contacts/index.ts'
import { handToSales } from '../../../src/sales/index.ts'
import { explainScore, rankContacts } from '../../../src/scoring/index.ts'
import { segmentSql } from '../../../src/segments/index.ts'
import { takeDueSteps } from '../../../src/workflows/index.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, NOON, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { define, FORM, makeForm, publish } from '../../workflows/published.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), services)
const ask = await server.as('privacy_officer')
const keys = [suppressionKey(services.config.secretKey)]
const news = await makePurpose(db, { name: 'Product news', channels: ['email', 'sms'], validityMonths: 24 })
const tracking = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'], brandId: news.brandId })
const profiling = await makePurpose(db, { kind: 'profiling', channels: ['web'], brandId: news.brandId })
const sharing = await makePurpose(db, { kind: 'sales', brandId: news.brandId })
const seller = await makeUser(db, { name: 'Henrik Aasbø' })
const LONG_AGO = new Date(+NOON - 60 * DAY_MS)

beforeAll(async () => {
  await db.brandProcessing.create({
    data: {
      ...{ brandId: news.brandId, phone: '+4773000000', storedIn: ['NO'], recipients: ['Rimdal Regnskap AS'] },
      retention: 'Until two years after the last yes.',
    },
  })
  await db.scoringRule.create({
    data: { name: 'Looked at a page', kind: 'behaviour', eventType: 'page.viewed', points: 5 },
  })
})

/** Somebody who has said yes to all, looked at pages, and been handed to the seller. */
async function makeKnown(over: Parameters<typeof makeContact>[1] = {}) {
  const contact = await makeContact(db, over)
  await grant(db, contact.id, news.id, { now: LONG_AGO })
  for (const purpose of [tracking, profiling])
    await grant(db, contact.id, purpose.id, { channel: 'web', now: LONG_AGO })
  await grant(db, contact.id, sharing.id, { now: LONG_AGO })
  await recordEvents(db, [view(contact.id)], now)
  await handToSales(db, { contactId: contact.id }, now)
  return contact
}
const view = (contactId: string) => ({
  ...{ contactId, type: 'page.viewed', occurredAt: now, source: 'test', properties: { path: '/prices' } },
})
const reasonOf = async (contactId: string, channel = 'email', purposeId = news.id) =>
  (await decide(db, contactId, { purposeId, channel, at: now })).reason

type Detail = {
  status: string
  detail: string
  liftedAt: string | null
  scan: { places: { table: string }[] } | null
  steps: { type: string; detail: Record<string, string | number> }[]
}
async function open(contactId: string, kind: string) {
  const { body } = await ask('POST', '/privacy/requests', { contactId, kind, cameBy: 'post' })
  const { id } = body as { id: string }
  await ask('POST', `/privacy/requests/${id}/identity`, { by: 'shown' })
  return id
}
async function press(id: string, act: string, body: object = {}) {
  const answer = await ask('POST', `/privacy/requests/${id}/${act}`, body)
  return { status: answer.status, body: answer.body as Detail }
}

describe('carrying out a request', () => {
  test('nothing is done or handed out before it is known who asks', async () => {
    const contact = await makeContact(db)
    const { body } = await ask('POST', '/privacy/requests', { contactId: contact.id, kind: 'erasure', cameBy: 'email' })
    const { id } = body as { id: string }
    expect((await press(id, 'fulfil', { told: 'letter' })).body.detail).toContain('not known yet who asks')
    expect((await press(id, 'copy/html')).status).toBe(409)
    expect(await getContact(db, contact.id)).toMatchObject({ erasedAt: null })
  })

  test('the copy holds all data with purposes, recipients, retention, source, the logic of the score and every word said, to read and for programs (L4)', async () => {
    const contact = await makeKnown({ email: 'tone.access@rimdal.example', language: 'nb', source: 'import' })
    await withdraw(db, contact.id, news.id, { now })
    const id = await open(contact.id, 'access')
    const page = (await ask('POST', `/privacy/requests/${id}/copy/html`)).body as string
    for (const words of [
      'Det vi vet om deg',
      'tone.access@rimdal.example',
      `<b>Trukket tilbake</b> ${news.name}`,
      'ditt samtykke; et ja varer i 24 måneder',
      'Henrik Aasbø, en kollega her',
      'Rimdal Regnskap AS',
      'Until two years after the last yes.',
      'en liste som ble lest inn',
      'Halvparten er borte etter 90 dager',
      'Looked at a page, 1 ×',
      'how to stop it',
      'Datatilsynet',
    ])
      expect(page).toContain(words)
    expect(page).not.toMatch(/<script|src=|href=/)
    const data = (await ask('POST', `/privacy/requests/${id}/copy/json`)).body as Record<string, unknown[]>
    expect(data.processing).toMatchObject({ receivedBy: [{ kind: 'colleague', name: 'Henrik Aasbø' }] })
    expect(data.consent).toHaveLength(5)
    expect(data.scoringLogic).toMatchObject({ halfLifeDays: 90, rules: [{ name: 'Looked at a page', points: 5 }] })
    const { body } = await press(id, 'fulfil')
    expect(body.steps.map((step) => step.type)).toEqual([
      'received',
      'identity_shown',
      'copied',
      'copied',
      'done',
      'told',
    ])
    expect((await press(id, 'copy/csv')).status).toBe(400)
  })

  test('every table that names a contact is in the copy, or it is said why it is not (L4)', async () => {
    const tables = await db.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.columns where column_name = 'contact_id' and table_schema = 'public'`
    const inCopy = [
      ...[
        'identity',
        'consent_event',
        'consent_evidence',
        'consent_hold',
        'consent_ask',
        'customer_relation',
        'wash_result',
        'event',
      ],
      'source_notice', // as where the data came from
      'message_bounce', // as why a message came back
      'message_delivery', // as when it arrived
      'reply', // as replies
      'contact_past', // as earlier details
      ...['privacy_request', 'message', 'score_entry', 'score', 'lead', 'call_list_row', 'enrolment', 'enrolment_step'],
      ...['webhook_delivery', 'ad_member'], // as who has received something
      'service_order', // as what stood in a message
    ]
    const left = {
      address_key: 'the addresses stand in identity',
      consent_state: 'follows from consent_event',
      contact_merge: 'what was merged is in the copy itself',
      frequency_mark: 'a count of messages that stand in message',
      machine_read: 'a mark beside an event',
      opt_in: 'follows from consent_event',
      page_code: 'codes that were asked for stand in message',
      privacy_request_step: 'what staff did about a request',
      privacy_notice: 'as who has received something',
      proof_pending: 'numbers of consent_event',
      proof_leaf: 'numbers of consent_event',
      sending_count: 'a count of messages that stand in message',
    }
    expect(tables.map((table) => table.name).toSorted()).toEqual([...inCopy, ...Object.keys(left)].toSorted())
  })

  test('the copy of somebody merged holds what each of the two has said and done (L4)', async () => {
    const [kept, other] = [
      await makeKnown({ email: 'one@rimdal.example' }),
      await makeKnown({ email: 'two@rimdal.example' }),
    ]
    await mergeContacts(db, { keepId: kept.id, otherId: other.id, userId: null }, now)
    const id = await open(other.id, 'access')
    const data = (await ask('POST', `/privacy/requests/${id}/copy/json`)).body as {
      person: { identities: unknown[] }
      consent: unknown[]
      facts: { type: string }[]
      ofMergedContacts: { leads: unknown[] }[]
    }
    expect(data.person.identities).toHaveLength(2)
    expect(data.consent.length).toBeGreaterThanOrEqual(8)
    expect(data.facts.filter((fact) => fact.type === 'page.viewed')).toHaveLength(2)
    expect(data.ofMergedContacts[0]?.leads).toHaveLength(1)
  })

  test('what may be taken elsewhere is what the person gave and did, in JSON and CSV, and no score (L5)', async () => {
    const contact = await makeKnown({ email: 'ports@rimdal.example', jobTitle: '=HYPERLINK("x")', city: 'Mo, "Rana"' })
    await placeHold(db, { contactId: contact.id, kind: 'negotiation', channel: null, reason: 'talks' }, now)
    expect((await explainScore(db, contact.id, now)).total).toBe(5)
    const id = await open(contact.id, 'portability')
    const csv = (await ask('POST', `/privacy/requests/${id}/copy/csv`)).body as string
    const [head, ...lines] = csv.split('\r\n')
    expect(head).toBe('part,at,what,about,channel,value')
    expect(lines).toEqual(
      expect.arrayContaining([
        'known,,email,,,ports@rimdal.example',
        `known,,jobTitle,,,"'=HYPERLINK(""x"")"`,
        'known,,city,,,"Mo, ""Rana"""',
        expect.stringMatching(/^said,.*,given,Product news,email,/),
        expect.stringMatching(/^did,.*,page\.viewed,/),
      ]),
    )
    const { rows } = (await ask('POST', `/privacy/requests/${id}/copy/json`)).body as { rows: { what: string }[] }
    expect(rows).toHaveLength(lines.filter(Boolean).length)
    expect(JSON.stringify(rows)).not.toMatch(/score|lead|heat|fit|negotiation/)
  })

  test('a corrected address takes every no along, gives no yes, and leaves the no where it was said (L6, S6)', async () => {
    const contact = await makeKnown({ email: 'old@rimdal.example', phone: '+4790022301' })
    await withdraw(db, contact.id, news.id, { now })
    await placeHold(db, { contactId: contact.id, kind: 'bounce', channel: 'email', reason: 'no such mailbox' }, now)
    const id = await open(contact.id, 'rectification')
    expect((await press(id, 'fulfil')).body.detail).toContain('Nothing has been corrected yet')
    expect((await press(id, 'fulfil', { correction: { email: 'no address' } })).status).toBe(400)
    const { body } = await press(id, 'fulfil', { correction: { email: 'New@Rimdal.example', city: 'Bodø' } })
    expect(body).toMatchObject({ status: 'done' })
    const person = await getContact(db, contact.id)
    expect(person.identities.map(({ value }) => value)).toEqual(['new@rimdal.example', '+4790022301'])
    expect(person.city).toBe('Bodø')
    expect([await reasonOf(contact.id), await reasonOf(contact.id, 'email', sharing.id)]).toEqual([
      'withdrawn',
      'given',
    ])
    // Whoever comes with the old address is silent by mail, and its owner’s word at the new one is untouched.
    const marketer = await server.as('marketer')
    const added = (await marketer('POST', '/contacts', { email: 'old@rimdal.example' })).body as { id: string }
    expect(added.id).not.toBe(contact.id)
    await grant(db, added.id, news.id, { now, actor: 'staff', method: 'staff' })
    expect(await reasonOf(added.id)).not.toBe('given')
    expect(await findInClear(db, ['old@rimdal.example'])).toEqual([
      { table: 'identity', rows: 1 }, // of the one who was added
    ])
  })

  test('an objection is the person’s, whatever their address becomes, and nobody comes back with the old one (L6, S6)', async () => {
    const contact = await makeKnown({ email: 'objector@rimdal.example' })
    const objected = await open(contact.id, 'objection')
    expect((await press(objected, 'fulfil', { told: 'phone' })).body.status).toBe('done')
    const id = await open(contact.id, 'rectification')
    await press(id, 'fulfil', { correction: { email: 'objector.new@rimdal.example' }, told: 'phone' })
    expect([await reasonOf(contact.id), await reasonOf(contact.id, 'email', sharing.id)]).toEqual([
      'objected',
      'objected',
    ])
    const marketer = await server.as('marketer')
    expect((await marketer('POST', '/contacts', { email: 'objector@rimdal.example' })).status).toBe(409)
    expect((await marketer('POST', '/contacts', { email: 'objector.new@rimdal.example' })).body).toMatchObject({
      id: contact.id,
    })
  })

  test('an address of somebody else, or one that must never be written to, is refused (L6)', async () => {
    const [contact] = [await makeContact(db), await makeContact(db, { email: 'taken@rimdal.example' })]
    const id = await open(contact.id, 'rectification')
    expect((await press(id, 'fulfil', { correction: { email: 'taken@rimdal.example' } })).body.detail).toContain(
      'another contact',
    )
    expect((await press(id, 'fulfil', { correction: { email: 'objector@rimdal.example' } })).body.detail).toContain(
      'never be written to',
    )
  })

  test('a yes that its address had to confirm is asked for anew at the new address', async () => {
    const letter = await makePurpose(db, { brandId: news.brandId, doubleOptIn: true })
    const contact = await makeContact(db, { email: 'confirmed@rimdal.example' })
    await grant(db, contact.id, letter.id, { isProven: true, now: LONG_AGO })
    expect(await reasonOf(contact.id, 'email', letter.id)).toBe('given')
    const id = await open(contact.id, 'rectification')
    await press(id, 'fulfil', { correction: { email: 'unconfirmed@rimdal.example' } })
    expect(await reasonOf(contact.id, 'email', letter.id)).toBe('asked')
    expect(await db.message.count({ where: { contactId: contact.id, status: 'queued' } })).toBe(2)
  })

  test('an objection stops every channel and the profiling (L10)', async () => {
    const contact = await makeKnown()
    const id = await open(contact.id, 'objection')
    expect((await press(id, 'fulfil')).body.status).toBe('done')
    expect([await reasonOf(contact.id), await reasonOf(contact.id, 'sms')]).toEqual(['objected', 'objected'])
    expect((await explainScore(db, contact.id, now)).isProfiled).toBe(false)
    expect(await db.consentEvent.findFirst({ where: { contactId: contact.id, type: 'objected' } })).toMatchObject({
      actor: 'staff',
    })
  })
})

describe('an erasure from the desk', () => {
  test('tells the person first, erases, and a scan shows that nothing is left or where it stands (L7)', async () => {
    const email = 'gone.person@rimdal.example'
    const contact = await makeKnown({ email, lastName: 'Ølvsund' })
    const definition = {
      kind: 'all',
      conditions: [{ kind: 'field', field: 'first_name', operator: 'is', values: ['Kari', email] }],
    }
    const segment = await db.segment.create({ data: { name: 'Old', definition } })
    const id = await open(contact.id, 'erasure')
    expect((await press(id, 'fulfil')).body.detail).toContain('Tell the person first')
    expect((await press(id, 'scan', { texts: [email] })).status).toBe(409)
    const { body } = await press(id, 'fulfil', { told: 'own_mail' })
    expect(body.steps.at(-2)).toMatchObject({ type: 'done', detail: { recipients: 1 } })
    const scanned = await press(id, 'scan', { texts: [email, 'Ølvsund'] })
    expect(scanned.body.scan?.places).toEqual([])
    expect(await db.segment.findUniqueOrThrow({ where: { id: segment.id } })).toMatchObject({
      definition: { conditions: [{ values: ['Kari', '(erased)'] }] },
    })
    await db.campaign.create({ data: { name: `For ${email}`, purposeId: news.id } })
    expect((await press(id, 'scan', { texts: [email] })).body.scan?.places).toEqual([{ table: 'campaign', rows: 1 }])
    await db.campaign.deleteMany()
    await makeContact(db, { firstName: 'Sigbjørn', lastName: 'Ølvsund' })
    expect((await press(id, 'scan', { texts: ['Sigbjørn Ølvsund'] })).body.scan?.places).toEqual([
      { table: 'contact', rows: 1 },
    ])
  })

  test('no condition of a segment or a workflow may hold somebody’s address (L7)', async () => {
    const marketer = await server.as('marketer')
    const conditions = [{ kind: 'field', field: 'first_name', operator: 'is', values: ['kari@rimdal.example'] }]
    const answer = await marketer('POST', '/segments', { name: 'Kari', definition: { kind: 'all', conditions } })
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      400,
      expect.stringContaining('address of one person'),
    ])
    const branch = {
      name: 'Kari',
      conditions: [{ kind: 'field' as const, field: 'first_name', operator: 'is' as const, value: '+47 900 22 001' }],
      next: 'last',
    }
    const steps = {
      way: { kind: 'branch' as const, branches: [branch], otherwise: 'last' },
      last: { kind: 'end' as const },
    }
    await expect(publish(db, define(steps))).rejects.toThrow('address of one person')
  })
})

describe('a restriction', () => {
  test('stops sending, tracking, scoring, segments, workflows and sales, and is a state of its own; lifted, all goes on (L8)', async () => {
    await makeForm(db, news.brandId)
    const workflowId = await publish(
      db,
      define(
        { pause: { kind: 'wait', amount: 1, unit: 'days', next: 'last' }, last: { kind: 'end' } },
        { reentry: 'again' },
      ),
    )
    const contact = await makeKnown({ lastName: 'Halvveien' })
    const fill = (contactId: string) => ({ ...view(contactId), type: 'form.submitted', properties: { formKey: FORM } })
    await recordEvents(db, [fill(contact.id)], now)
    const segment = { kind: 'all', conditions: [] } as const
    const isInSegment = async () =>
      (await db.$queryRaw<{ contact_id: string }[]>(segmentSql({ ...segment, conditions: [] }, new Map(), now))).some(
        (row) => row.contact_id === contact.id,
      )
    const ranks = async () => (await rankContacts(db, { limit: 500 }, now)).some((row) => row.contactId === contact.id)
    const marketer = await server.as('marketer')
    const leads = async () =>
      ((await marketer('GET', '/leads')).body as { items: { id: string; contactId: string }[] }).items.filter(
        (item) => item.contactId === contact.id,
      )
    const [lead] = await leads()
    expect([await isInSegment(), await ranks(), lead !== undefined]).toEqual([true, true, true])

    const id = await open(contact.id, 'restriction')
    expect((await press(id, 'fulfil')).body.status).toBe('done')
    expect([await reasonOf(contact.id), await reasonOf(contact.id, 'sms')]).toEqual(['restricted', 'restricted'])
    const tracked = await marketer('POST', '/events', { events: [{ contactId: contact.id, type: 'page.viewed' }] })
    expect(tracked.body).toMatchObject({ recorded: 0, notAllowed: [0] })
    expect(await explainScore(db, contact.id, now)).toMatchObject({ isProfiled: false, total: 0 })
    expect([await isInSegment(), await ranks(), await leads()]).toEqual([false, false, []])
    expect((await marketer('GET', `/leads/${lead?.id}`)).status).toBe(404)
    expect(await handToSales(db, { contactId: contact.id }, now)).toMatchObject({ reason: 'restricted' })
    now = new Date(+NOON + 2 * DAY_MS)
    await takeDueSteps(db, now)
    const enrolments = () => db.enrolment.findMany({ where: { workflowId, contactId: contact.id } })
    expect(await enrolments()).toMatchObject([{ status: 'active', step: 'pause' }])
    const newcomer = await makeContact(db)
    await restrictContact(
      db,
      { contactId: newcomer.id, method: 'staff', actor: 'staff', occurredAt: now, evidence: {} },
      now,
    )
    await recordEvents(db, [fill(newcomer.id)], now)
    expect(await db.enrolment.count({ where: { contactId: newcomer.id } })).toBe(0)
    const grid = (await ask('GET', `/contacts/${contact.id}/consent`)).body as { cells: { state: string }[] }
    expect(new Set(grid.cells.map((cell) => cell.state))).toEqual(new Set(['restricted']))
    const list = (await ask('GET', '/contacts?search=Halvveien')).body as { items: { mark: string }[] }
    expect(list.items).toMatchObject([{ mark: 'restricted' }])

    const link = { contactId: contact.id, purposeId: news.id, messageId: contact.id }
    const own = await fetch(`${server.url}/p/${makeLinkToken(linkKey(services.config.secretKey), link)}?l=en`)
    expect(await own.text()).toContain('we keep it and use it for nothing')

    expect((await press(id, 'lift')).body.detail).toContain('must be told before')
    await press(id, 'lifting')
    const mails = await db.$queryRaw<{ status: string; kind: string }[]>`
      select status, kind from message join message_content content on content.id = content_id
      where contact_id = ${contact.id}::uuid and kind = 'request' order by message.id`
    expect(mails.map((mail) => mail.status)).toEqual(['queued', 'queued'])
    expect((await press(id, 'lift')).body.liftedAt).not.toBeNull()
    expect([await reasonOf(contact.id), await isInSegment(), await ranks()]).toEqual(['given', true, true])
    expect(await leads()).toHaveLength(1)
    await takeDueSteps(db, now)
    expect(await enrolments()).toMatchObject([{ status: 'done' }])
    expect((await press(id, 'lift')).status).toBe(409)
  })

  test('goes with the person into a merge, and the preview says so (L8)', async () => {
    const [kept, other] = [await makeKnown(), await makeContact(db)]
    await restrictContact(
      db,
      { contactId: other.id, method: 'staff', actor: 'staff', occurredAt: now, evidence: {} },
      now,
    )
    const preview = await previewMerge(db, kept.id, other.id, now)
    expect(preview.holds).toMatchObject([{ kind: 'restriction' }])
    await mergeContacts(db, { keepId: kept.id, otherId: other.id, userId: null }, now)
    expect(await reasonOf(kept.id)).toBe('restricted')
  })
})

describe('whoever received the data', () => {
  test('is told of an erasure, a correction, a restriction and its end, sees it in the inbox, and confirms (L9)', async () => {
    const inbox = await server.as('seller')
    const key = await db.apiKey.findFirstOrThrow({ where: { name: 'test seller' } })
    // The key of the test reads as the seller who had the leads.
    await db.lead.updateMany({ data: { sellerId: key.id } })
    await db.privacyNotice.updateMany({ data: { deliveredAt: now, confirmedAt: now, sealed: null } })
    await db.appUser.update({ where: { id: seller.id }, data: { id: key.id } })
    const contact = await makeKnown({ email: 'told@rimdal.example', firstName: 'Sunniva', lastName: 'Rekdal' })
    const tick = () => {
      now = new Date(+now + 1000)
      return now
    }
    const said = { contactId: contact.id, method: 'staff', actor: 'staff', occurredAt: now, evidence: {} } as const
    const fixed = await open(contact.id, 'rectification')
    await press(fixed, 'fulfil', { correction: { city: 'Molde' } })
    await restrictContact(db, said, tick())
    await liftRestriction(db, { ...said, occurredAt: now }, tick())
    type Notices = { items: { id: string; type: string; about: string | null; deliveredAt: string | null }[] }
    const read = async () => ((await inbox('GET', '/notices')).body as Notices).items
    const about = 'Sunniva Rekdal'
    expect((await read()).map((notice) => [notice.type, notice.about])).toEqual([
      ['rectified', about],
      ['restricted', about],
      ['unrestricted', about],
    ])
    const gone = await open(contact.id, 'erasure')
    tick()
    await press(gone, 'fulfil', { told: 'letter' })
    const notices = await read()
    expect(notices).toMatchObject([{ type: 'erased', about, deliveredAt: null }])
    expect(await findInClear(db, ['Rekdal'])).toEqual([])
    const erased = notices.at(-1)
    await inbox('POST', '/notices/delivered', { ids: notices.map((notice) => notice.id) })
    expect((await read()).every((notice) => notice.deliveredAt !== null)).toBe(true)
    const sealed =
      (await db.privacyNotice.findFirstOrThrow({ where: { id: erased?.id ?? '' } })).sealed ?? new Uint8Array()
    const other = [suppressionKey('another secret of forty characters or so')]
    const changed = sealed.map((byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte))
    expect([openText(keys, sealed), openText(other, sealed), openText(keys, changed)]).toEqual([
      'Sunniva Rekdal',
      undefined,
      undefined,
    ])
    await inbox('POST', `/notices/${erased?.id}/confirm`)
    expect((await read()).map((notice) => notice.type)).not.toContain('erased')
    expect(await db.privacyNotice.findFirst({ where: { id: erased?.id ?? '' } })).toMatchObject({
      sealed: null,
      confirmedAt: now,
    })
  })
})
