import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { copyCampaign, createCampaign, scheduleCampaign, startCampaigns } from '../../../src/campaigns/index.ts'
import { chooseLanguage, type MailLanguage } from '../../../src/delivery/index.ts'
import { saveSegment } from '../../../src/segments/index.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices(database, { now: () => NOON })), { db })
const marketer = await server.as('marketer')
const purpose = await makePurpose(db, {
  brandId: (await makeBrand(db)).id,
  name: 'News',
  languages: ['nb', 'sv', 'en'],
})

/** What each of these contacts has as their language, and what they get of nb, sv and en. */
const READERS = [
  ['nb', 'nb'],
  ['nn', 'nb'],
  ['no', 'nb'],
  ['sv-FI', 'sv'],
  ['SV', 'sv'],
  ['da', 'nb'],
  ['fi', 'nb'],
  ['en-GB', 'en'],
  ['de', 'en'],
  [null, 'nb'],
] as const
const readers = new Map<string, string>()
for (const [language, gets] of READERS) {
  const { id } = await makeContact(db, { language, country: 'NO' })
  await grant(db, id, purpose.id)
  readers.set(id, gets)
}
await makeContact(db, { language: 'sv', country: 'NO' }) // in the audience, but never asked
const { id: segmentId } = await saveSegment(
  db,
  {
    name: 'Norway',
    definition: { kind: 'all', conditions: [{ kind: 'field', field: 'country', operator: 'is', values: ['NO'] }] },
  },
  NOON,
)

/** A campaign in Norwegian, with what the API makes of it in Swedish and English. */
async function makeTranslated() {
  const { id } = await createCampaign(db, { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'Hei' }, NOON)
  for (const [language, subject] of [
    ['sv', 'Hej'],
    ['en', 'Hello'],
  ]) {
    expect((await marketer('POST', `/campaigns/${id}/translations`, { language })).status).toBe(201)
    expect((await marketer('PATCH', `/campaigns/${id}/translations/${language}`, { subject })).status).toBe(204)
  }
  return id
}

test('each contact gets the mail in their language, or in the nearest that there is', async () => {
  const id = await makeTranslated()
  expect((await marketer('GET', `/campaigns/${id}/forecast/languages`)).body).toEqual({
    items: [
      { language: 'nb', gets: 6, audience: 6 },
      { language: 'sv', gets: 2, audience: 3 },
      { language: 'en', gets: 2, audience: 2 },
    ],
  })
  await scheduleCampaign(db, id, null, NOON)
  while (await startCampaigns(db, NOON));
  const contents = await db.messageContent.findMany()
  const messages = await db.message.findMany({ where: { campaignId: id } })
  expect(messages).toHaveLength(READERS.length + 1)
  const contentOf = (contactId: string) => {
    const message = messages.find((one) => one.contactId === contactId)
    return contents.find((one) => one.id === message?.contentId)
  }
  for (const [contactId, language] of readers) expect(contentOf(contactId)?.language).toBe(language)
  const swedish = contents.find((one) => one.language === 'sv')
  expect(swedish).toMatchObject({ subject: 'Hej', purposeId: purpose.id })
  expect(swedish?.html).toContain('eftersom du har sagt ja till News (sv)')
  expect(swedish?.html).toContain('lang="sv"')
  // A batch holds one content, so that whoever sends it compiles one.
  const batches = await db.messageBatch.findMany({ where: { campaignId: id } })
  expect(batches.map((batch) => batch.contentId).sort()).toEqual(contents.map((one) => one.id).sort())
  expect(
    messages.every(({ batchId, contentId }) => batches.find((one) => one.id === batchId)?.contentId === contentId),
  ).toBe(true)
  expect(await db.campaignVersionTranslation.findMany({ where: { campaignId: id } })).toMatchObject([
    { version: 1, language: 'en' },
    { version: 1, language: 'sv' },
  ])
})

test('what is wrong in one language stops the campaign, and is named with its language and line', async () => {
  const id = await makeTranslated()
  const mjml = `<mjml><mj-body><mj-section><mj-column>
    <mj-text>Hej {{ contact.firstname }}</mj-text></mj-column></mj-section></mj-body></mjml>`
  await marketer('PATCH', `/campaigns/${id}/translations/sv`, { mjml })
  await expect(scheduleCampaign(db, id, null, NOON)).rejects.toMatchObject({
    faults: [{ path: 'translations.sv.mjml', message: expect.stringMatching(/^sv: Line 2: There is no variable/) }],
  })
  expect((await marketer('DELETE', `/campaigns/${id}/translations/sv`)).status).toBe(204)
  await scheduleCampaign(db, id, null, NOON)
})

test('a translation is begun once, never in the main language, and goes with a copy', async () => {
  const id = await makeTranslated()
  for (const language of ['nb', 'sv'])
    expect((await marketer('POST', `/campaigns/${id}/translations`, { language })).status).toBe(409)
  expect((await marketer('PATCH', `/campaigns/${id}`, { language: 'sv' })).status).toBe(409)
  expect((await marketer('PATCH', `/campaigns/${id}/translations/fi`, { subject: 'Hei' })).status).toBe(404)
  const copy = await copyCampaign(db, id, 'Copy', NOON)
  expect((await marketer('GET', `/campaigns/${copy.id}`)).body).toMatchObject({
    language: 'nb',
    translations: [
      { language: 'en', subject: 'Hello' },
      { language: 'sv', subject: 'Hej' },
    ],
  })
  await scheduleCampaign(db, id, null, NOON)
  expect((await marketer('POST', `/campaigns/${id}/translations`, { language: 'fi' })).status).toBe(409)
})

test('the preview of a contact says in which language they get it', async () => {
  const id = await makeTranslated()
  const { subject, preheader, mjml } = await db.campaign.findUniqueOrThrow({ where: { id } })
  const draft = { purposeId: purpose.id, subject, preheader, mjml, languages: ['nb', 'sv', 'en'] }
  for (const [contactId, language] of readers)
    expect((await marketer('POST', '/campaigns/preview', { ...draft, contactId })).body).toMatchObject({ language })
})

test('the database holds a translation to the purpose and sender of its main content', async () => {
  const { id: _, ...main } = await db.messageContent.findFirstOrThrow({ where: { language: 'nb' } })
  const data = { ...main, language: 'da', translationOf: _ }
  const other = await makePurpose(db)
  await expect(db.messageContent.create({ data: { ...data, purposeId: other.id } })).rejects.toThrow('translation')
  await expect(db.messageContent.create({ data: { ...data, language: 'nb' } })).rejects.toThrow('translation')
  const { id } = await db.messageContent.create({ data })
  await expect(db.messageContent.create({ data: { ...data, translationOf: id, language: 'fi' } })).rejects.toThrow()
})

test('a language that is not there falls back, and never to one that nobody wrote', () => {
  const all: MailLanguage[] = ['nb', 'nn', 'sv', 'da', 'fi', 'en']
  expect(chooseLanguage('nb', 'en', ['nn'])).toBe('nn')
  expect(chooseLanguage('nn-NO', 'en', ['nb', 'nn'])).toBe('nn')
  expect(chooseLanguage('de', 'fi', [])).toBe('fi')
  for (const language of [...all, 'no', 'xx', '', null])
    for (const main of all) expect([main, 'sv']).toContain(chooseLanguage(language, main, ['sv']))
})
