import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { findForecastPeople } from '../../src/campaigns/forecast-campaign.ts'
import {
  cancelCampaign,
  createCampaign,
  explainCampaign,
  findReach,
  findReadyContent,
  forecastCampaign,
  makeReady,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  startCampaigns,
} from '../../src/campaigns/index.ts'
import { findResults } from '../../src/campaigns/results-campaign.ts'
import { changeCampaign, copyCampaign, removeCampaign } from '../../src/campaigns/save-campaign.ts'
import { takeBackCampaign } from '../../src/campaigns/schedule-campaign.ts'
import { placeHold, recordConsent } from '../../src/consent/index.ts'
import { recordEvents } from '../../src/contacts/index.ts'
import { saveSegment } from '../../src/segments/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, makeTopic, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const server = await testServer(createApp(testServices({ ...database }, { now: () => NOON })), { db })
const marketer = await server.as('marketer')

const brand = await makeBrand(db)
const purpose = await makePurpose(db, { brandId: brand.id, name: 'Product news' })
const yes = await Promise.all([1, 2, 3].map(() => makeContact(db, { country: 'NO' })))
for (const contact of yes) await grant(db, contact.id, purpose.id)
const [kari] = yes
const never = await makeContact(db, { country: 'NO', firstName: 'Elin' })
const withdrew = await makeContact(db, { country: 'NO', firstName: 'Mads', lastName: 'Thorndal' })
await grant(db, withdrew.id, purpose.id)
await withdraw(db, withdrew.id, purpose.id)
const soon = await makeContact(db, { country: 'NO' })
await grant(db, soon.id, purpose.id, { occurredAt: new Date(+NOON - DAY_MS) })
await recordConsent(
  db,
  [
    {
      contactId: soon.id,
      purposeId: purpose.id,
      channel: 'email',
      type: 'given',
      occurredAt: NOON,
      method: 'form',
      actor: 'contact',
      textId: (await db.purposeText.findFirstOrThrow({ where: { purposeId: purpose.id } })).id,
      expiresAt: new Date(+NOON + DAY_MS),
      evidence: {},
    },
  ],
  NOON,
)
const bounced = await makeContact(db, { country: 'NO' })
await grant(db, bounced.id, purpose.id)
await placeHold(db, { contactId: bounced.id, kind: 'bounce', channel: 'email', reason: 'hard' }, new Date(+NOON - 1))
const elsewhere = await makeContact(db, { country: 'SE' })
await grant(db, elsewhere.id, purpose.id)
const country = (value: string) => ({
  kind: 'field' as const,
  field: 'country',
  operator: 'is' as const,
  values: [value],
})
const { id: segmentId } = await saveSegment(
  db,
  { name: 'Norway', definition: { kind: 'all', conditions: [country('NO')] } },
  NOON,
)

const make = (over = {}) =>
  createCampaign(
    db,
    { name: 'Guide', purposeId: purpose.id, segmentId, subject: 'Hei {{ contact.first_name }}', ...over },
    NOON,
  )
const statusOf = async (id: string) => (await db.campaign.findUniqueOrThrow({ where: { id } })).status
async function startAll(now = NOON) {
  while (await startCampaigns(db, now));
}
const messagesOf = (campaignId: string) =>
  db.message.groupBy({ by: ['status'], where: { campaignId }, _count: true, orderBy: { status: 'asc' } })

describe('a forecast', () => {
  it('has parts that add up to the audience, each with its reason', async () => {
    const { id } = await make()
    const forecast = await forecastCampaign(db, id, NOON)
    expect(forecast).toMatchObject({ audience: 7, gets: 4 })
    expect(forecast.not).toEqual([
      { reason: 'address_stopped', count: 1 },
      { reason: 'never_asked', count: 1 },
      { reason: 'withdrawn', count: 1 },
    ])
    expect(forecast.gets + forecast.not.reduce((sum, part) => sum + part.count, 0)).toBe(forecast.audience)
  })

  it('is asked for the moment at which the campaign begins', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, new Date(+NOON + 2 * DAY_MS), NOON)
    const forecast = await forecastCampaign(db, id, NOON)
    expect(forecast.not).toContainEqual({ reason: 'expired', count: 1 })
    expect(forecast.at).toEqual(new Date(+NOON + 2 * DAY_MS))
    await takeBackCampaign(db, id, NOON)
    expect(await statusOf(id)).toBe('draft')
  })

  it('leads from every number to its people, page by page', async () => {
    const { id } = await make()
    const asked = { cursor: undefined, limit: 3, language: 'en' as const }
    const first = await findForecastPeople(db, id, ['given'], asked, NOON)
    expect(first.total).toBe(4)
    expect(first.items).toHaveLength(3)
    const rest = await findForecastPeople(db, id, ['given'], { ...asked, cursor: first.next ?? '' }, NOON)
    expect(rest.items).toHaveLength(1)
    expect(rest.next).toBeNull()
    const stopped = await findForecastPeople(db, id, ['withdrawn'], asked, NOON)
    expect(stopped.items).toMatchObject([{ name: 'Mads Thorndal', state: 'withdrawn', note: 'Withdrew' }])
  })

  it('says that there is no audience instead of counting nobody', async () => {
    const { id } = await make({ segmentId: null })
    await expect(forecastCampaign(db, id, NOON)).rejects.toMatchObject({ faults: [{ path: 'segmentId' }] })
  })
})

describe('a topic', () => {
  it('leaves out those who left it out, is named in the mail, and goes with its purpose', async () => {
    const own = await makePurpose(db, { brandId: brand.id, languages: ['nb', 'en'] })
    const topic = await makeTopic(db, own.id)
    for (const { id } of yes) await grant(db, id, own.id)
    await withdraw(db, kari?.id ?? '', topic.id)
    const { id } = await make({ purposeId: own.id, topicId: topic.id })
    const forecast = await forecastCampaign(db, id, NOON)
    expect([forecast.gets, forecast.not]).toEqual([
      yes.length - 1,
      [
        { reason: 'never_asked', count: 4 },
        { reason: 'topic_declined', count: 1 },
      ],
    ])
    const why = await explainCampaign(db, id, kari?.id ?? '', 'en', NOON)
    expect(why.answer).toContain('Kari has left out this topic')
    expect(why.said.map((fact) => fact.text)).toContain('Withdrew, on the preference page')
    await scheduleCampaign(db, id, null, NOON)
    const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
    const content = await db.messageContent.findUniqueOrThrow({ where: { id: contentId } })
    expect(content.topicId).toBe(topic.id)
    expect(content.html).toContain('>Stopp Energy (nb)</a>')
    const copy = await copyCampaign(db, id, 'Again', NOON)
    await changeCampaign(db, copy.id, { purposeId: purpose.id }, NOON)
    expect((await db.campaign.findUniqueOrThrow({ where: { id: copy.id } })).topicId).toBeNull()
    const wrong = { faults: [{ path: 'topicId' }] }
    await expect(changeCampaign(db, copy.id, { topicId: topic.id }, NOON)).rejects.toMatchObject(wrong)
    await takeBackCampaign(db, id, NOON)
  })
})

describe('publishing', () => {
  const refusalOf = async (over: object) => {
    const { id } = await make(over)
    const failure = await scheduleCampaign(db, id, null, NOON).catch((error: unknown) => error)
    expect(await statusOf(id)).toBe('draft')
    expect(await db.campaignVersion.count({ where: { campaignId: id } })).toBe(0)
    return failure
  }

  it('names a field that does not exist, and where', async () => {
    expect(await refusalOf({ subject: 'Hei {{ contact.nickname }}' })).toMatchObject({
      code: 'invalid',
      faults: [
        { path: 'subject', message: expect.stringContaining('Line 1: There is no variable {{ contact.nickname }}') },
      ],
    })
  })

  it('names a mistake in MJML by its line', async () => {
    const mjml =
      '<mjml>\n<mj-body>\n<mj-section><mj-column>\n<mj-txt>Hi</mj-txt></mj-column></mj-section></mj-body></mjml>'
    expect(await refusalOf({ mjml })).toMatchObject({
      faults: [{ path: 'mjml', message: expect.stringContaining('Line 4: ') }],
    })
  })

  it('needs a subject, an audience and a purpose that people can say yes to', async () => {
    expect(await refusalOf({ subject: ' ' })).toMatchObject({
      faults: [{ path: 'subject', message: 'Write a subject.' }],
    })
    expect(await refusalOf({ segmentId: null })).toMatchObject({ faults: [{ path: 'segmentId' }] })
    const tracking = await makePurpose(db, { kind: 'tracking', channels: ['email', 'web'] })
    expect(await refusalOf({ purposeId: tracking.id })).toMatchObject({ faults: [{ path: 'purposeId' }] })
    const retired = await makePurpose(db, { retiredAt: NOON })
    expect(await refusalOf({ purposeId: retired.id })).toMatchObject({
      faults: [{ path: 'purposeId', message: expect.stringContaining('retired') }],
    })
  })

  it('needs a sender with a postal address', async () => {
    const nowhere = await makeBrand(db, { postalAddress: ' ' })
    const { id: purposeId } = await makePurpose(db, { brandId: nowhere.id })
    expect(await refusalOf({ purposeId })).toMatchObject({
      faults: [{ path: 'purposeId', message: expect.stringContaining('no postal address') }],
    })
  })

  it('adds both ways out and the postal address to a mail without them, in the language of the sender', async () => {
    const mjml =
      '<mjml><mj-body><mj-section><mj-column><mj-text>Hei</mj-text></mj-column></mj-section></mj-body></mjml>'
    const { id } = await make({ mjml, preheader: 'Tolv sider & {{ contact.company }}' })
    await makeReady(db, id, NOON)
    const ready = await findReadyContent(db, id)
    const content = await db.messageContent.findUniqueOrThrow({ where: { id: ready?.contentId ?? '' } })
    expect(content.html).toContain('{{ unsubscribe_url }}')
    expect(content.html).toContain('{{ preferences_url }}')
    expect(content.html).toContain('{{ brand.postal_address }}')
    expect(content.html).toContain('Du får denne fordi du har sagt ja til Product news (nb).')
    expect(content.html).toMatch(/Tolv sider &(amp|#38); \{\{ contact\.company \}\}/)
    expect(content.text).toContain('{{ unsubscribe_url }}')
    expect(content.text).not.toContain('Tolv sider')
  })

  it('makes a new version each time; workflows send the newest', async () => {
    const { id } = await make()
    expect(await makeReady(db, id, NOON)).toEqual({ version: 1 })
    await changeCampaign(db, id, { subject: 'Changed' }, NOON)
    const before = await findReadyContent(db, id)
    expect(await makeReady(db, id, NOON)).toEqual({ version: 2 })
    const after = await findReadyContent(db, id)
    expect(after?.contentId).not.toBe(before?.contentId)
    expect(await findReadyContent(db, (await make()).id)).toBeUndefined()
  })
})

describe('a campaign that goes out', () => {
  it('puts everybody of its audience in line once, however often the clock comes', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await Promise.all([startAll(), startAll()])
    await startAll()
    expect(await messagesOf(id)).toEqual([{ status: 'queued', _count: 7 }])
    expect(await statusOf(id)).toBe('sending')
  })

  it('reaches everybody once in parts too, also who comes between two parts', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await startCampaigns(db, NOON, 3)
    const late = await makeContact(db, { country: 'NO' })
    await startAll()
    expect(await db.campaign.findUnique({ where: { id } })).toMatchObject({ parts: 3, partsQueued: 3 })
    expect(await messagesOf(id)).toEqual([{ status: 'queued', _count: 8 }])
    await db.contact.update({ where: { id: late.id }, data: { erasedAt: NOON } })
  })

  it('does not begin before its time', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, new Date(+NOON + DAY_MS), NOON)
    await startAll()
    expect(await statusOf(id)).toBe('scheduled')
    await startAll(new Date(+NOON + DAY_MS))
    expect(await statusOf(id)).toBe('sending')
  })

  it('is paused, resumed and cancelled, and what was in line is removed', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await startAll()
    await pauseCampaign(db, id)
    const batches = () => db.messageBatch.groupBy({ by: ['status'], where: { campaignId: id } })
    expect(await batches()).toEqual([{ status: 'paused' }])
    await expect(pauseCampaign(db, id)).rejects.toMatchObject({ code: 'conflict' })
    await resumeCampaign(db, id)
    expect(await batches()).toEqual([{ status: 'open' }])
    expect(await cancelCampaign(db, id, NOON)).toEqual({ removed: 7, onTheirWay: 0 })
    expect(await messagesOf(id)).toEqual([{ status: 'cancelled', _count: 7 }])
    await startAll()
    expect(await statusOf(id)).toBe('cancelled')
  })

  it('is sent when nothing of it is left, at once where its audience is empty', async () => {
    const nobody = await saveSegment(
      db,
      { name: 'Nobody', definition: { kind: 'all', conditions: [country('IS')] } },
      NOON,
    )
    const { id } = await make({ segmentId: nobody.id })
    await scheduleCampaign(db, id, null, NOON)
    await startAll()
    await startAll()
    expect(await statusOf(id)).toBe('sent')
    const { id: full } = await make()
    await scheduleCampaign(db, full, null, NOON)
    await startAll()
    await db.messageBatch.updateMany({ where: { campaignId: full }, data: { status: 'done' } })
    await startAll()
    expect(await statusOf(full)).toBe('sent')
  })

  it('whose segment asks for something that is gone becomes a draft again, and others begin', async () => {
    await db.field.create({ data: { key: 'fleeting', label: 'Fleeting', type: 'text' } })
    const gone = { kind: 'field' as const, field: 'fields.fleeting', operator: 'is' as const, values: ['x'] }
    const broken = await saveSegment(db, { name: 'Broken', definition: { kind: 'all', conditions: [gone] } }, NOON)
    const { id } = await make({ segmentId: broken.id })
    await scheduleCampaign(db, id, null, NOON)
    await db.field.delete({ where: { key: 'fleeting' } })
    const { id: other } = await make()
    await scheduleCampaign(db, other, null, NOON)
    await startAll()
    expect(await db.campaign.findUnique({ where: { id } })).toMatchObject({
      status: 'draft',
      fault: expect.stringContaining('There is no field fields.fleeting any more'),
    })
    expect(await statusOf(other)).toBe('sending')
  })

  it('cannot be changed, removed or sent twice; a copy can', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await expect(changeCampaign(db, id, { subject: 'x' }, NOON)).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeCampaign(db, id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(scheduleCampaign(db, id, null, NOON)).rejects.toMatchObject({ code: 'conflict' })
    const copy = await copyCampaign(db, id, 'Again', NOON)
    await removeCampaign(db, copy.id)
    expect(await db.campaign.findUnique({ where: { id: copy.id } })).toBeNull()
  })

  it('has results whose parts add up, and the clicks of those who allow tracking', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await startAll()
    await db.message.updateMany({
      where: { campaignId: id, contactId: never.id },
      data: { status: 'blocked', reason: 'never_asked', finishedAt: NOON },
    })
    await db.message.updateMany({
      where: { campaignId: id, contactId: kari?.id ?? '' },
      data: { status: 'sent', finishedAt: NOON, decidedAt: NOON, consentSeq: 1, ruleVersion: 'strict-1' },
    })
    const results = await findResults(db, id, NOON)
    expect(results.parts).toEqual([
      { status: 'queued', reason: null, count: 5 },
      { status: 'blocked', reason: 'never_asked', count: 1 },
      { status: 'sent', reason: null, count: 1 },
    ])
    expect(results.total).toBe(7)
    expect(results.clicked).toBe(0)
    const { id: messageId } = await db.message.findFirstOrThrow({
      where: { campaignId: id, contactId: kari?.id ?? '' },
    })
    const properties = { messageId, campaignId: id, position: 0, host: 'vidjevik.example', path: '/' }
    const click = { contactId: kari?.id ?? '', type: 'mail.clicked', occurredAt: NOON, source: 'mail', properties }
    await recordEvents(db, [click, { ...click, occurredAt: new Date(+NOON - 1) }], NOON)
    expect(await findResults(db, id, NOON)).toMatchObject({
      clicked: 1,
      links: [{ address: 'https://vidjevik.example/', people: 1 }],
    })
    const people = (path: string) => marketer('GET', `/campaigns/${id}/${path}`)
    expect(await people('results/people?statuses=clicked')).toMatchObject({ body: { total: 1 } })
    expect(await people('people?part=later')).toMatchObject({ body: { total: 5 } })
    expect(await people('people?part=never')).toMatchObject({ body: { total: 1, items: [{ note: 'Never asked' }] } })
    expect(await people('people')).toMatchObject({ body: { total: 7 } })
    expect(await findReach(db, id, NOON)).toEqual({ gets: 1, later: 5, never: 1, no: 0 })
    const bounce = { outcome: 'hard', reason: 'no_mailbox', status: '5.1.1', replyCode: '550', at: NOON }
    await db.messageBounce.create({ data: { contactId: kari?.id ?? '', messageId, ...bounce } })
    expect(await findResults(db, id, NOON)).toMatchObject({
      returned: { hard: 1, soft: 0, message: 0 },
      parts: expect.arrayContaining([{ status: 'sent', reason: 'bounce_no_mailbox', count: 1 }]),
    })
    expect(await people('results/people?statuses=sent&reasons=bounce_no_mailbox')).toMatchObject({
      body: { total: 1, items: [{ note: 'Came back: there is no such mailbox', state: 'address' }] },
    })
    expect(await people('results/people?statuses=sent&reasons=none')).toMatchObject({ body: { total: 0 } })
  })
})

describe('why', () => {
  it('answers in one sentence and marks the check that decided', async () => {
    const { id } = await make()
    const why = await explainCampaign(db, id, withdrew.id, 'en', NOON)
    expect(why.answer).toBe(
      'Mads will not get it, because Mads withdrew Product news by e-mail on 24 November 2026 at 12:00.',
    )
    expect(why.checks.map((check) => check.result)).toEqual([
      'passed',
      'passed',
      'passed',
      'decided',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ])
    expect(why.said.map((fact) => fact.text)).toEqual(['Withdrew, on the preference page', 'Said yes, on a form'])
    expect((await explainCampaign(db, id, withdrew.id, 'nb', NOON)).answer).toBe(
      'Mads får den ikke, fordi Mads trakk tilbake Product news på e-post 24. november 2026 kl. 12.00.',
    )
  })

  it('tells a yes, an audience that does not hold them, and somebody who was never asked', async () => {
    const { id } = await make()
    expect((await explainCampaign(db, id, kari?.id ?? '', 'en', NOON)).answer).toContain('Kari will get it, because')
    const outside = await explainCampaign(db, id, elsewhere.id, 'en', NOON)
    expect(outside.answer).toBe('Kari will not get it. Kari is not in the audience “Norway”.')
    expect(outside.checks[0]).toMatchObject({ result: 'decided', title: 'Not in the audience' })
    expect((await explainCampaign(db, id, never.id, 'en', NOON)).answer).toContain('was never asked')
  })

  it('tells the decision that was taken, where the mail was decided already', async () => {
    const { id } = await make()
    await scheduleCampaign(db, id, null, NOON)
    await startAll()
    await db.message.updateMany({
      where: { campaignId: id, contactId: kari?.id ?? '' },
      data: { status: 'blocked', reason: 'paused', finishedAt: NOON, decidedAt: NOON, ruleVersion: 'strict-0' },
    })
    const why = await explainCampaign(db, id, kari?.id ?? '', 'en', NOON)
    expect(why.answer).toBe('Kari did not get it, because Kari has chosen a pause.')
    expect(why.rules).toContain('strict-0')
  })
})

describe('over HTTP', () => {
  it('a campaign is written, previewed, scheduled and seen', async () => {
    const draft = { name: 'Over HTTP', purposeId: purpose.id, segmentId, subject: 'Hei' }
    const made = await marketer('POST', '/campaigns', draft)
    expect(made.status).toBe(201)
    const { id } = made.body as { id: string }
    const { body } = await marketer('GET', `/campaigns/${id}`)
    const { mjml } = body as { mjml: string }
    const preview = await marketer('POST', '/campaigns/preview', {
      purposeId: purpose.id,
      subject: 'Hei {{ contact.first_name }}',
      preheader: '',
      mjml,
      contactId: kari?.id,
    })
    expect(preview).toMatchObject({ status: 200, body: { mayPublish: true, mail: { subject: 'Hei Kari' } } })
    expect(await marketer('GET', `/campaigns/${id}/reach`)).toMatchObject({
      body: { reach: { gets: 4, later: 0, never: 1, no: 2 } },
    })
    expect(await marketer('GET', `/campaigns/${id}/forecast`)).toMatchObject({ body: { audience: 7, gets: 4 } })
    const people = await marketer('GET', `/campaigns/${id}/forecast/people?reasons=withdrawn,never_asked`, undefined, {
      'accept-language': 'nb',
    })
    expect(people).toMatchObject({ body: { total: 2, items: [{ note: 'Aldri spurt' }, { note: 'Trakk tilbake' }] } })
    expect(await marketer('GET', `/campaigns/${id}/why/${withdrew.id}`)).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    })
    expect(await marketer('POST', `/campaigns/${id}/schedule`, {})).toMatchObject({ status: 200 })
    expect(await marketer('PATCH', `/campaigns/${id}`, { name: 'x' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Take the campaign back first') },
    })
    expect(await marketer('POST', `/campaigns/${id}/cancel`)).toMatchObject({ status: 200 })
    expect(await marketer('GET', '/campaigns')).toMatchObject({ status: 200 })
    expect(await marketer('GET', `/campaigns/${id}/results`)).toMatchObject({ status: 200, body: { total: 0 } })
    expect(await marketer('GET', `/campaigns/${id}/results/people?statuses=sent,clicked`)).toMatchObject({
      body: { total: 0 },
    })
  })

  it('a field that is defined but not known of a person is empty in the mail', async () => {
    await db.field.create({ data: { key: 'role', label: 'Role', type: 'text' } })
    const preview = await marketer('POST', '/campaigns/preview', {
      purposeId: purpose.id,
      subject: 'To {{ contact.fields.role }}.',
      preheader: '',
      mjml: '<mjml><mj-body></mj-body></mjml>',
      contactId: kari?.id,
    })
    expect(preview).toMatchObject({ body: { mayPublish: true, mail: { subject: 'To .' } } })
  })

  it('wrong input is told what to do', async () => {
    const unknown = '00000000-0000-7000-8000-000000000000'
    expect(await marketer('POST', '/campaigns', { name: 'x', purposeId: unknown })).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'purposeId', message: expect.stringContaining('There is no such purpose') }] },
    })
    expect(await marketer('POST', '/campaigns', { purposeId: purpose.id })).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'name', message: 'This is required.' }] },
    })
    expect(await marketer('GET', `/campaigns/${unknown}/forecast`)).toMatchObject({ status: 404 })
    expect(await marketer('GET', `/campaigns/${unknown}`)).toMatchObject({ status: 404 })
    const { id } = await make({ segmentId: null })
    expect(await marketer('POST', `/campaigns/${id}/schedule`, {})).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('no audience') },
    })
    expect(await (await server.as('seller'))('GET', '/campaigns')).toMatchObject({ status: 403 })
  })

  it('a segment is tried, kept, counted, and stays while a campaign uses it', async () => {
    const definition = { kind: 'all', conditions: [country('NO')] }
    const preview = await marketer('POST', '/segments/preview', { definition })
    expect(preview).toMatchObject({ status: 200, body: { total: 8, people: 7, conditions: [{ left: 7, before: 8 }] } })
    const made = await marketer('POST', '/segments', { name: 'Norge', definition })
    const { id } = made.body as { id: string }
    expect(await marketer('GET', `/segments/${id}`)).toMatchObject({
      body: { sentence: 'People whose country is Norway.' },
    })
    expect(await marketer('GET', `/segments/${id}/size`)).toMatchObject({ body: { people: 7 } })
    expect(await marketer('GET', `/segments/${id}/people?limit=2`)).toMatchObject({ body: { total: 7 } })
    expect(await marketer('POST', '/segments/reach', { definition })).toMatchObject({ status: 200 })
    expect(await marketer('GET', '/segments/vocabulary')).toMatchObject({ status: 200 })
    await make({ segmentId: id })
    expect(await marketer('DELETE', `/segments/${id}`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('A campaign has this segment') },
    })
    expect(await marketer('PUT', `/segments/${id}`, { name: 'x', definition: { kind: 'all' } })).toMatchObject({
      status: 400,
    })
    expect(await marketer('GET', '/segments')).toMatchObject({ status: 200 })
  })
})
