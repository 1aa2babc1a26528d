import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp, openApiDocument } from '../../src/app.ts'
import { composeCode } from '../../src/consent/capture/code-mail.ts'
import { composeConfirmation } from '../../src/consent/capture/confirmation-mail.ts'
import { SERVICE_KINDS } from '../../src/consent/index.ts'
import { PAGE_LANGUAGES } from '../../src/consent/preferences/page-language.ts'
import { composeIdentityCode, composeNews } from '../../src/consent/requests/request-mail.ts'
import type { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { makePurpose, makeReadyCampaign, NOON } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { as } = await testServer(createApp(services), services)
const purpose = await makePurpose(db)
const brand = await db.brand.findUniqueOrThrow({ where: { id: purpose.brandId } })

type Words = { subject: string; html: string; text: string }
/** What an operation of the API takes. */
const bodyOf = (operation: unknown) => (operation as { requestBody?: object }).requestBody
let keys = 0
const keep = (kind: string, words: Words, more: Partial<Prisma.MessageContentUncheckedCreateInput> = {}) =>
  db.messageContent.create({
    data: {
      ...{ kind, brandId: brand.id, purposeId: purpose.id, senderName: 'x', senderEmail: 'x@vidjevik.example' },
      ...{ serviceKey: Buffer.from(`key ${++keys}`.padEnd(32)), ...words, ...more },
    },
  })
const news = (about: 'done' | 'refused' | 'extended' | 'lifting', kind: 'access' | 'erasure') => ({
  ...{ about, kind, receivedAt: NOON, dueAt: NOON, extensionGround: null, refusalGround: null },
})

test('the built-in words of every service mail are accepted in every language, whatever colleagues call things (D4, D5)', async () => {
  const names = [
    '50 % off: https://shop.example/buy src="x" url(x)',
    '<img src=x> {{ contact.first_name }} {% if %} > "',
  ]
  for (const language of PAGE_LANGUAGES) {
    const name = names.join(' ')
    await keep('confirmation', composeConfirmation({ language, brand: name, names }))
    await keep('code', composeCode({ language, brand: name }))
    await keep('code', composeIdentityCode({ kind: 'access', receivedAt: NOON }, language, { ...brand, name }))
    for (const about of ['done', 'refused', 'extended', 'lifting'] as const)
      for (const kind of ['access', 'erasure'] as const)
        await keep('request', composeNews(news(about, kind), language, { ...brand, name }))
  }
  expect(await db.messageContent.count({ where: { kind: { in: [...SERVICE_KINDS] } } })).toBe(
    PAGE_LANGUAGES.length * 11,
  )
})

test('the database refuses a service mail with a picture, an offer to follow, a counted link or data of a person (D4, D5)', async () => {
  const code = composeCode({ language: 'en', brand: 'Vidjevik' })
  const within = (html: string): Words => ({ ...code, html: code.html.replace('</body>', `${html}</body>`) })
  const refused: [string, Words, object?][] = [
    ['a link', within('<a href="https://shop.example">Half price</a>')],
    ['a link in other quotes', within("<a href='https://shop.example'>Half price</a>")],
    ['a picture', within('<img src="{{ code }}">')],
    ['a picture behind', within('<p style="background:url(//x.example)">x</p>')],
    ['a button', within('<form action="https://shop.example"><button>Buy</button></form>')],
    ['a name', within('<p>Dear {{ contact.first_name }}</p>')],
    ['a condition', within('{% if true %}Sale{% endif %}')],
    ['a table', within('<table><tr><td>Sale</td></tr></table>')],
    ['a remark for one mail program', within('<!--[if mso]>Sale<![endif]-->')],
    ['nothing of its kind', { ...code, html: '<p>Spring sale, this week only.</p>' }],
    ['counted links', code, { links: ['https://shop.example'] }],
    ['a preheader', code, { preheader: 'Spring sale' }],
  ]
  for (const [what, words, more] of refused)
    expect([what, await keep('code', words, more).then(() => 'kept', String)]).toEqual([
      what,
      expect.stringContaining('message_content_service_check'),
    ])
})

test('no campaign can send service mail, and no way in takes words for one (D4)', async () => {
  const service = await keep('code', composeCode({ language: 'en', brand: 'Vidjevik' }))
  const campaign = await makeReadyCampaign(db, { purposeId: purpose.id })
  const version = { campaignId: campaign.id, version: 2, contentId: service.id, mjml: '' }
  await expect(db.campaignVersion.create({ data: version })).rejects.toThrow('cannot send service mail')
  const batch = { contentId: service.id, campaignId: campaign.id, notBefore: NOON }
  await expect(db.messageBatch.create({ data: batch })).rejects.toThrow('cannot send service mail')
  const content = await db.messageContent.findFirstOrThrow({ where: { kind: 'marketing' } })
  await expect(db.messageContent.update({ where: { id: content.id }, data: { kind: 'code' } })).rejects.toThrow()
  // Over HTTP there is no word for it: whoever sends one is refused.
  const marketer = await as('marketer')
  const draft = { name: 'Spring', purposeId: purpose.id, subject: 'Spring', mjml: '<mjml></mjml>' }
  expect((await marketer('POST', '/campaigns', { ...draft, kind: 'code' })).status).toBe(400)
  const bodies = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, operations]) =>
    Object.values(operations).map((operation) => [path, JSON.stringify(bodyOf(operation) ?? {})] as const),
  )
  const taking = (word: string) => bodies.filter(([, body]) => body.includes(word)).map(([path]) => path)
  // A block is a part that campaigns are written from; it is never sent by itself.
  expect([...new Set(taking('"mjml"'))].filter((path) => !/^\/api\/(campaigns|blocks)\b/.test(path))).toEqual([])
  expect(taking('"mjml"').length).toBeGreaterThan(0)
  // HTML from elsewhere becomes the draft of a campaign, and is sent as one.
  for (const word of ['"html"', '"text/html"', 'serviceKey', 'service_key', '"confirmation"'])
    expect([word, taking(word).filter((path) => path !== '/api/campaigns/import-html')]).toEqual([word, []])
})

test('service mail is put in line from four places: three have built-in words, one what a second person allowed (D4)', () => {
  const source = join(import.meta.dirname, '../../src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const holds = (word: string) =>
    files
      .filter((file) => !file.includes('prisma/') && readFileSync(join(source, file), 'utf8').includes(word))
      .toSorted()
  expect(holds('sendServiceMail(')).toEqual([
    ...['consent/capture/page-code.ts', 'consent/capture/request-confirmation.ts'],
    ...['consent/capture/service-mail.ts', 'consent/requests/tell-person.ts'],
    'consent/service-templates/order-mail.ts',
  ])
  expect(holds('insert into message_content')).toEqual(['delivery/queue-service-mail.ts'])
  expect(holds('messageContent.create')).toEqual(['delivery/save-content.ts', 'delivery/sms/save-sms-content.ts'])
})
