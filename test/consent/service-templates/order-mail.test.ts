import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { eraseContact, placeHold, recordConsent, suppressionKey } from '../../../src/consent/index.ts'
import { forgetOrders } from '../../../src/consent/service-templates/order-mail.ts'
import { allowTemplate, writeTemplate } from '../../../src/consent/service-templates/save-template.ts'
import { findMessagesOf } from '../../../src/delivery/index.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { DAY_MS, grant, makeContact, makePurpose, makeUser, withdraw } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)
const [writer, reader] = [await server.as('marketer'), await server.as('marketer')]
const purpose = await makePurpose(db)
const brand = await db.brand.findUniqueOrThrow({ where: { id: purpose.brandId } })
const host = brand.senderEmail.split('@')[1]
const words = {
  subject: 'Your order {{ data.number }}',
  body: 'We have your order {{ data.number }}.\n\nSee [your order](data.url).',
}
const data = { number: '4711', url: `https://shop.${host}/orders/4711` }
const newKey = () => ({ 'idempotency-key': randomUUID() })

const deliver = () => deliverAll(db, { secretKey: services.config.secretKey, publicUrl: server.url })

/** A template that another person has allowed; its key. */
async function makeAllowed(key: string): Promise<{ id: string; key: string }> {
  const [one, two] = [await makeUser(db), await makeUser(db)]
  const { id } = await writeTemplate(db, { key, language: 'nb', brandId: brand.id, ...words }, one.id, new Date())
  const { writtenAt } = await db.serviceTemplate.findUniqueOrThrow({ where: { id } })
  await allowTemplate(db, id, writtenAt, two.id, new Date())
  return { id, key }
}
/** What covers the person and not one purpose. */
const say = (contactId: string, type: 'objected' | 'restricted') =>
  recordConsent(
    db,
    [
      {
        ...{ contactId, type, purposeId: null, channel: null, textId: null, evidence: {} },
        ...{ method: 'staff', actor: 'contact', occurredAt: new Date() },
      },
    ],
    new Date(),
  )
const order = (template: string, contactId: string, more: object = {}, headers = newKey()) =>
  writer('POST', '/service-mails', { template, contactId, data, ...more }, headers)

test('nothing of a template is sent before somebody who did not write it has allowed its very words (D4)', async () => {
  const person = await makeContact(db)
  const body = { key: 'receipt', language: 'nb', brandId: brand.id, ...words }
  const made = await writer('POST', '/service-templates', body)
  const { id } = made.body as { id: string }
  const line = async () => {
    const { body: list } = await writer('GET', '/service-templates')
    return (list as { items: { id: string; status: string; writtenAt: string; version: number | null }[] }).items.find(
      (one) => one.id === id,
    )
  }
  expect((await order('receipt', person.id)).status).toBe(404)
  const read = { writtenAt: (await line())?.writtenAt }
  expect((await writer('POST', `/service-templates/${id}/allow`, read)).status).toBe(403)
  expect((await reader('POST', `/service-templates/${id}/allow`, read)).body).toEqual({ version: 1 })
  expect((await order('receipt', person.id)).status).toBe(202)
  await writer('PATCH', `/service-templates/${id}`, { subject: 'Another {{ data.number }}' })
  expect(await line()).toMatchObject({ status: 'changed', version: 1 })
  // Whoever read the former words cannot allow these.
  expect((await reader('POST', `/service-templates/${id}/allow`, read)).status).toBe(409)
  const newest = await db.serviceTemplateVersion.findFirstOrThrow({ where: { templateId: id } })
  const self = { ...newest, version: 2, allowedBy: newest.writtenBy }
  await expect(db.serviceTemplateVersion.create({ data: self })).rejects.toThrow('second_person')
  await expect(
    db.serviceTemplateVersion.updateMany({ where: { templateId: id }, data: { subject: 'Sale' } }),
  ).rejects.toThrow()
})

test('it reaches whoever has refused all marketing, with its values, in the plain shape of service mail (D5)', async () => {
  const { key } = await makeAllowed('booking')
  const person = await makeContact(db)
  await grant(db, person.id, purpose.id)
  await withdraw(db, person.id, purpose.id)
  await say(person.id, 'objected')
  const restricted = await makeContact(db)
  await say(restricted.id, 'restricted')
  const stopped = await makeContact(db)
  await placeHold(db, { contactId: stopped.id, kind: 'bounce', channel: 'email', reason: 'test' }, new Date())
  for (const one of [person, restricted, stopped]) expect((await order(key, one.id)).status).toBe(202)
  const received = await deliver()
  const mail = await received.at(-1)?.parsed()
  expect(mail?.subject).toBe('Your order 4711')
  expect(mail?.text).toContain('We have your order 4711.')
  expect(mail?.html).toContain(`href="${data.url}"`)
  const outcome = async (contactId: string) =>
    (await db.message.findFirstOrThrow({ where: { contactId }, select: { status: true, reason: true } })) as object
  expect(await outcome(person.id)).toMatchObject({ status: 'sent' })
  expect(await findMessagesOf(db, person.id)).toMatchObject([{ status: 'sent', ordered: data }])
  expect(await outcome(restricted.id)).toEqual({ status: 'blocked', reason: 'restricted' })
  expect(await outcome(stopped.id)).toEqual({ status: 'blocked', reason: 'address_stopped' })
})

test('an order that is repeated sends once, and its key cannot be used for another', async () => {
  const { key } = await makeAllowed('delivery')
  const person = await makeContact(db)
  const headers = newKey()
  const [first, again] = await Promise.all([order(key, person.id, {}, headers), order(key, person.id, {}, headers)])
  expect(again).toMatchObject({ status: 202, body: first.body })
  expect(await db.message.count({ where: { contactId: person.id } })).toBe(1)
  expect((await order(key, person.id, { data: { ...data, number: '12' } }, headers)).status).toBe(409)
  expect((await writer('POST', '/service-mails', { template: key, contactId: person.id, data })).status).toBe(400)
})

test('every value is there, is a text without addresses, and every link leads to the site of the sender', async () => {
  const { key } = await makeAllowed('invoice')
  const person = await makeContact(db)
  const faultsOf = async (values: object) => {
    const { status, body } = await order(key, person.id, { data: values })
    return [status, (body as { faults?: { path: string }[] }).faults?.map(({ path }) => path)]
  }
  expect(await faultsOf({ url: data.url })).toEqual([400, ['data.number']])
  expect(await faultsOf({ ...data, more: 'x' })).toEqual([400, ['data.more']])
  expect(await faultsOf({ ...data, number: 'see www.shop.example' })).toEqual([400, ['data.number']])
  for (const url of ['https://shop.example/', `http://${host}/`, `https://${host}.shop.example/`, `https://x@${host}/`])
    expect(await faultsOf({ ...data, url })).toEqual([400, ['data.url']])
  expect((await order(key, person.id, { email: 'two@names.example' })).status).toBe(400)
  expect((await order(key, randomUUID())).status).toBe(404)
})

test('taking a template back stops what is in line, an erasure and time empty what was ordered', async () => {
  const { id, key } = await makeAllowed('reminder')
  const [person, other] = [await makeContact(db), await makeContact(db)]
  await order(key, person.id)
  await order(key, other.id)
  expect((await writer('POST', `/service-templates/${id}/withdraw`)).status).toBe(204)
  await deliver()
  expect(await db.message.findFirst({ where: { contactId: person.id } })).toMatchObject({
    ...{ status: 'blocked', reason: 'request_closed' },
  })
  const dataOf = async (contactId: string) => (await db.serviceOrder.findFirstOrThrow({ where: { contactId } })).data
  const erasure = { contactId: person.id, method: 'staff', actor: 'staff', occurredAt: new Date() } as const
  await eraseContact(db, [suppressionKey(services.config.secretKey)], erasure, new Date())
  expect(await dataOf(person.id)).toEqual({})
  expect(await dataOf(other.id)).toEqual(data)
  await forgetOrders(db, new Date(Date.now() + 31 * DAY_MS))
  expect(await dataOf(other.id)).toEqual({})
})
