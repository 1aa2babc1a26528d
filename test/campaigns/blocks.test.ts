import { expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { testDatabase } from '../support/database.ts'
import { NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const server = await testServer(createApp(testServices(database, { now: () => NOON })), database)
const marketer = await server.as('marketer')

const quote = { name: 'Quote', level: 'part', mjml: '<mj-text>“It paid for itself.”</mj-text>' }

it('keeps a part of a mail under a name, changes it and forgets it', async () => {
  const { status, body } = await marketer('POST', '/blocks', quote)
  expect(status).toBe(201)
  const { id } = body as { id: string }
  expect((await marketer('GET', '/blocks')).body).toEqual({
    items: [{ ...quote, id, updatedAt: NOON.toISOString() }],
    total: 1,
  })
  expect((await marketer('PATCH', `/blocks/${id}`, { name: 'What they say' })).status).toBe(204)
  expect((await marketer('GET', '/blocks')).body).toMatchObject({
    items: [{ name: 'What they say', mjml: quote.mjml }],
  })
  expect((await marketer('DELETE', `/blocks/${id}`)).status).toBe(204)
  expect((await marketer('DELETE', `/blocks/${id}`)).status).toBe(404)
  expect((await marketer('GET', '/blocks')).body).toMatchObject({ total: 0 })
})

it('refuses a name that is taken, in any letters', async () => {
  await marketer('POST', '/blocks', { ...quote, name: 'Signature' })
  const again = await marketer('POST', '/blocks', { ...quote, name: 'signature ' })
  expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Choose another name') } })
})

it('refuses a block with mistakes and names their lines, since it would carry them into other mails', async () => {
  const broken = await marketer('POST', '/blocks', {
    ...quote,
    name: 'Broken',
    mjml: '<mj-text>One</mj-text>\n<mj-txt />',
  })
  expect(broken).toMatchObject({
    status: 400,
    body: { faults: [{ path: 'mjml', message: expect.stringMatching(/^Line 2: .*mj-txt/) }] },
  })
  const misplaced = await marketer('POST', '/blocks', { ...quote, name: 'Misplaced', level: 'row' })
  expect(misplaced.status).toBe(400)
})

it('lets only those who write campaigns keep blocks', async () => {
  const officer = await server.as('privacy_officer')
  const seller = await server.as('seller')
  expect((await officer('GET', '/blocks')).status).toBe(200)
  expect((await officer('POST', '/blocks', quote)).status).toBe(403)
  expect((await seller('GET', '/blocks')).status).toBe(403)
})
