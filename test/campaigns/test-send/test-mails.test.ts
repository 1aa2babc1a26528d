import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createCampaign } from '../../../src/campaigns/index.ts'
import { linkKey } from '../../../src/consent/index.ts'
import { relayOptions, startDeliveryWorker } from '../../../src/delivery/index.ts'
import { sendTestMails } from '../../../src/delivery/test-mail/send-test-mails.ts'
import { testDatabase } from '../../support/database.ts'
import { makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { openSmtpSink } from '../../support/smtp-sink.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), { db })
const marketer = await server.as('marketer')
const purpose = await makePurpose(db, { languages: ['nb', 'sv'] })
const user = await db.appUser.create({
  data: { name: 'Mona Lie', email: 'mona@vidjevik.example', role: 'marketer' },
})
const contact = await makeContact(db, { firstName: 'Kari', lastName: 'Nesheim' })
const mail = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`

async function sendAll() {
  const sink = await openSmtpSink({})
  const worker = startDeliveryWorker(db, {
    ...{ relay: relayOptions(sink.url), connections: 1, publicUrl: 'https://assent.example', now: () => NOON },
    linkKey: linkKey(services.config.secretKey),
    onError: (error) => {
      throw error
    },
  })
  while ((await db.testMail.count({ where: { status: { in: ['queued', 'started'] } } })) > 0) await sleep(10)
  await worker.stop()
  await sink.close()
  return Promise.all(sink.received.map((one) => one.parsed()))
}

test('a draft goes to colleagues as it stands, labelled, as anybody would see it, and to nobody who is no user', async () => {
  const { id } = await createCampaign(
    db,
    { name: 'Guide', purposeId: purpose.id, subject: 'Nytt', mjml: mail('Hei {{ contact.first_name }}') },
    NOON,
  )
  await marketer('POST', `/campaigns/${id}/translations`, { language: 'sv' })
  await marketer('PATCH', `/campaigns/${id}/translations/sv`, {
    subject: 'Nyhet',
    mjml: mail('Hej {{ contact.last_name }}'),
  })
  const ask = (body: object) => marketer('POST', `/campaigns/${id}/test-mails`, { userIds: [user.id], ...body })
  expect((await ask({})).status).toBe(204)
  expect((await ask({ contactId: contact.id, language: 'sv' })).status).toBe(204)
  expect((await ask({ userIds: [contact.id] })).status).toBe(400)
  expect((await ask({ language: 'fi' })).status).toBe(400)
  const mails = await sendAll()
  for (const { to } of mails)
    expect([to].flat()[0]?.value).toEqual([{ name: 'Mona Lie', address: 'mona@vidjevik.example' }])
  expect(mails.map(({ subject }) => subject).sort()).toEqual(['[Test] Nyhet', '[Test] Nytt'])
  const texts = mails.map(({ text }) => text ?? '').join('\n')
  expect(texts).toContain('Hei Mona')
  expect(texts).toContain('Hej Nesheim')
  // Its links stop nothing, and nothing of it counts as a message.
  expect(texts).toContain('https://assent.example/u/test')
  expect((await fetch(`${server.url}/u/test`, { method: 'POST' })).status).toBeGreaterThanOrEqual(400)
  expect(await db.message.count()).toBe(0)
  expect(await db.testMail.findMany({ select: { content: true } })).toEqual(Array(2).fill({ content: null }))
  const { body } = await marketer('GET', `/campaigns/${id}/test-mails`)
  expect(body).toMatchObject({
    people: expect.arrayContaining([{ id: user.id, name: 'Mona Lie' }]),
    items: [{ name: 'Mona Lie', status: 'sent' }, { status: 'sent' }],
  })
})

test('what stops a test mail is told; the switch that stops all sending stops it too', async () => {
  const { id } = await createCampaign(
    db,
    { name: 'Wrong', purposeId: purpose.id, subject: 'x', mjml: mail('{{ contact.shoe }}') },
    NOON,
  )
  await marketer('POST', `/campaigns/${id}/test-mails`, { userIds: [user.id] })
  expect((await marketer('POST', '/sending/stop', { reason: 'fire' })).status).toBeLessThan(300)
  const connection = { send: () => Promise.reject(new Error('not now')), close: () => {} }
  expect(await sendTestMails(db, { connection, publicUrl: 'https://assent.example', now: () => NOON })).toBe(0)
  await db.sendingStop.updateMany({ data: { resumedAt: NOON, resumedBy: user.id, resumedByName: 'Mona' } })
  expect(await sendAll()).toEqual([])
  expect((await marketer('GET', `/campaigns/${id}/test-mails`)).body).toMatchObject({
    items: [{ status: 'failed', fault: expect.stringContaining('shoe') }],
  })
  expect((await marketer('POST', `/campaigns/${id}/test-mails`, { userIds: Array(61).fill(user.id) })).status).toBe(400)
})
