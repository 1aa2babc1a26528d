import { expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { testDatabase } from '../support/database.ts'
import { makeBrand, makePurpose, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { as } = await testServer(createApp(services), services)
const officer = await as('privacy_officer')

const brand = await makeBrand(db, { name: 'Vidjevik', postalAddress: 'Kaigata 8, 7010 Trondheim' })
const said = {
  ...{ phone: '+47 73 00 00 00', storedIn: ['NO', 'GB', 'US'], retention: 'until 12 months after the last yes' },
  ...{ recipients: ['Driftshuset AS'], safeguard: 'the standard contractual clauses of the EU', retentionMonths: 12 },
}
await db.brandProcessing.create({ data: { brandId: brand.id, ...said } })
const news = await makePurpose(db, { brandId: brand.id, name: 'News', validityMonths: 24, channels: ['email', 'sms'] })
const old = await makePurpose(db, {
  brandId: brand.id,
  name: '=HYPERLINK("x")',
  kind: 'sales',
  retiredAt: NOON,
  languages: [],
})
const silent = await makeBrand(db, { name: 'Silent', privacyEmail: 'privacy@silent.example' })

test('the record of processing follows from senders and purposes, and names what a sender has not said (L13)', async () => {
  const { body } = await officer('GET', '/processing-record')
  const place = { countries: ['NO', 'GB', 'US'], transfers: [expect.stringContaining('GB: '), `US: ${said.safeguard}`] }
  expect(body).toMatchObject({
    language: 'en',
    measures: expect.arrayContaining([expect.stringContaining('keyed hashes')]),
    senders: [
      {
        controller: { name: 'Vidjevik', postalAddress: 'Kaigata 8, 7010 Trondheim', phone: said.phone, country: 'NO' },
        missing: [],
        activities: [
          {
            ...{ key: news.id, basis: 'Consent, GDPR art. 6(1)(a)', channels: ['email', 'sms'], until: null, ...place },
            recipients: ['Driftshuset AS'],
            retention: ['Kept until 12 months after the last yes has ended.', 'A yes lasts 24 months.'],
          },
          { key: old.id, recipients: ['Driftshuset AS', 'Own sellers'], until: NOON.toISOString() },
          { key: 'proof', retention: [expect.stringContaining('36 months')], ...place },
          { key: 'suppression' },
          { key: 'requests' },
        ],
      },
      {
        controller: { name: 'Silent', phone: null },
        missing: ['phone', 'countries', 'recipients', 'retention'],
        activities: [{ key: 'proof', countries: [], transfers: [] }, { key: 'suppression' }, { key: 'requests' }],
      },
    ],
  })
  // What is set or made is in the next record.
  await db.purpose.update({ where: { id: news.id }, data: { retiredAt: NOON } })
  await officer('PUT', '/proof-retention', { months: 48, reason: 'Decided with counsel in November' })
  const webhook = { name: 'CRM', url: 'https://crm.example/', secret: Buffer.alloc(32), createdAt: NOON }
  await db.webhook.create({ data: webhook })
  const later = JSON.stringify((await officer('GET', '/processing-record')).body)
  expect(later).toContain('48 months after')
  expect(later).toContain('CRM (changes of consent, by webhook)')
  expect(later.match(/"until":"2026-11-24/g)).toHaveLength(2)
})

test('it is exported in Norwegian and English, and no cell acts as a formula (L13)', async () => {
  const { status, body, headers } = await officer('GET', '/processing-record.csv?language=nb')
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/csv')])
  const lines = String(body).replace('\ufeff', '').trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 5 + 3)
  expect(lines[0]).toContain('"Behandlingsansvarlig","Kontakt","Aktivitet","Formål"')
  expect(lines.find((line) => line.includes('(nb)'))).toMatch(/Samtykke, GDPR art\. 6 nr\. 1 a.+"e-post; SMS"/)
  expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'=HYPERLINK(""x"")"`)
  expect(lines.filter((line) => line.startsWith(`"${silent.name}`))).toHaveLength(3)
  expect((await officer('GET', '/processing-record?language=de')).status).toBe(400)
  for (const role of ['marketer', 'seller'] as const)
    expect((await (await as(role))('GET', '/processing-record')).status).toBe(403)
})
