import { describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { codeOf, findInClear, linkKey, openRequest } from '../../../src/consent/index.ts'
import { testDatabase } from '../../support/database.ts'
import { deliverAll } from '../../support/deliver-all.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), services)
const ask = await server.as('privacy_officer')
const news = await makePurpose(db, { name: 'Product news' })

type Detail = {
  id: string
  status: string
  dueAt: string
  extendedAt: string | null
  refusalGround: string | null
  person: { isReachable: boolean; addresses: { value: string }[] }
  steps: { type: string; actor: string; by: string | null; detail: Record<string, string> }[]
}
const open = async (contactId: string, kind: string, over: object = {}) => {
  const { body } = await ask('POST', '/privacy/requests', { contactId, kind, cameBy: 'email', ...over })
  return body as { id: string; isNew: boolean }
}
const press = async (id: string, act: string, body?: object) => {
  const answer = await ask('POST', `/privacy/requests/${id}/${act}`, body)
  return { status: answer.status, body: answer.body as Detail & { detail: string } }
}
const mailsTo = (contactId: string) =>
  db.$queryRaw<{ kind: string; subject: string; text: string }[]>`
    select content.kind, content.subject, content.text from message join message_content content
    on content.id = content_id where contact_id = ${contactId}::uuid order by message.id`

describe('a request under somebody’s rights', () => {
  test('is due in a month from the day it came, however short that month is (L4)', async () => {
    const contact = await makeContact(db)
    const dueOf = async (receivedAt: string, kind: string) => {
      const { id } = await open(contact.id, kind, { receivedAt })
      return ((await ask('GET', `/privacy/requests/${id}`)).body as Detail).dueAt
    }
    expect(await dueOf('2026-10-31T10:00:00.000Z', 'access')).toBe('2026-11-30T10:00:00.000Z')
    expect(await dueOf('2026-11-20T10:00:00.000Z', 'portability')).toBe('2026-12-20T10:00:00.000Z')
    expect(
      (
        await ask('POST', '/privacy/requests', {
          contactId: contact.id,
          kind: 'objection',
          cameBy: 'post',
          receivedAt: new Date(+NOON + DAY_MS).toISOString(),
        })
      ).status,
    ).toBe(400)
  })

  test('is heard once while it waits, and a merged person asks as the one they became', async () => {
    const [kept, other] = [await makeContact(db), await makeContact(db)]
    await db.contact.update({ where: { id: other.id }, data: { mergedIntoId: kept.id } })
    const first = await open(kept.id, 'access')
    expect(first.isNew).toBe(true)
    const said = { kind: 'access', cameBy: 'page', receivedAt: NOON, identityBy: 'code' } as const
    expect(await openRequest(db, { contactId: other.id, ...said }, { actor: 'contact' }, NOON)).toEqual({
      id: first.id,
      isNew: false,
    })
  })

  test('waits until it is known who asks: by the digits that went to the address, or by what staff have seen', async () => {
    const contact = await makeContact(db)
    const { id } = await open(contact.id, 'access')
    expect((await press(id, 'code')).body.status).toBe('identity')
    const [mail] = await mailsTo(contact.id)
    expect([mail?.kind, mail?.text]).toEqual([
      'code',
      expect.stringContaining('svarer du på denne e-posten med disse seks'),
    ])
    const { codeId } = await db.privacyRequest.findFirstOrThrow({ where: { id } })
    const code = codeOf(linkKey(services.config.secretKey), { contactId: contact.id, messageId: codeId ?? '' })
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    expect((await press(id, 'identity', { by: 'code', code: wrong })).status).toBe(400)
    const { body } = await press(id, 'identity', { by: 'code', code })
    expect(body.status).toBe('open')
    expect(body.steps.map((step) => [step.type, step.actor, step.by])).toEqual([
      ['received', 'staff', 'test privacy_officer'],
      ['code_sent', 'staff', 'test privacy_officer'],
      ['identity_shown', 'staff', 'test privacy_officer'],
    ])
    expect((await press(id, 'identity', { by: 'shown' })).status).toBe(409)
    await expect(db.$executeRaw`update privacy_request_step set type = 'told'`).rejects.toThrow('never changed')
  })

  test('may take two months more once, with a ground that the person is told (L4)', async () => {
    const contact = await makeContact(db, { language: 'nb' })
    await grant(db, contact.id, news.id)
    const { id } = await open(contact.id, 'access')
    const why = { ground: 'complex', words: 'Eleven years of orders' }
    const { body } = await press(id, 'extend', why)
    expect(body.dueAt).toBe('2027-02-24T11:00:00.000Z')
    expect(body.steps.at(-1)).toMatchObject({ type: 'told', detail: { about: 'extended', by: 'mail' } })
    const [mail] = await mailsTo(contact.id)
    expect(mail?.kind).toBe('request')
    expect(mail?.text).toContain('24. november 2026 ba du oss om en kopi av det vi vet om deg.')
    expect(mail?.text).toContain('svarer senest 24. februar 2027. Grunnen er at det du ber om, er sammensatt.')
    expect(mail?.text).toContain('Datatilsynet')
    expect(mail?.text).not.toContain('Eleven years')
    // It rests on no entry of the ledger, and goes out nevertheless.
    const place = { secretKey: services.config.secretKey, publicUrl: server.url, now: () => now }
    expect((await deliverAll(db, place)).some(({ raw }) => raw.includes('Datatilsynet'))).toBe(true)
    expect((await press(id, 'extend', why)).status).toBe(409)
    const late = await open(contact.id, 'erasure', { receivedAt: '2026-10-20T10:00:00.000Z' })
    expect((await press(late.id, 'extend', why)).body.detail).toContain('The month is over')
  })

  test('is refused with a ground and where to complain, told another way where no mail reaches them', async () => {
    const contact = await makeContact(db, { email: null, phone: '+4790022111' })
    const { id } = await open(contact.id, 'erasure')
    const why = { ground: 'identity', words: 'No papers, no address that we know' }
    expect((await press(id, 'refuse', why)).body.detail).toContain('No mail can reach this person')
    expect((await ask('GET', `/privacy/requests/${id}`)).body).toMatchObject({ status: 'identity' })
    const { body } = await press(id, 'refuse', { ...why, told: 'letter' })
    expect(body).toMatchObject({ status: 'refused', refusalGround: 'identity' })
    expect(body.steps.map((step) => step.type)).toEqual(['received', 'refused', 'told'])
    expect(await findInClear(db, ['No papers'])).toEqual([{ table: 'privacy_request', rows: 1 }])
  })

  test('stands in a list by its deadline, and is the privacy officer’s alone', async () => {
    const { items, open, closed } = (await ask('GET', '/privacy/requests')).body as {
      items: { dueAt: string; name: string }[]
      open: number
      closed: number
    }
    const due = items.map((item) => item.dueAt)
    expect(due).toEqual(due.toSorted())
    expect([items.length, closed]).toEqual([open, 1])
    const marketer = await server.as('marketer')
    expect((await marketer('GET', '/privacy/requests')).status).toBe(403)
  })
})
