import { expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { testDatabase } from '../../support/database.ts'
import { makeBrand } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const services = testServices(database)
const server = await testServer(createApp(services), services)
const path = `/brands/${(await makeBrand(database.db)).id}/processing`
const SAID = {
  phone: '+47 55 50 01 99',
  storedIn: ['NO'],
  retention: 'Until 12 months after the last yes',
  recipients: [],
  retentionMonths: 12,
  safeguard: null,
}

it('what a sender says of how data is handled is unsaid until the privacy officer says it, all at once', async () => {
  const officer = await server.as('privacy_officer')
  expect((await officer('GET', path)).body).toEqual({ processing: null })
  const half = await officer('PUT', path, { phone: SAID.phone, storedIn: [], recipients: [] })
  expect(half.status).toBe(400)
  expect((half.body as { faults: { path: string }[] }).faults.map((fault) => fault.path)).toEqual(
    expect.arrayContaining(['storedIn', 'retention']),
  )
  const { retentionMonths: _months, safeguard: _safeguard, ...plain } = SAID
  expect((await officer('PUT', path, plain)).body).toEqual({ ...plain, retentionMonths: null, safeguard: null })
  expect((await officer('PUT', path, { ...SAID, recipients: ['Rimdal Regnskap'] })).status).toBe(200)
  expect((await officer('GET', path)).body).toEqual({ processing: { ...SAID, recipients: ['Rimdal Regnskap'] } })
})

it('a marketer reads it and does not change it', async () => {
  const marketer = await server.as('marketer')
  expect((await marketer('GET', path)).status).toBe(200)
  expect((await marketer('PUT', path, SAID)).status).toBe(403)
})
