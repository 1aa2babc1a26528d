import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createCampaign, makeReady } from '../../../src/campaigns/index.ts'
import { linkKey } from '../../../src/consent/index.ts'
import { ensureCanary } from '../../../src/contacts/index.ts'
import { composeForCanary } from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { makeBrand, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), { db })
const marketer = await server.as('marketer')
const brand = await makeBrand(db, { colour: '#0B3B30' })
const purpose = await makePurpose(db, { brandId: brand.id, languages: ['nb'] })
const logo = await db.mailImage.create({
  data: {
    ...{ hash: new Uint8Array(32).fill(7), type: 'png', width: 2, height: 3, name: 'logo', createdAt: NOON },
    ...{ data: new Uint8Array([1]), size: 1 },
  },
})
const LOOK = {
  ...{ logoId: logo.id, logoWidth: 120, textColour: '#101010', backgroundColour: '#FAFAFA', font: 'georgia' },
  ...{ buttonRadius: 20, website: 'https://vidjevik.example/' },
  social: [{ name: 'LinkedIn', url: 'https://linkedin.example/vidjevik' }],
}

test('a look that is chosen is in new templates, and its variables in mails, frozen with what was published', async () => {
  expect((await marketer('GET', `/brands/${brand.id}/look`)).body).toMatchObject({ logoId: null, font: 'helvetica' })
  expect((await marketer('PUT', `/brands/${brand.id}/look`, LOOK)).body).toEqual(LOOK)
  const { id } = await createCampaign(db, { name: 'Look', purposeId: purpose.id, subject: 'Nytt' }, NOON)
  const { mjml } = await db.campaign.findUniqueOrThrow({ where: { id } })
  for (const said of ['Georgia', '#101010', '#FAFAFA', 'border-radius="20px"', '{{ brand.logo_url }}', 'width="120px"'])
    expect(mjml).toContain(said)
  await makeReady(db, id, NOON)
  await marketer('PUT', `/brands/${brand.id}/look`, { ...LOOK, logoId: null, social: [] })
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  await ensureCanary(db, NOON)
  const settings = { publicUrl: 'https://assent.example', linkKey: linkKey(services.config.secretKey) }
  const bytes = await composeForCanary(db, { contentId, messageId: newId(NOON) }, settings, NOON)
  const html = bytes.toString('latin1').replace(/=\r\n/g, '').replaceAll('=3D', '=')
  expect(html).toContain(`src="https://assent.example/i/${Buffer.from(logo.hash).toString('base64url')}.png"`)
  expect(html).toContain('href="https://linkedin.example/vidjevik"')
})

test('MJML that says nothing of its own gets the look, and what it says itself is stronger', async () => {
  await marketer('PUT', `/brands/${brand.id}/look`, LOOK)
  const body = (head: string) =>
    `<mjml>${head}<mj-body><mj-section><mj-column><mj-text>Hei</mj-text><mj-button href="https://a.example">x</mj-button></mj-column></mj-section></mj-body></mjml>`
  const htmlOf = async (mjml: string) => {
    const { id } = await createCampaign(db, { name: 'Look', purposeId: purpose.id, subject: 'Nytt', mjml }, NOON)
    await makeReady(db, id, NOON)
    const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
    return (await db.messageContent.findUniqueOrThrow({ where: { id: contentId } })).html
  }
  const plain = await htmlOf(body(''))
  for (const said of ['#0B3B30', 'border-radius:20px', '#FAFAFA', 'color:#101010', 'Georgia'])
    expect(plain).toContain(said)
  const own = await htmlOf(
    body(
      '<mj-head><mj-attributes><mj-text color="#333333" /><mj-button border-radius="0" /></mj-attributes></mj-head>',
    ),
  )
  expect(own).toContain('color:#333333')
  expect(own).not.toContain('border-radius:20px')
})

test.each([
  ['logoId', { logoId: '0193a1b2-0000-7000-8000-000000000000' }],
  ['textColour', { textColour: 'red' }],
  ['font', { font: 'comic' }],
  ['social.0.url', { social: [{ name: 'X', url: 'javascript:alert(1)' }] }],
])('a look with a wrong %s is refused', async (path, wrong) => {
  expect(await marketer('PUT', `/brands/${brand.id}/look`, { ...LOOK, ...wrong })).toMatchObject({
    status: 400,
    body: { faults: [expect.objectContaining({ path })] },
  })
})
