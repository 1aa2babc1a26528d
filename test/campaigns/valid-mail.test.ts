// Every mail that this product writes, as it arrives: valid HTML for whoever reads it with whatever they have.
import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { createCampaign, makeReady } from '../../src/campaigns/index.ts'
import { composeCode } from '../../src/consent/capture/code-mail.ts'
import { composeConfirmation } from '../../src/consent/capture/confirmation-mail.ts'
import { PAGE_LANGUAGES } from '../../src/consent/preferences/page-language.ts'
import { composeIdentityCode, composeNews } from '../../src/consent/requests/request-mail.ts'
import { REQUEST_KINDS } from '../../src/consent/requests/words.ts'
import { composeOrderMail } from '../../src/consent/service-templates/compose-order-mail.ts'
import { createField } from '../../src/contacts/index.ts'
import { enqueueMessages } from '../../src/delivery/index.ts'
import { MAILS } from '../../src/demo/mails.ts'
import { makeLook } from '../../src/demo/make-look.ts'
import { Prisma } from '../../src/platform/database.ts'
import { insertBlock } from '../../web/src/pages/campaigns/editor/mjml/edit-mail.ts'
import { type Mail, readMail } from '../../web/src/pages/campaigns/editor/mjml/read-mail.ts'
import { fitting, NEW_PARTS, NEW_ROWS, newBlock, wrapPart } from '../../web/src/pages/campaigns/editor/new-blocks.ts'
import { testDatabase } from '../support/database.ts'
import { deliverAll } from '../support/deliver-all.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../support/factories.ts'

const { db } = await testDatabase()
const brand = await makeBrand(db, { country: 'NO' })
const news = await makePurpose(db, { brandId: brand.id, name: 'Nyhetsbrev', languages: [...PAGE_LANGUAGES] })
// The mails of the demo show the logo of their sender, and one says something else to those with a heating.
await db.$transaction((tx) => makeLook(tx, brand.id, NOON))
await createField(db, { key: 'heating', label: 'Heating today', type: 'text', choices: [] })

/** Mail programs need tables that are laid out by attributes; all else is as in any page. */
const checker = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-deprecated-attr': 'off' } })

async function faultsOf(html: string): Promise<string[]> {
  const { results } = await checker.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}, ${message}`),
  )
}

test('the mails of the demo, what a new campaign begins with in each language, and every block of the palette arrive as valid HTML', async () => {
  const contact = await makeContact(db, { firstName: 'Åse & <Bo>' })
  await grant(db, contact.id, news.id)
  const drafts = [
    ...Object.values(MAILS).map(({ subject, mjml }) => ({ name: subject, subject, mjml })),
    ...PAGE_LANGUAGES.map((language) => ({ name: language, subject: `Nyt ${language}`, language })),
  ]
  for (const draft of drafts) await queue(draft, contact.id)
  await queue({ name: 'Blocks', subject: 'Every block', mjml: withEveryBlock(await beginning()) }, contact.id)

  const mails = await deliverAll(db, {
    secretKey: 'a secret that only this test knows',
    publicUrl: 'https://assent.example',
    now: () => NOON,
  })
  expect(mails).toHaveLength(drafts.length + 1)
  for (const mail of mails) {
    const { subject, html } = await mail.parsed()
    expect(html).toContain(brand.postalAddress)
    expect([subject, await faultsOf(html || '')]).toEqual([subject, []])
  }
})

test('every service mail is valid HTML in each language', async () => {
  const sender = { name: 'Åse & <Bo>', privacyEmail: 'personvern@vidjevik.example', country: 'NO' }
  const dates = { receivedAt: NOON, dueAt: NOON }
  const order = { subject: 'Ordre {{ data.number }}', body: 'Takk.\n\n- Én\n- To\n\n[Se ordren](data.url)' }
  for (const language of PAGE_LANGUAGES) {
    const mails = [
      composeConfirmation({ language, brand: sender.name, names: ['Nyhetsbrev', '<b>'] }),
      composeCode({ language, brand: sender.name }),
      composeIdentityCode({ kind: 'access', receivedAt: NOON }, language, sender),
      composeOrderMail(order, language),
      ...REQUEST_KINDS.flatMap((kind) =>
        (['extended', 'refused', 'done', 'lifting'] as const).map((about) =>
          composeNews({ about, kind, ...dates, extensionGround: 'many', refusalGround: 'law' }, language, sender),
        ),
      ),
    ]
    for (const { subject, html } of mails)
      expect([language, subject, await faultsOf(html)]).toEqual([language, subject, []])
  }
})

async function queue(draft: { name: string; subject: string; mjml?: string }, contactId: string): Promise<void> {
  const { id } = await createCampaign(db, { ...draft, purposeId: news.id }, NOON)
  await makeReady(db, id, NOON)
  const { contentId } = await db.campaignVersion.findFirstOrThrow({ where: { campaignId: id } })
  const people = Prisma.sql`select ${contactId}::uuid as contact_id, ${contentId} as occasion`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, NOON)
}

async function beginning(): Promise<string> {
  const { id } = await createCampaign(db, { name: 'Begun', purposeId: news.id, subject: 'Begun' }, NOON)
  return (await db.campaign.findUniqueOrThrow({ where: { id } })).mjml
}

/** Each block beside or below the others; what only somebody at work can give, a picture and its words, is filled in. */
function withEveryBlock(source: string): string {
  const surroundings = {
    website: 'https://vidjevik.example/',
    colour: '#0B6A53',
    ink: '#FFFFFF',
    origin: 'https://assent.example',
  }
  const filled = [...NEW_PARTS, ...NEW_ROWS].reduce((before, kind) => {
    const mail = mailOf(before)
    const level = NEW_PARTS.some((part) => part === kind) ? 'part' : 'row'
    const fits = fitting(newBlock(mail, kind, surroundings), level)
    const place = { container: level === 'part' ? '0.0' : '', index: 1 }
    const edit = fits && insertBlock(mail, place, fits.mjml, fits.level, wrapPart(mail))
    if (!edit) throw new Error(`${kind} does not fit.`)
    return edit.source
  }, source)
  return filled
    .replaceAll('src=""', 'src="https://vidjevik.example/a.png" alt="En varmepumpe"')
    .replaceAll('{{ brand.logo_url }}', 'https://vidjevik.example/logo.png')
}

function mailOf(source: string): Mail {
  const read = readMail(source)
  if (!read.isSound) throw new Error(JSON.stringify(read.fault))
  return read.mail
}
