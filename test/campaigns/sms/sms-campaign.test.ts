import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { findCampaignMessages } from '../../../src/campaigns/evidence/find-messages.ts'
import {
  copyCampaign,
  createCampaign,
  explainCampaign,
  forecastCampaign,
  makeReady,
  scheduleCampaign,
  startCampaigns,
} from '../../../src/campaigns/index.ts'
import { findResults } from '../../../src/campaigns/results-campaign.ts'
import { forecastParts } from '../../../src/campaigns/sms/forecast-parts.ts'
import { giveConsent, linkKey } from '../../../src/consent/index.ts'
import { relayKey, saveSmsSender, startDeliveryWorker } from '../../../src/delivery/index.ts'
import { createGateway } from '../../../src/delivery/sms/manage-gateways.ts'
import { newId } from '../../../src/platform/id.ts'
import { takeSendCampaign } from '../../../src/workflows/steps/send-campaign.ts'
import { testDatabase } from '../../support/database.ts'
import { makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { openSmsGateway, signCall } from '../../support/sms-gateway.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { secretKey, publicUrl } = services.config
const site = await testServer(createApp(services), services)
const asMarketer = await site.as('marketer')
const reach = { isProduction: false, privateHosts: ['127.0.0.1'] }
const NUMBER = '+4759440000'

let [brandId, purposeId, segmentId] = ['', '', '']
let phones = 0
/** Two Norwegians and a Swede who have said yes, and one who was never asked. */
let people: string[] = []

beforeAll(async () => {
  brandId = (await makeBrand(db, { name: 'Vidjevik', country: 'NO' })).id
  purposeId = (
    await makePurpose(db, { brandId, name: 'Vidjevik news', channels: ['email', 'sms'], languages: ['nb', 'sv'] })
  ).id
  segmentId = (await db.segment.create({ data: { name: 'Everybody', definition: { kind: 'all', conditions: [] } } })).id
  const known = await Promise.all(
    [
      { firstName: 'Kari', language: 'nb' },
      { firstName: 'Alexandra-Konstanse', language: 'nb' },
      { firstName: 'Göran', language: 'sv' },
      { firstName: 'Nils', language: 'nb' },
    ].map((person) => makeContact(db, { ...person, phone: `+4790020${String(++phones).padStart(3, '0')}` })),
  )
  people = known.map(({ id }) => id)
  const said = {
    purposeId,
    channel: 'sms',
    method: 'form',
    actor: 'contact',
    language: 'nb',
    occurredAt: NOON,
  } as const
  await giveConsent(
    db,
    people.slice(0, 3).map((contactId) => ({ ...said, contactId, evidence: { page: 'https://vidjevik.example' } })),
    NOON,
  )
})

const preview = async (mjml: string, contactId: string | null = people[0] ?? null) => {
  const draft = { purposeId, channel: 'sms', subject: '', preheader: '', mjml, contactId }
  const { status, body } = await asMarketer('POST', '/campaigns/preview', draft)
  expect(status).toBe(200)
  return body as {
    mayPublish: boolean
    sms: { from: string; text: string; parts: number; encoding: string; left: number } | null
    checks: { name: string; note: string | null; problems: { message: string; isWarning: boolean }[] }[]
  }
}
const messagesOf = ({ checks }: Awaited<ReturnType<typeof preview>>) =>
  checks.flatMap(({ problems }) => problems.map(({ message }) => message))

describe('an SMS that is written', () => {
  test('may not go out without a sender and a gateway', async () => {
    const draft = await preview('Hei')
    expect([draft.mayPublish, messagesOf(draft)]).toEqual([
      false,
      [expect.stringContaining('no name or number for SMS'), expect.stringContaining('No gateway for SMS is set up')],
    ])
  })

  test('says who it is from and how to stop it, counts its parts, and names a field that does not exist', async () => {
    const gateway = { name: 'G', gateway: 'json', url: 'http://127.0.0.1:9', account: null, token: 't' } as const
    const rates = { weight: 1, perSecond: null, perDay: null }
    const { id } = await createGateway(db, { ...gateway, ...rates }, { secretKey, reach }, NOON)
    await saveSmsSender(db, brandId, { sender: NUMBER, takesAnswers: true })
    expect(await preview('Hei {{ contact.first_name }}, velkommen!')).toMatchObject({
      mayPublish: true,
      sms: { from: NUMBER, text: 'Vidjevik: Hei Kari, velkommen!\nStopp: svar STOPP', parts: 1, encoding: 'gsm7' },
    })
    expect((await preview('Se https://vidjevik.example')).sms?.text).toMatch(/^Vidjevik: Se /)
    expect((await preview('Hei fra Vidjevik')).sms?.text).toMatch(/^Hei fra Vidjevik/)
    await saveSmsSender(db, brandId, { sender: 'Vidjevik', takesAnswers: false })
    const named = await preview('Hei')
    expect(named.sms?.text).toMatch(/^Hei\nStopp: http:\/\/localhost:3000\/s\/x{27}$/)
    const own = await preview('Meld deg av på {{ unsubscribe_url }}')
    expect(own.sms?.text).not.toContain('Stopp:')
    expect(messagesOf(await preview('Hei {{ contact.firstname }}'))).toEqual([
      expect.stringContaining('{{ contact.firstname }}'),
    ])
    expect(messagesOf(await preview('{{ view_url }}'))).toEqual([expect.stringContaining('view_url')])
    const dash = await preview('Hei – og velkommen')
    expect([dash.mayPublish, messagesOf(dash)]).toEqual([true, [expect.stringContaining('–')]])
    expect((await preview('a'.repeat(2000))).mayPublish).toBe(false)
    await db.mailRelay.delete({ where: { id } })
  })
})

describe('an SMS campaign', () => {
  test('is forecast in parts, sent to those who said yes to SMS in their language, and its results tell who got it', async () => {
    const gateway = await openSmsGateway()
    const access = {
      name: 'Plain',
      gateway: 'json',
      url: gateway.url,
      account: null,
      token: 't',
      callSecret: 's',
    } as const
    const rates = { weight: 1, perSecond: null, perDay: null }
    const { id: gatewayId } = await createGateway(db, { ...access, ...rates }, { secretKey, reach }, NOON)
    await saveSmsSender(db, brandId, { sender: NUMBER, takesAnswers: true })
    const made = await asMarketer('POST', '/campaigns', {
      ...{ name: 'Open house', purposeId, segmentId, channel: 'sms', language: 'nb' },
      mjml: `Hei {{ contact.first_name }}! ${'x'.repeat(110)}`,
    })
    const { id } = made.body as { id: string }
    await asMarketer('POST', `/campaigns/${id}/translations`, { language: 'sv' })
    await asMarketer('PATCH', `/campaigns/${id}/translations/sv`, { mjml: 'Hej {{ contact.first_name }}!' })
    expect(await forecastCampaign(db, id, NOON)).toMatchObject({ audience: 4, gets: 3 })
    // The longer name takes a part more.
    expect(await forecastParts(db, id, publicUrl, NOON)).toEqual({ gets: 3, counted: 3, parts: 4, least: 1, most: 2 })
    expect((await asMarketer('GET', `/campaigns/${id}/forecast/parts`)).status).toBe(200)
    expect(
      (await asMarketer('POST', `/campaigns/${id}/test`, { userIds: [], language: null, contactId: null })).status,
    ).not.toBe(204)
    await scheduleCampaign(db, id, null, NOON)
    while (await startCampaigns(db, NOON));
    const worker = startDeliveryWorker(db, {
      ...{ passwordKey: relayKey(secretKey), gateways: { reach, publicUrl }, publicUrl, linkKey: linkKey(secretKey) },
      now: () => new Date(),
      onError: (error) => {
        throw error
      },
    })
    const left = () => db.message.count({ where: { campaignId: id, status: { in: ['queued', 'started'] } } })
    await expect.poll(left, { timeout: 8000, interval: 10 }).toBe(0)
    await worker.stop()
    const texts = gateway.taken.map(({ text }) => text)
    expect(texts.filter((text) => text.endsWith('\nStopp: svar STOPP'))).toHaveLength(2)
    expect(texts).toContain('Vidjevik: Hej Göran!\nStoppa: svara STOPP')
    await gateway.close()
    const told = { id: 'd1', type: 'delivered', reference: gateway.taken[0]?.reference }
    const { status } = await fetch(`${site.url}/gateway/${gatewayId}`, {
      method: 'POST',
      ...signCall('s', told, new Date()),
    })
    expect(status).toBe(204)
    expect(await findResults(db, id, NOON)).toMatchObject({
      total: 4,
      arrived: 1,
      tracked: 0,
      parts: [
        { status: 'sent', count: 3 },
        { status: 'blocked', reason: 'never_asked', count: 1 },
      ],
    })
    // What a regulator reads names the number, as a salted hash.
    const evidence = await Array.fromAsync(findCampaignMessages(db, id))
    expect(evidence.map(({ address }) => address).every((address) => address?.startsWith('+4790020'))).toBe(true)
    const why = await explainCampaign(db, id, people[3] ?? '', 'en', NOON)
    expect(why.answer).toBe('Nils did not get it, because Nils was never asked about Vidjevik news by SMS.')
    const copy = await copyCampaign(db, id, 'Again', NOON)
    expect(await db.campaign.findUnique({ where: { id: copy.id } })).toMatchObject({ channel: 'sms', subject: '' })
  })

  test('that is ready is put in line for whoever a workflow or a program names, as an SMS', async () => {
    const [contactId = ''] = people
    await createGateway(
      db,
      {
        ...{ name: 'Off', gateway: 'json', url: 'http://127.0.0.1:9', account: null },
        token: 't',
        weight: 1,
        perSecond: 1,
        perDay: null,
      },
      { secretKey, reach },
      NOON,
    )
    const { id } = await createCampaign(
      db,
      { name: 'Ready', purposeId, channel: 'sms', mjml: 'Hei fra Vidjevik' },
      NOON,
    )
    await makeReady(db, id, NOON)
    const asked = { contactId, key: 'order 4711, reminder' }
    expect(await asMarketer('POST', `/campaigns/${id}/trigger`, asked)).toMatchObject({ body: { queued: 1 } })
    const message = await db.message.findFirstOrThrow({ where: { campaignId: id } })
    expect(message).toMatchObject({ contactId, channel: 'sms', status: 'queued' })
    expect(await db.messageBatch.findUnique({ where: { id: message.batchId } })).toMatchObject({ channel: 'sms' })
    const step = { kind: 'send_campaign', campaignId: id, next: null } as const
    const person = { contactId, enrolmentId: newId(), eventId: newId() }
    const context = { now: NOON, workflowId: newId(), workflowName: 'Orders', stepKey: 'sms' }
    await db.$transaction((tx) => takeSendCampaign({ ...context, tx }, step, [person]))
    const messages = await db.message.findMany({ where: { campaignId: id } })
    expect(messages.map(({ channel, status }) => [channel, status])).toEqual(Array(2).fill(['sms', 'queued']))
  })

  test('cannot be scheduled while something is wrong, and is no mail afterwards', async () => {
    const { id } = await createCampaign(db, { name: 'Empty', purposeId, segmentId, channel: 'sms' }, NOON)
    await expect(scheduleCampaign(db, id, null, NOON)).rejects.toThrow()
    expect((await asMarketer('PATCH', `/campaigns/${id}`, { channel: 'email' })).status).toBe(400)
    const mail = await createCampaign(db, { name: 'A mail', purposeId, segmentId }, NOON)
    await expect(forecastParts(db, mail.id, publicUrl, NOON)).rejects.toThrow('This campaign is no SMS')
  })
})
