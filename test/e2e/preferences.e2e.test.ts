import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import { askForConsent, codeOf, decide, linkKey, makeLinkToken, serviceKey } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, makeTopic, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), services)
const browser = await testBrowser()

const brand = await makeBrand(db)
const news = await makePurpose(db, { brandId: brand.id, channels: ['email', 'sms'], languages: ['nb', 'en'] })
const [heat, grants] = [await makeTopic(db, news.id, 'Heat'), await makeTopic(db, news.id, 'Grants')]
const events = await makePurpose(db, { brandId: brand.id, validityMonths: 1, languages: ['nb', 'en'] })
const calls = await makePurpose(db, { brandId: brand.id, kind: 'phone', channels: ['phone'], languages: ['nb', 'en'] })

async function makeReader() {
  const now = new Date()
  const contact = await makeContact(db)
  await grant(db, contact.id, news.id, { now })
  await grant(db, contact.id, events.id, { now })
  await withdraw(db, contact.id, grants.id, { now })
  await withdraw(db, contact.id, calls.id, { channel: 'phone', now })
  const token = makeLinkToken(linkKey(services.config.secretKey), {
    contactId: contact.id,
    purposeId: news.id,
    messageId: newId(),
  })
  return { id: contact.id, url: `${server.url}/p/${token}` }
}

/** The digits that were mailed last: they follow from the key of this installation. */
async function codeFor(contactId: string) {
  const { messageId } = await db.pageCode.findFirstOrThrow({ where: { contactId }, orderBy: { messageId: 'desc' } })
  return codeOf(linkKey(services.config.secretKey), { contactId, messageId })
}

async function openPage(options: Parameters<typeof browser.newContext>[0] = {}) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
    ...options,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  return { page, context, asked }
}

async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run({ runOnly: ${JSON.stringify(WCAG)} })`,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

describe('the preference page in a browser', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    it(`holds WCAG 2.2 AA in six languages, ${colorScheme}, before and after a stop (W8)`, async () => {
      const { url } = await makeReader()
      const { page } = await openPage({ colorScheme, javaScriptEnabled: true })
      for (const language of ['nb', 'nn', 'sv', 'da', 'fi', 'en']) {
        await page.goto(`${url}?l=${language}`)
        expect(await findFaults(page), language).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), language).toBe(0)
      }
      await page.locator('button').first().click()
      expect(await findFaults(page)).toEqual([])
    })

  it('is used by keyboard alone, without JavaScript: skip to the content, then stop (W8, W9)', async () => {
    const { id, url } = await makeReader()
    const { page } = await openPage()
    await page.goto(url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe('#content')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()
    expect((await decide(db, id, { purposeId: news.id, channel: 'email', at: new Date() })).reason).toBe('withdrawn')
  })

  it('asks nobody but us for anything and keeps nothing in the browser (U10, W9)', async () => {
    const { url } = await makeReader()
    const { page, context, asked } = await openPage({ javaScriptEnabled: true })
    await page.goto(url)
    await page.locator('button').first().click()
    expect(new Set(asked)).toEqual(new Set([server.url]))
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    expect(await page.evaluate(`document.fonts.check('17px "Hanken Grotesk Variable"')`)).toBe(true)
  })

  it('every target is at least 24 pixels high (W8)', async () => {
    const { url } = await makeReader()
    const { page } = await openPage()
    await page.goto(url)
    const targets = await page.locator('button, label, .lang a').all()
    const small = await Promise.all(targets.map(async (target) => ((await target.boundingBox())?.height ?? 0) < 24))
    expect(targets.length).toBeGreaterThan(10)
    expect(small).not.toContain(true)
  })

  it('a topic is left out, and how often is chosen, by keyboard alone, and in no more steps than the code asks for (C9, W8, W9)', async () => {
    const { id, url } = await makeReader()
    const { page } = await openPage()
    await page.goto(url)
    await page.locator(`input[value="${heat.id}:topic"][type=checkbox]`).press('Space')
    await page.locator('input[name=often][value=always]').press('ArrowDown')
    await page.locator('button.p').press('Enter')
    await page.getByRole('status').waitFor()
    const reasonOf = async (topicId: string | null) =>
      (await decide(db, id, { purposeId: news.id, topicId, channel: 'email', at: new Date() })).reason
    expect([await reasonOf(heat.id), await reasonOf(null)]).toEqual(['topic_declined', 'given'])
    expect(await db.consentHold.findMany({ where: { contactId: id } })).toMatchObject([{ kind: 'weekly' }])
    await page.goto(url)
    await page.locator('button[value=ask]').press('Enter')
    await page.locator('#code').pressSequentially(await codeFor(id))
    await page.keyboard.press('Enter')
    await page.locator(`input[type=checkbox][value="${heat.id}:topic"]`).press('Space')
    await page.locator('button[value=save]').press('Enter')
    await page.getByRole('status').waitFor()
    expect(await reasonOf(heat.id)).toBe('given')
  })

  it('unticking a box and saving stops that and nothing else', async () => {
    const { id, url } = await makeReader()
    const { page } = await openPage()
    await page.goto(url)
    await page.locator(`input[value="${events.id}:email"][type=checkbox]`).uncheck()
    await page.locator('button.p').click()
    await page.getByRole('status').waitFor()
    const reasonOf = async (purposeId: string) =>
      (await decide(db, id, { purposeId, channel: 'email', at: new Date() })).reason
    expect([await reasonOf(events.id), await reasonOf(news.id)]).toEqual(['withdrawn', 'given'])
  })

  for (const colorScheme of ['light', 'dark'] as const)
    it(`holds WCAG 2.2 AA on the way through a code, in six languages, ${colorScheme} (W8)`, async () => {
      const { page } = await openPage({ colorScheme, javaScriptEnabled: true })
      for (const language of ['nb', 'nn', 'sv', 'da', 'fi', 'en']) {
        const { id, url } = await makeReader()
        await page.goto(`${url}?l=${language}`)
        await page.locator('button[value=ask]').click()
        expect(await findFaults(page), language).toEqual([])
        await page.locator('#code').fill('12')
        await page.locator('button[value=open]').click()
        expect(await findFaults(page), language).toEqual([])
        await page.locator('#code').fill(await codeFor(id))
        await page.locator('button[value=open]').click()
        await page.locator('button[value=data]').waitFor()
        expect(await findFaults(page), language).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), language).toBe(0)
        // What is known and the last question differ in colours from nothing above: one language is enough in the dark.
        if (colorScheme === 'dark' && language !== 'nb') continue
        await page.locator('button[value=see]').click()
        expect(await findFaults(page), language).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), language).toBe(0)
        await page.locator('button[value=back]').click()
        await page.locator('button[value=correct]').click()
        expect(await findFaults(page), language).toEqual([])
        await page.locator('button[value=erase]').click()
        expect(await findFaults(page), language).toEqual([])
      }
    })

  it('opens more by keyboard alone, without JavaScript: ask, write the code, tick, save (W8, W9)', async () => {
    const { id, url } = await makeReader()
    const { page, context } = await openPage()
    await page.goto(url)
    await page.locator('button[value=ask]').press('Enter')
    await page.locator('#code').pressSequentially(await codeFor(id))
    await page.keyboard.press('Enter')
    await page.locator(`input[type=checkbox][value="${news.id}:sms"]`).press('Space')
    await page.locator('button[value=save]').press('Enter')
    await page.getByRole('status').waitFor()
    expect(await db.consentState.findFirst({ where: { contactId: id, channel: 'sms' } })).toMatchObject({
      state: 'given',
    })
    await page.locator('button[value=see]').press('Enter')
    await page.locator('button[value=receipt]').first().waitFor()
    await page.locator('button[value=back]').press('Enter')
    await page.locator('#words').pressSequentially('My name is Kari Nesheim-Dahl')
    await page.locator('button[value=correct]').press('Enter')
    await page.getByRole('status').waitFor()
    expect(await db.privacyRequest.count({ where: { contactId: id, kind: 'rectification' } })).toBe(1)
    await page.locator('button[value=erase]').press('Enter')
    await page.locator('button[value=erase-now]').press('Enter')
    await page.locator('button[value=erase-now]').waitFor({ state: 'detached' })
    expect((await db.contact.findUniqueOrThrow({ where: { id } })).erasedAt).not.toBeNull()
    expect(await context.cookies()).toEqual([])
    expect(page.url()).not.toMatch(/right|code/)
  })

  it('taking a yes back takes no more presses and fields than giving it (C9)', async () => {
    const { id, url } = await makeReader()
    const { page } = await openPage()
    const steps = { give: 0, withdraw: 0 }
    const step = async (of: keyof typeof steps, doing: Promise<unknown>) => {
      await doing
      steps[of]++
    }
    await page.goto(url)
    await step('give', page.locator('button[value=ask]').click())
    await step('give', page.locator('#code').fill(await codeFor(id)))
    await step('give', page.locator('button[value=open]').click())
    await step('give', page.locator(`input[type=checkbox][value="${calls.id}:phone"]`).check())
    await step('give', page.locator('button[value=save]').click())
    const stateOf = async () =>
      (await db.consentState.findFirst({ where: { contactId: id, purposeId: calls.id } }))?.state
    expect(await stateOf()).toBe('given')
    await page.goto(url)
    await step('withdraw', page.locator(`input[type=checkbox][name=keep][value="${calls.id}:phone"]`).uncheck())
    await step('withdraw', page.locator('button.p').click())
    expect(await stateOf()).toBe('withdrawn')
    expect(steps.withdraw).toBeLessThanOrEqual(steps.give)

    await page.goto(url)
    await step('withdraw', page.locator(`button[value="${news.id}"]`).click())
    // On a form a yes is at least a tick and a press; here the mail's own purpose is one press.
    expect(steps.withdraw - 2).toBeLessThanOrEqual(2)
    expect((await decide(db, id, { purposeId: news.id, channel: 'email', at: new Date() })).reason).toBe('withdrawn')
  })

  it('the page that confirms holds WCAG 2.2 AA in six languages, light and dark, with the question that follows (W6, W8)', async () => {
    const asked = await makePurpose(db, { brandId: brand.id, doubleOptIn: true, languages: ['nb', 'en'] })
    const contact = await makeContact(db)
    await grant(db, contact.id, asked.id, { now: new Date() })
    const { messageId, purposeId } = await db.optIn.findFirstOrThrow({ where: { contactId: contact.id } })
    const key = serviceKey(linkKey(services.config.secretKey), 'confirmation')
    const url = `${server.url}/y/${makeLinkToken(key, { contactId: contact.id, purposeId, messageId })}`
    const { page } = await openPage({ javaScriptEnabled: true })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const language of ['nb', 'nn', 'sv', 'da', 'fi', 'en']) {
        await page.goto(`${url}?l=${language}`)
        expect(await findFaults(page), language).toEqual([])
      }
    }
    const question = { purposeId: events.id, channel: 'email', mailUnder: null, otherwise: 'web' } as const
    await db.$transaction((tx) => askForConsent(tx, { ...question, workflowId: null }, [contact.id], new Date()))
    await page.locator('button').click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await findFaults(page)).toEqual([])
    }
    const reasonOf = async (id: string) =>
      (await decide(db, contact.id, { purposeId: id, channel: 'email', at: new Date() })).reason
    expect(await reasonOf(purposeId)).toBe('given')
    await page
      .getByRole('radio', { name: 'Nei, takk' })
      .or(page.getByRole('radio', { name: 'No, thank you' }))
      .focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('main h1').waitFor()
    expect(await findFaults(page)).toEqual([])
    expect(await reasonOf(events.id)).toBe('refused')
  })
})
