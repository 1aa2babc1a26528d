// A campaign once through, as a marketer of the demo company meets it: put together by dragging, translated, tested,
// forecast, sent, followed while it goes out, and read when it has.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DEMO_PASSWORD, LOGINS } from '../../src/demo/index.ts'
import { findBarriers, type Look, SHAPE } from '../support/accessible.ts'
import { emptyFolder, startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { signIn } from '../support/sign-in.ts'

const browser = await testBrowser()

/** In ms. Several times what two idle cores need. */
const WITHIN = 180_000
/** In ms. From pressing a button to what a worker made of it, on two busy cores. */
const ARRIVES_WITHIN = 30_000
/** Mails a second: slow enough that somebody who looks on sees it move, and all are out within seconds. */
const RATE = 80
/** Somebody whose browser does not say that it is driven: what robots follow is set aside. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** What is open only on the way: forms, dialogs, the people behind a number. */
const ON_THE_WAY: readonly Look[] = [{ colorScheme: 'light', rules: 'all' }]
const barriers: string[] = []
const look = async (page: Page, looks = ON_THE_WAY) => void barriers.push(...(await findBarriers(page, looks)))

const NORWEGIAN = { subject: 'Vinteren står i porten', text: 'Kledd for kulda, ' }
const LINK_TEXT = 'Les om vinteren'
const LINK = 'https://vidjevik.example/vinter'
const SWEDISH = { subject: 'Vintern står för dörren', text: 'Klädd för kylan' }

test(
  'a mail is put together by dragging, translated, tested, forecast, sent, followed live, and its results are read',
  async () => {
    const assent = await startAssent({ DATA_DIR: await emptyFolder(), NODE_ENV: 'development' })
    const { url } = assent
    await limitTheRate(await openAs('admin', url))
    const page = await openAs('marketer', url)
    await stopVisitors(page)

    await begin(page)
    await putTogether(page)
    await translate(page)
    await testIt(page, url)
    const forecast = await readForecast(page)
    await sendAndFollow(page, forecast)
    await readResults(page, forecast)
    await clickAsReader(page, url)
    await readClicks(page)
    expect(barriers).toEqual([])
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)

async function openAs(role: string, url: string): Promise<Page> {
  const login = LOGINS.find((one) => one.role === role)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, url, { email: login?.email ?? '', password: DEMO_PASSWORD })
  return page
}

async function limitTheRate(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'Mail relays' }).click()
  await page.getByRole('button', { name: 'Add a limit' }).click()
  await page.getByLabel('Mails a second').fill(String(RATE))
  await look(page)
  await page.getByRole('button', { name: 'Add a limit' }).click()
  await page.getByText(`At most ${RATE} a second`).waitFor()
  await page.context().close()
}

/** The simulator's: what is counted here comes of this test alone. */
async function stopVisitors(page: Page): Promise<void> {
  const stop = page.getByRole('button', { name: 'Stop them' })
  await stop.click()
  await stop.waitFor({ state: 'detached' })
}

async function begin(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Campaigns', exact: true }).first().click()
  await page.getByRole('link', { name: 'New campaign' }).first().click()
  await page.getByLabel('Name').fill('Vinter')
  for (const [label, option] of [
    ['Purpose', 'Newsletter'],
    ['Audience', 'Alle'],
  ] as const) {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await page.getByRole('button', { name: 'Begin the campaign' }).click()
  await page.getByLabel('Subject', { exact: true }).fill(NORWEGIAN.subject)
}

/** A text is dragged above the button that the new mail has, and a second button below it. */
async function putTogether(page: Page): Promise<void> {
  await page.getByText(/^(\d+) of \1 checks passed/).waitFor()
  await drag(page, 'Text', '[data-kind=button]', 'above')
  await page.keyboard.type(NORWEGIAN.text)
  await page.getByRole('button', { name: 'Insert a field' }).click()
  await page.getByRole('menuitem', { name: 'Company' }).click()
  await page.getByLabel('Company: If not known').fill('nabo')
  await page.getByText('Add', { exact: true }).click()
  await drag(page, 'Button', '[data-kind=button]', 'below')
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(LINK_TEXT)
  await page.getByRole('textbox', { name: 'Leads to', exact: true }).fill(LINK)
  const preview = page.frameLocator('iframe')
  await preview.getByText(/^Kledd for kulda, \S+/).waitFor()
  await preview.getByRole('link', { name: LINK_TEXT }).waitFor()
  await page.getByText(/^(\d+) of \1 checks passed/).waitFor()
}

/** With the mouse, in steps, as a hand moves it. */
async function drag(page: Page, name: string, target: string, side: 'above' | 'below'): Promise<void> {
  const offer = await page.getByRole('button', { name, exact: true }).boundingBox()
  const place = await page.locator(target).last().boundingBox()
  if (!offer || !place) throw new Error(`There is no ${name} to drag, or no ${target} to drag it to.`)
  await page.mouse.move(offer.x + 20, offer.y + 10)
  await page.mouse.down()
  await page.mouse.move(place.x + 150, place.y + (side === 'above' ? 8 : place.height - 8), { steps: 8 })
  await page.mouse.up()
}

async function translate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a language' }).click()
  await page.getByRole('menuitem', { name: 'Swedish' }).click()
  await page.getByRole('button', { name: 'Remove Swedish' }).waitFor()
  await page.getByLabel('Subject', { exact: true }).fill(SWEDISH.subject)
  await page.locator('[data-kind=text]').filter({ hasText: 'Kledd' }).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(SWEDISH.text)
  await page.frameLocator('iframe').getByText(SWEDISH.text, { exact: true }).waitFor()
}

/** To oneself, of the translation that is open, and read where it arrives. */
async function testIt(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Send a test' }).click()
  await look(page)
  await page.getByRole('button', { name: 'Send to 1 colleague' }).click()
  await page.getByText(/^Sent · Ingrid Solbakk/).waitFor({ timeout: ARRIVES_WITHIN })
  const reader = await page.context().newPage()
  await reader.goto(`${url}/mailbox?q=ingrid`)
  await reader
    .getByRole('link', { name: `[Test] ${SWEDISH.subject}` })
    .first()
    .click()
  await reader.frameLocator('iframe').getByText(SWEDISH.text, { exact: true }).waitFor()
  await reader.close()
  await page.keyboard.press('Escape')
}

type Forecast = { gets: number; audience: number; byLanguage: Record<string, number> }

/** What the page says, and that people stand behind what it says, each with a why. */
async function readForecast(page: Page): Promise<Forecast> {
  await page.getByRole('tab', { name: 'Forecast' }).click()
  const sentence = page.getByRole('heading', { level: 1, name: /would get it now$/ })
  const [gets = 0, audience = 0] = ((await sentence.textContent())?.match(/\d+/g) ?? []).map(Number)
  expect(gets).toBeGreaterThan(100)
  expect(audience).toBeGreaterThan(gets)
  const byLanguage = await readCounts(page, 'In which language')
  expect(Object.values(byLanguage).reduce((sum, count) => sum + count, 0)).toBe(gets)
  await page.getByRole('button', { name: 'Show Have not consented' }).click()
  await look(page)
  await page.getByText(`${audience - gets} will not get it.`).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: /^Why/ }).first().click()
  await drawer
    .getByText(/will not get it|would not get it/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  return { gets, audience, byLanguage }
}

/** The rows of a table by their first column, with the number in their second. */
async function readCounts(page: Page, head: string): Promise<Record<string, number>> {
  const table = page.locator('table').filter({ has: page.getByRole('columnheader', { name: head, exact: true }) })
  await table.waitFor()
  const rows = await table.locator('tbody tr').evaluateAll((all) =>
    all.map((row) => {
      const [name, count] = [...row.querySelectorAll('td')].map((cell) => cell.textContent)
      return [name ?? '', Number(count)] as const
    }),
  )
  return Object.fromEntries(rows)
}

/** The number moves before the eyes of whoever looks on, without a reload, until nothing is left. */
async function sendAndFollow(page: Page, { gets, audience }: Forecast): Promise<void> {
  await page.getByRole('button', { name: `Schedule for ${gets} people` }).click()
  await look(page)
  await page.evaluate('globalThis.isSamePage = true')
  await page.getByRole('button', { name: `Send to ${gets} people now` }).click()
  const seen = new Set<number>()
  const sentence = page.getByRole('heading', { level: 1, name: `of ${audience} have been sent` })
  await expect
    .poll(
      async () => {
        const sent = Number.parseInt((await sentence.textContent({ timeout: ARRIVES_WITHIN })) ?? '', 10)
        seen.add(sent)
        return sent
      },
      { timeout: ARRIVES_WITHIN, interval: 100 },
    )
    .toBe(gets)
  expect([...seen].filter((sent) => sent > 0 && sent < gets).length).toBeGreaterThan(0)
  await page.getByText('Nothing is left in line.').waitFor()
  expect(await page.evaluate('globalThis.isSamePage')).toBe(true)
}

async function readResults(page: Page, { gets, audience, byLanguage }: Forecast): Promise<void> {
  await page.getByRole('row', { name: new RegExp(`^${gets} Delivered 100.0% Delivered of ${gets} sent`) }).waitFor()
  expect(await readCounts(page, 'Language')).toEqual(byLanguage)
  const rows = await page.getByRole('row', { name: /Not sent/ }).allInnerTexts()
  const reasons = rows.map((row) => row.replace(/\s+/g, ' ').trim())
  expect(reasons).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ Not sent Never asked$/)]))
  expect(reasons).toEqual(expect.arrayContaining([expect.stringMatching(/^\d+ Not sent Withdrew$/)]))
  expect(reasons.reduce((sum, row) => sum + Number.parseInt(row, 10), 0)).toBe(audience - gets)
}

/**
 * Opens a mail of somebody who allows to be counted, and follows the link that was put into it, until the open page of
 * results has heard of it: what is followed within seconds of the sending is a scanner's, and whoever clicks again is one.
 */
async function clickAsReader(page: Page, url: string): Promise<void> {
  const context = await browser.newContext({ userAgent: FIREFOX, viewport: { width: 1000, height: 900 } })
  const reader = await context.newPage()
  await reader.goto(`${url}/mailbox?q=${encodeURIComponent(NORWEGIAN.subject)}`)
  const mails = await reader
    .locator('main li a')
    .evaluateAll((all) => all.map((one) => (one as unknown as { href: string }).href))
  const isCounted = new RegExp(`href="${url}/[^"]*"[^>]*>\\s*${LINK_TEXT}`)
  for (const mail of mails) {
    if (!isCounted.test(await (await context.request.get(`${mail}/html`)).text())) continue
    await reader.goto(mail)
    break
  }
  const clicked = page.getByRole('row', { name: /^1 Clicked [\d.]+% Clicked of \d+ who allow tracking/ })
  const follow = async () => {
    const leads = context.waitForEvent('request', (request) => request.url() === LINK)
    await Promise.all([leads, reader.frameLocator('iframe').getByRole('link', { name: LINK_TEXT }).click()])
    return await clicked.isVisible()
  }
  await expect.poll(follow, { timeout: ARRIVES_WITHIN, interval: 1500 }).toBe(true)
  await context.close()
}

async function readClicks(page: Page): Promise<void> {
  await page.getByRole('row', { name: new RegExp(`^${LINK} 1 `) }).waitFor()
  await page.getByRole('button', { name: 'On the mail' }).click()
  const map = page.frameLocator('iframe[title="The mail with the clicks on it"]')
  await map.getByText(/^\d: 1 \(\d+ %\)$/).waitFor()
  await look(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, SHAPE)
}
