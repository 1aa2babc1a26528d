// Whom a campaign reaches: segments in and out, one mail to a mailbox, and a forecast that says what sending then decides.
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { saveSegmentsOf, segmentsOf } from '../../src/campaigns/audience/segments-of.ts'
import { findForecastPeople } from '../../src/campaigns/forecast-campaign.ts'
import {
  copyCampaign,
  createCampaign,
  explainCampaign,
  forecastCampaign,
  scheduleCampaign,
  startCampaigns,
} from '../../src/campaigns/index.ts'
import { changeCampaign } from '../../src/campaigns/save-campaign.ts'
import { findContactRanges } from '../../src/contacts/index.ts'
import { claimMessages } from '../../src/delivery/claim-messages.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { believeInMany, DAY_MS, grant, makeContact, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices({ ...database }, { now: () => NOON })), { db })
const marketer = await server.as('marketer')
const purpose = await makePurpose(db)

async function makeSegment(name: string, field: string, values: string[]) {
  const condition = { kind: 'field' as const, field, operator: 'is' as const, values }
  const { id } = await saveSegment(db, { name, definition: { kind: 'all', conditions: [condition] } }, NOON)
  return id
}
const norway = await makeSegment('Norway', 'country', ['NO'])
const sweden = await makeSegment('Sweden', 'country', ['SE'])
const owners = await makeSegment('Owners', 'job_title', ['Owner'])
const abroad = await makeSegment('Abroad', 'country', ['DK', 'IS'])

const make = (over = {}) =>
  createCampaign(db, { name: 'Guide', purposeId: purpose.id, segmentId: norway, subject: 'Hei', ...over }, NOON)
const asked = { cursor: undefined, limit: 200, language: 'en' as const }
const peopleOf = async (id: string, reasons: Parameters<typeof findForecastPeople>[2] = []) =>
  (await findForecastPeople(db, id, reasons, asked, NOON)).items.map((person) => person.id)

/** A number from 0 up to `below`, the same in every run. */
const pick = (seed: string, below: number) => createHash('sha256').update(seed).digest().readUInt32BE() % below
const STATES = ['given', 'given', 'given', 'requested', 'refused', 'withdrawn', 'expired', null]
const HOLDS = ['objection', 'pause', 'complaint', 'bounce', 'negotiation', 'restriction']

/** Of each ten, three share a mailbox: one by a label, one by the dots that Gmail reads over. */
const SHARED = ['olaN@gmail.com', 'olaN+news@gmail.com', 'o.laN@googlemail.com']

async function makePeople(count: number) {
  for (let n = 0; n < count; n++) {
    const isShared = n % 10 < 3 && pick(`${n} shared`, 4) > 0
    const { id: contactId } = await makeContact(db, {
      country: isShared ? 'NO' : (['NO', 'SE', 'DK', null][pick(`${n} country`, 4)] ?? null),
      jobTitle: isShared ? null : (['Owner', 'Engineer', null][pick(`${n} title`, 3)] ?? null),
      ...(n % 10 < 3 && { email: SHARED[n % 10]?.replace('N', String(n - (n % 10))) ?? null }),
      ...(n % 10 === 3 && { email: null, phone: `+479000${1000 + n}` }),
    })
    const state = isShared ? 'given' : STATES[pick(`${n} state`, STATES.length)]
    const since = new Date(+NOON - (1 + pick(`${n} since`, 30)) * DAY_MS)
    if (state)
      await db.consentState.create({
        data: { ...{ contactId, purposeId: purpose.id, channel: 'email' }, state, since, seq: 1 },
      })
    if (pick(`${n} hold`, 4) === 0)
      await db.consentHold.create({
        data: { contactId, kind: HOLDS[pick(`${n} kind`, HOLDS.length)] ?? 'pause', reason: 'test', since },
      })
  }
}

it('forecasts for each person exactly what sending decides, in parts, on several connections and for everybody', async () => {
  await makePeople(80)
  const { id } = await make()
  await saveSegmentsOf(db, id, { in: [norway, sweden, abroad], out: [owners] }, NOON)
  const forecast = await forecastCampaign(db, id, NOON)
  await believeInMany(db)
  expect(await findContactRanges(db, 4)).toHaveLength(4)
  expect(await forecastCampaign(db, id, NOON)).toEqual(forecast)
  expect(await db.$transaction((tx) => forecastCampaign(tx, id, NOON))).toEqual(forecast)
  const foreseen = new Map<string, string>()
  for (const reason of ['given', 'customer', ...forecast.not.map((part) => part.reason)] as const) {
    const page = await findForecastPeople(db, id, [reason], asked, NOON)
    expect(page.items).toHaveLength(page.total)
    for (const person of page.items) foreseen.set(person.id, reason)
  }
  expect(foreseen.size).toBe(forecast.audience)
  expect(forecast.not.find(({ reason }) => reason === 'same_mailbox')?.count).toBeGreaterThan(3)
  expect(new Set(foreseen.values()).size).toBeGreaterThan(7) // or the people are too much alike to prove anything

  await scheduleCampaign(db, id, null, NOON)
  while (await startCampaigns(db, NOON, 20));
  const question = {
    kind: 'marketing',
    purposeId: purpose.id,
    channel: 'email',
    topicId: null,
    trackingPurposeId: null,
  } as const
  for (const batch of await db.messageBatch.findMany({ where: { campaignId: id } }))
    await claimMessages(db, batch, question, 1000, NOON)
  const messages = await db.message.findMany({ where: { campaignId: id } })
  expect(messages.filter((message) => message.status === 'queued')).toEqual([])
  expect(new Map(messages.map(({ contactId, reason }) => [contactId, reason]))).toEqual(foreseen)
  const began = messages.filter((message) => message.status === 'started')
  expect(began).toHaveLength(forecast.gets)
  const mailboxes = await db.$queryRaw<{ mailbox: string }[]>`
    select mailbox_of(value) as mailbox from identity where kind = 'email'
      and contact_id = any(${began.map((message) => message.contactId)}::uuid[])`
  expect(new Set(mailboxes.map(({ mailbox }) => mailbox)).size).toBe(began.length)
})

it('writes to a mailbox once: to whoever said yes first, unless they may not be written to', async () => {
  const own = await makePurpose(db)
  const first = await makeContact(db, { country: 'NO', firstName: 'Ada', email: 'ada@delt.example' })
  const second = await makeContact(db, { country: 'NO', firstName: 'Berit', email: 'ada+berit@delt.example' })
  const alone = await makeContact(db, { country: 'NO', email: '+ada@delt.example' })
  await grant(db, second.id, own.id, { now: new Date(+NOON - DAY_MS) })
  for (const { id } of [first, alone]) await grant(db, id, own.id)
  const { id } = await make({ purposeId: own.id })
  expect(await forecastCampaign(db, id, NOON)).toMatchObject({ gets: 2 })
  expect(await peopleOf(id, ['same_mailbox'])).toEqual([first.id])
  expect((await peopleOf(id, ['given', 'customer'])).sort()).toEqual([second.id, alone.id].sort())
  const why = await explainCampaign(db, id, first.id, 'en', NOON)
  expect(why.answer).toBe('Ada will not get it, because the address of Ada leads to a mailbox that gets it already.')
  expect(why.checks.at(-1)).toMatchObject({ result: 'decided', title: 'The mailbox gets it already' })
  await db.consentHold.create({ data: { contactId: second.id, kind: 'pause', reason: 'test', since: NOON } })
  expect(await peopleOf(id, ['same_mailbox'])).toEqual([])
  expect((await peopleOf(id, ['given'])).sort()).toEqual([first.id, alone.id].sort())
})

it('takes people of several segments without those of others, each once; what is not known is in none', async () => {
  const own = await makePurpose(db)
  const [owner, engineer, unknown] = await Promise.all(
    ['Owner', 'Engineer', null].map((jobTitle) => makeContact(db, { country: 'IS', jobTitle })),
  )
  for (const contact of [owner, engineer, unknown]) await grant(db, contact?.id ?? '', own.id)
  const { id } = await make({ purposeId: own.id })
  const url = `/campaigns/${id}/audience`
  expect(await marketer('PUT', url, { in: [abroad, abroad], out: [owners] })).toMatchObject({ status: 204 })
  expect((await marketer('GET', url)).body).toEqual({ in: [abroad], out: [owners] })
  expect((await peopleOf(id, ['given'])).sort()).toEqual([engineer?.id, unknown?.id].sort())
  const copy = await copyCampaign(db, id, 'Again', NOON)
  expect(await segmentsOf(db, { id: copy.id, segmentId: abroad })).toEqual({ in: [abroad], out: [owners] })
  await changeCampaign(db, copy.id, { segmentId: owners }, NOON)
  expect((await peopleOf(copy.id, ['given'])).sort()).toEqual([owner?.id])
  const wrong = (path: string) => ({ status: 400, body: { faults: [{ path }] } })
  expect(await marketer('PUT', url, { in: [abroad], out: [abroad] })).toMatchObject(wrong('out'))
  expect(await marketer('PUT', url, { in: [], out: [owners] })).toMatchObject(wrong('in'))
  expect(await marketer('PUT', url, { in: [own.id] })).toMatchObject(wrong('in'))
  expect(await marketer('DELETE', `/segments/${owners}`)).toMatchObject({ status: 409 })
  expect(await marketer('PUT', url, { in: [] })).toMatchObject({ status: 204 })
  await expect(forecastCampaign(db, id, NOON)).rejects.toMatchObject({ faults: [{ path: 'segmentId' }] })
})
