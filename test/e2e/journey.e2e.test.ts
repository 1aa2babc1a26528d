// The whole main job once through, as people meet it: a marketer brings people in and writes to them, one of them stops,
// the next mail does not reach that one and says why, a form starts a workflow, and a seller takes the lead.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createUser } from '../../src/platform/index.ts'
import { findBarriers } from '../support/accessible.ts'
import { emptyFolder, type RunningAssent, startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { makeBrand, makeProcessing, makePurpose } from '../support/factories.ts'
import { signIn } from '../support/sign-in.ts'

const { db, url: DATABASE_URL } = await testDatabase()
const browser = await testBrowser()

const MARKETER = { email: 'ingrid@vidjevik.example', password: 'three findings a week' }
const SELLER = { email: 'henrik@vidjevik.example', password: 'call before the coffee' }

/** Kari and Ola said yes to the newsletter, Siri was never asked, and Per has no address. */
const PEOPLE = `E-mail,First name,Last name,Company,Country,Language,Newsletter,Said at,Said where,Words
kari@rimdal.example,Kari,Nesheim,Rimdal AS,NO,en,yes,2026-09-01T09:00:00Z,https://vidjevik.example/guide,Three findings a month
ola@fjellro.example,Ola,Tveit,Fjellro AS,NO,en,yes,2026-09-02T09:00:00Z,https://vidjevik.example/guide,Three findings a month
siri@stillvann.example,Siri,Moe,Stillvann AS,NO,en,,,,
not an address,Per,Lund,Lund AS,NO,en,yes,2026-09-03T09:00:00Z,https://vidjevik.example/guide,Three findings a month
`

/** In ms. Several times what two idle cores need. */
const WITHIN = 300_000
/** In ms. From pressing a button to a mail in the mailbox, on two busy cores. */
const ARRIVES_WITHIN = 30_000

/** Somebody whose browser does not say that it is driven: robots are thanked by a form and nothing is kept of them. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

test(
  'from a file of people to a lead that is taken, and nobody gets what they did not say yes to',
  async () => {
    const purposes = await makeCompany()
    const assent = await startAssent({ DATABASE_URL, DATA_DIR: await emptyFolder(), NODE_ENV: 'test' })
    const barriers: string[] = []
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const marketer = await context.newPage()
    const look = async (page: Page) => void barriers.push(...(await findBarriers(page)))

    await signIn(marketer, assent.url, MARKETER)
    await importPeople(marketer, look)
    await makeAudience(marketer, look)

    await writeCampaign(marketer, 'October', 'Three findings, {{ contact.first_name }}', look)
    await dragIntoMail(marketer)
    await look(marketer)
    expect(await readForecast(marketer)).toEqual({ gets: '2', audience: '3' })
    await look(marketer)
    await sendToAll(marketer, 'Send to 2 people now')
    await expectOutcome(marketer, /^2 of 3 have been sent/)
    await look(marketer)

    const mails = await findMails(assent)
    expect(mails).toEqual(['kari@rimdal.example: Three findings, Kari', 'ola@fjellro.example: Three findings, Ola'])
    await stopFromTheMail(assent, look)

    await writeCampaign(marketer, 'November', 'More findings, {{ contact.first_name }}')
    expect(await readForecast(marketer)).toEqual({ gets: '1', audience: '3' })
    await sendToAll(marketer, 'Send to 1 person now')
    await expectOutcome(marketer, /^1 of 3 have been sent/)
    const outcomes = await marketer.locator('table tbody tr').allInnerTexts()
    expect(outcomes.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/1 Not sent Withdrew/),
        expect.stringMatching(/1 Not sent Never asked/),
      ]),
    )
    expect(await findMails(assent)).toEqual(['ola@fjellro.example: More findings, Ola', ...mails])

    await writeCampaign(marketer, 'Welcome', 'Your heat audit, {{ contact.first_name }}')
    await makeReady(marketer)
    await makeForm(marketer, purposes)
    await publishWorkflow(marketer, look)
    await sendForm(assent, look)
    await expect.poll(() => findMails(assent), { timeout: ARRIVES_WITHIN }).toHaveLength(mails.length + 2)
    expect(await findMails(assent)).toContain('liv@nordhavn.example: Your heat audit, Liv')
    await takeLead(assent, look)

    expect(barriers).toEqual([])
    await context.close()
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)

async function makeCompany() {
  await createUser(db, { ...MARKETER, name: 'Ingrid Solbakk', role: 'marketer' })
  await createUser(db, { ...SELLER, name: 'Henrik Aasbø', role: 'seller' })
  const { id: brandId } = await makeBrand(db)
  await makeProcessing(db, brandId)
  const newsletter = await makePurpose(db, { brandId, key: 'newsletter', name: 'Newsletter' })
  const sales = await makePurpose(db, { brandId, key: 'share_with_sales', name: 'Talk with sales', kind: 'sales' })
  return { brandId, newsletterId: newsletter.id, salesId: sales.id }
}

type Company = Awaited<ReturnType<typeof makeCompany>>

/** Chooses the file, says which column holds the yes and where its proof is, reads what will happen, and imports. */
async function importPeople(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'Contacts', exact: true }).first().click()
  await page.getByRole('link', { name: 'Import people' }).first().click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) })
  await page.getByRole('button', { name: 'A column holds a yes or a no' }).click()
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await choose('Purpose', 'Newsletter')
  await choose('Column with the answer', 'Newsletter')
  for (const [proof, column] of [
    ['When they said it', 'Said at'],
    ['Where they said it', 'Said where'],
    ['The words they said yes to', 'Words'],
  ] as const) {
    await choose(`${proof}: From a column / The same for all`, 'From a column')
    await choose(proof, column)
  }
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('3 of 4 people will be taken in').waitFor()
  await look(page)
  await page.getByRole('button', { name: 'Import 3 people' }).click()
  await page
    .getByRole('heading', { level: 1, name: '3 of 4 people were taken in' })
    .waitFor({ timeout: ARRIVES_WITHIN })
  await page.getByRole('row', { name: /^5 .*Not an address/ }).waitFor()
  await look(page)
}

async function makeAudience(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'Segments', exact: true }).first().click()
  await page.getByRole('link', { name: 'New segment' }).first().click()
  await page.getByLabel('Name of the segment').fill('Everybody')
  await look(page)
  await page.getByRole('button', { name: 'Save segment' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
}

async function writeCampaign(
  page: Page,
  name: string,
  subject: string,
  look = async (_page: Page) => {},
): Promise<void> {
  await page.getByRole('link', { name: 'Campaigns', exact: true }).first().click()
  await page.getByRole('link', { name: 'New campaign' }).first().click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('combobox', { name: 'Audience' }).click()
  await page.getByRole('option', { name: 'Everybody' }).click()
  await look(page)
  await page.getByRole('button', { name: 'Begin the campaign' }).click()
  await page.getByLabel('Subject', { exact: true }).fill(subject)
  await page.getByText(/^Saved \d/).waitFor()
  await page.getByText(/^(\d+) of \1 checks passed/).waitFor()
  await look(page)
}

/** A text is dragged from the palette to above the button and written over; the keys move it one up. */
async function dragIntoMail(page: Page): Promise<void> {
  const offer = await page.getByRole('button', { name: 'Text', exact: true }).boundingBox()
  const button = await page.locator('[data-kind=button]').boundingBox()
  if (!offer || !button) throw new Error('There is no palette, or no button to drag to.')
  await page.mouse.move(offer.x + 20, offer.y + 10)
  await page.mouse.down()
  await page.mouse.move(button.x + 200, button.y + 2, { steps: 8 })
  await page.mouse.up()
  await page.keyboard.type('Your heat goes out of the window, ')
  await page.getByRole('button', { name: 'Insert a field' }).click()
  await page.getByRole('menuitem', { name: 'Company' }).click()
  await page.getByLabel('Company: If not known').fill('neighbour')
  await page.getByRole('button', { name: /^Text: Your heat/ }).press('Alt+ArrowUp')
  await page.getByText('Text moved: 3 of 5.').waitFor()
  const preview = page.frameLocator('iframe')
  await preview.getByText(/^Your heat goes out of the window, \w+ AS$/).waitFor()
  await page.getByText(/^Saved \d/).waitFor()
}

async function readForecast(page: Page): Promise<{ gets: string | undefined; audience: string | undefined }> {
  await page.getByRole('tab', { name: 'Forecast' }).click()
  const sentence = page.getByRole('heading', { level: 1, name: /would get it now$/ })
  await sentence.waitFor()
  const [gets, audience] = (await sentence.textContent())?.match(/\d+/g) ?? []
  return { gets, audience }
}

async function sendToAll(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: /^Schedule for/ }).click()
  await page.getByRole('button', { name: button }).click()
}

async function expectOutcome(page: Page, sentence: RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: sentence }).waitFor({ timeout: ARRIVES_WITHIN })
  await page.getByText('Nothing is left in line.').waitFor({ timeout: ARRIVES_WITHIN })
}

/** What /mailbox lists, newest campaign first, and each in the order of addresses. */
async function findMails({ url }: RunningAssent): Promise<string[]> {
  const page = await browser.newPage()
  await page.goto(`${url}/mailbox`)
  const lines = await page
    .locator('main li a, body > ul li a')
    .evaluateAll((links) =>
      links.map((link) => `${link.querySelector('span')?.textContent}: ${link.querySelector('b')?.textContent}`),
    )
  await page.close()
  return lines.sort((a, b) => subjectOf(a).localeCompare(subjectOf(b)) || a.localeCompare(b))
}

const subjectOf = (line: string) => line.split(': ')[1]?.split(',')[0] ?? ''

/** Kari opens her mail, follows its link without JavaScript, and stops with the first button. */
async function stopFromTheMail({ url }: RunningAssent, look: (page: Page) => Promise<void>): Promise<void> {
  const reader = await browser.newPage({ locale: 'en' })
  await reader.goto(`${url}/mailbox?q=kari`)
  await look(reader)
  await reader.getByRole('link', { name: /Three findings, Kari/ }).click()
  const mail = reader.frameLocator('iframe')
  const preferences = await mail.locator('a[href*="/p/"]').first().getAttribute('href')
  const body = await mail.locator('body').textContent()
  expect(body).toContain('Vidjevik AS, Kaigata 8, 7010 Trondheim')
  expect(body).toMatch(/Hei Kari,\s+Your heat goes out of the window, Rimdal AS\s+Fortell hva det gjelder/)
  await look(reader)
  expect(preferences).toMatch(`${url}/p/`)

  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  const page = await plain.newPage()
  await page.goto(preferences ?? '')
  expect(await page.locator('body').textContent()).not.toContain('kari@rimdal.example')
  const stop = page.locator('button').first()
  expect(await stop.textContent()).toMatch(/^Stop Purpose newsletter|^Stop Newsletter/)
  await stop.click()
  await page.getByRole('heading', { level: 1, name: /has stopped$/ }).waitFor()
  expect(await plain.cookies()).toEqual([])
  await plain.close()

  await reader.setViewportSize({ width: 390, height: 844 })
  await reader.goto(preferences ?? '')
  await look(reader)
  await reader.close()
}

async function makeReady(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Make ready for workflows' }).click()
  await page.getByRole('button', { name: 'Publish for workflows again' }).waitFor()
}

async function makeForm(page: Page, { brandId, newsletterId, salesId }: Company): Promise<void> {
  const question = (key: string, label: string, type: string) => ({ key, label, type, required: true, choices: [] })
  await ask(page, 'POST', '/forms', {
    name: 'Heat audit',
    key: 'heat-audit',
    brandId,
    language: 'en',
    questions: [question('email', 'Your e-mail', 'email'), question('first_name', 'Your first name', 'text')],
    asks: [newsletterId, salesId].map((purposeId) => ({ purposeId, channel: 'email' })),
    thanks: 'We will write to you.',
  })
}

/** Whoever sends the form gets the welcome, where they said yes, and goes to sales, where they said yes. */
async function publishWorkflow(page: Page, look: (page: Page) => Promise<void>): Promise<void> {
  const { items } = (await ask(page, 'GET', '/campaigns')) as { items: { id: string; name: string }[] }
  const campaignId = items.find(({ name }) => name === 'Welcome')?.id
  const { id, updatedAt } = (await ask(page, 'POST', '/workflows', { name: 'Heat audit' })) as {
    id: string
    updatedAt: string
  }
  const draft = {
    format: 1,
    triggers: [{ kind: 'form.submitted', formKey: 'heat-audit' }],
    reentry: 'once',
    start: 'welcome',
    steps: {
      welcome: { kind: 'send_campaign', campaignId, next: 'sales' },
      sales: { kind: 'hand_to_sales', next: 'end' },
      end: { kind: 'end' },
    },
  }
  await ask(page, 'PUT', `/workflows/${id}`, { name: 'Heat audit', draft, basedOn: updatedAt })
  await page.goto(new URL(`/workflows/${id}`, page.url()).href)
  await page.getByRole('button', { name: 'Publish as version 1' }).click()
  await page
    .getByText(/Version 1, live since/)
    .first()
    .waitFor()
  await look(page)
}

/** Liv, whom nobody knew, asks for an audit without JavaScript and ticks both boxes. */
async function sendForm({ url }: RunningAssent, look: (page: Page) => Promise<void>): Promise<void> {
  const scripted = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await scripted.goto(`${url}/f/heat-audit`)
  await look(scripted)
  await scripted.close()

  const plain = await browser.newContext({ javaScriptEnabled: false, userAgent: FIREFOX })
  const page = await plain.newPage()
  await page.goto(`${url}/f/heat-audit`)
  await page.getByLabel('Your e-mail').fill('liv@nordhavn.example')
  await page.getByLabel('Your first name').fill('Liv')
  for (const box of await page.getByRole('checkbox').all()) {
    expect(await box.isChecked()).toBe(false)
    await box.check()
  }
  await page.getByRole('button').last().click()
  await page.getByText('We will write to you.').waitFor()
  await plain.close()
}

/** Henrik, on his phone, reads why Liv is there and accepts. */
async function takeLead({ url }: RunningAssent, look: (page: Page) => Promise<void>): Promise<void> {
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await phone.newPage()
  await signIn(page, url, SELLER)
  await page.goto(`${url}/leads`)
  await page.getByText('One lead waits for you').waitFor()
  await look(page)
  await page.getByRole('link', { name: /Liv/ }).click()
  await page.getByRole('heading', { name: 'Why now' }).waitFor()
  await page.getByText(/^Said yes to Talk with sales/).waitFor()
  await look(page)
  await page.getByRole('button', { name: 'Accept' }).click()
  await page
    .getByText(/^Accepted/)
    .first()
    .waitFor()
  await look(page)
  await page.goto(`${url}/leads`)
  await page.getByText('No lead waits').first().waitFor()
  await phone.close()
}

/** Calls the API as whoever is signed in on this page. */
async function ask(page: Page, method: string, path: string, body?: unknown): Promise<unknown> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(`/api${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? undefined : (JSON.parse(text) as unknown)
    },
    { method, path, body: body === undefined ? undefined : JSON.stringify(body) },
  )
}
