// The plain-text part of a mail where it is written by hand.
import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import {
  copyCampaign,
  createCampaign,
  makeReady,
  scheduleCampaign,
  startCampaigns,
} from '../../../src/campaigns/index.ts'
import { takeBackCampaign } from '../../../src/campaigns/schedule-campaign.ts'
import { triggerCampaign } from '../../../src/campaigns/trigger/trigger-campaign.ts'
import { saveSegment } from '../../../src/segments/index.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { grant, makeBrand, makeContact, makePurpose, makeUser, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), services)
const marketer = await server.as('marketer')
const brand = await makeBrand(db, { country: 'NO', postalAddress: 'Kaigata 8, Trondheim' })
const purpose = await makePurpose(db, { brandId: brand.id, name: 'Nyheter {{ x }}', languages: ['nb', 'sv'] })
const contact = await makeContact(db, { firstName: 'Kari', language: 'nb', country: 'NO' })
await grant(db, contact.id, purpose.id)
const { id: segmentId } = await saveSegment(
  db,
  {
    name: 'Norway',
    definition: { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] },
  },
  NOON,
)

const mail = (text: string, colour = '#000000') =>
  `<mjml><mj-body><mj-section><mj-column><mj-text color="${colour}">${text}</mj-text></mj-column></mj-section></mj-body></mjml>`
const OWN = { plainText: 'Hei {{ contact.first_name }}! Bare tekst.', plainTextOf: null }
const makeDraft = (more: object = {}) =>
  createCampaign(
    db,
    { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'Nytt', mjml: mail('Fra e-posten'), ...OWN, ...more },
    NOON,
  )
type Seen = {
  madeText: string
  mail: { text: string; html: string } | null
  mayPublish: boolean
  checks: { name: string; note: string | null; problems: { path: string; line: number | null; isWarning: boolean }[] }[]
}
async function see(more: object) {
  const asked = { purposeId: purpose.id, subject: 'Nytt', preheader: '', mjml: mail('Fra e-posten'), language: 'nb' }
  const { status, body } = await marketer('POST', '/campaigns/preview', { ...asked, contactId: contact.id, ...more })
  expect(status).toBe(200)
  const seen = body as Seen
  const check = seen.checks.find(({ name }) => name === 'text')
  return {
    ...seen,
    note: check?.note,
    problems: check?.problems.map(({ path, line, isWarning }) => [path, line, isWarning]),
  }
}

test('what is written by hand is sent as the text part, filled in, and still says how to stop it and who sent it (N5, E2)', async () => {
  const { id } = await makeDraft()
  await scheduleCampaign(db, id, null, NOON)
  while (await startCampaigns(db, NOON));
  const [received] = await deliverAll(db, {
    secretKey: services.config.secretKey,
    publicUrl: server.url,
    now: () => NOON,
  })
  const { text = '', html } = (await received?.parsed()) ?? {}
  expect(text).toContain('Hei Kari! Bare tekst.')
  expect(text).not.toContain('Fra e-posten')
  expect(html).toContain('Fra e-posten')
  expect(text).toContain('Du får denne fordi du har sagt ja til Nyheter  x ')
  expect(text).toContain('Kaigata 8, Trondheim')
  const [stop = ''] = /https?:\S+\/u\/\S+/.exec(text) ?? []
  expect((await fetch(stop.replace('https://assent.example', server.url))).status).toBe(200)
  // What the text says itself is not said twice.
  const whole = 'Stopp: {{ unsubscribe_url }} {{ preferences_url }} {{ brand.postal_address }}'
  expect(await see({ plainText: whole })).toMatchObject({ note: null, problems: [] })
  expect((await see({ plainText: OWN.plainText })).note).toContain('unsubscribe_url')
})

test('it is checked like the mail: unknown fields by line, nothing at all, and a mail that says something else by now', async () => {
  const { madeText } = await see({})
  expect(madeText).toContain('Fra e-posten')
  const wrong = await see({ plainText: 'Hei\n{{ contact.shoe }}' })
  expect([wrong.problems, wrong.mayPublish]).toEqual([[['plainText', 2, false]], false])
  expect(wrong.mail).toMatchObject({ html: expect.stringContaining('Fra e-posten'), text: '' })
  expect((await see({ plainText: ' ' })).problems).toEqual([['plainText', null, false]])
  const written = { plainText: 'Hei', plainTextOf: madeText }
  expect((await see(written)).problems).toEqual([])
  expect((await see({ ...written, mjml: mail('Fra e-posten', '#222222') })).problems).toEqual([])
  const old = await see({ ...written, mjml: mail('Noe annet') })
  expect([old.problems, old.mayPublish]).toEqual([[['plainText', null, true]], true])
  const { id } = await makeDraft({ plainText: '{{ contact.shoe }}' })
  await expect(makeReady(db, id, NOON)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'plainText' }],
  })
})

test('it goes with copies, translations, tests, ways of an experiment and campaigns that others trigger', async () => {
  const { id } = await makeDraft({ plainTextOf: 'what was made' })
  expect((await marketer('POST', `/campaigns/${id}/translations`, { language: 'sv' })).status).toBe(201)
  const copy = await copyCampaign(db, id, 'Copy', NOON)
  expect((await marketer('GET', `/campaigns/${copy.id}`)).body).toMatchObject({
    ...{ plainText: OWN.plainText, plainTextOf: 'what was made' },
    translations: [{ language: 'sv', plainText: OWN.plainText, plainTextOf: 'what was made' }],
  })
  await marketer('PATCH', `/campaigns/${id}/translations/sv`, { plainText: 'Hej {{ contact.first_name }}' })
  const user = await makeUser(db)
  for (const language of ['nb', 'sv'])
    await marketer('POST', `/campaigns/${id}/test-mails`, { userIds: [user.id], language })
  const tests = await db.testMail.findMany({ orderBy: { id: 'asc' } })
  expect(tests.map(({ content }) => JSON.stringify(content)).map((one) => /Hei|Hej/.exec(one)?.[0])).toEqual([
    'Hei',
    'Hej',
  ])
  await makeReady(db, id, NOON)
  const { campaignId: child } = await triggerCampaign(db, id, { key: 'one', segmentId }, NOON)
  expect(await db.campaign.findUnique({ where: { id: child } })).toMatchObject({ plainText: OWN.plainText })
  const contents = await db.messageContent.findMany({ where: { text: { startsWith: 'He' } }, orderBy: { id: 'asc' } })
  expect(contents.slice(-2).map(({ language, text }) => [language, text.slice(0, 3)])).toEqual([
    ['nb', 'Hei'],
    ['sv', 'Hej'],
  ])
  await db.campaign.update({ where: { id: child }, data: { status: 'cancelled' } })
})

test('another way to say the mail has its own text, or one that is made from it; other words are another content', async () => {
  const { id } = await makeDraft()
  const ways = [{ mjml: mail('Med egen tekst'), plainText: 'Egen B' }, { mjml: mail('Uten egen tekst') }]
  const plan = { kind: 'content', metric: 'clicked', testShare: 50, holdOutShare: 0, deadlineHours: 24, others: ways }
  expect((await marketer('PUT', `/campaigns/${id}/experiment`, plan)).status).toBe(204)
  const later = new Date(+NOON + 3_600_000)
  await scheduleCampaign(db, id, later, NOON)
  const textsOf = async () => {
    const variants = await db.experimentVariant.findMany({ where: { campaignId: id }, orderBy: { position: 'asc' } })
    const contents = await db.messageContent.findMany()
    return variants.map(({ contentId }) => contents.find((one) => one.id === contentId)?.text ?? '')
  }
  const [first = '', second = '', third = ''] = await textsOf()
  expect([first.slice(0, 3), second.slice(0, 6), third.slice(0, 15)]).toEqual(['Hei', 'Egen B', 'Uten egen tekst'])
  for (const text of [first, second, third]) expect(text).toContain('{{ unsubscribe_url }}')
  const approved = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  await takeBackCampaign(db, id, NOON)
  expect((await marketer('PATCH', `/campaigns/${id}`, { plainText: 'Andre ord' })).status).toBe(204)
  await scheduleCampaign(db, id, later, NOON)
  const [newest] = await db.campaignVersion.findMany({ where: { campaignId: id }, orderBy: { version: 'desc' } })
  expect(newest?.contentId).not.toBe(approved.contentId)
  expect((await db.messageContent.findUniqueOrThrow({ where: { id: approved.contentId } })).text).toBe(first)
  expect((await textsOf())[0]).toContain('Andre ord')
})
