// Every place of the app in a real browser, for every role, at a desk and on a phone: it opens, asks for nothing that is
// refused, throws nothing, and is free of barriers in both colour schemes. Once empty, as a newcomer in production meets
// it, and once full, as the demo makes it.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DEMO_PASSWORD, LOGINS } from '../../src/demo/index.ts'
import { createUser, roles } from '../../src/platform/index.ts'
import { findBarriers, LIGHT_AND_DARK, SHAPE } from '../support/accessible.ts'
import { emptyFolder, startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { makeBrand } from '../support/factories.ts'
import { signIn } from '../support/sign-in.ts'

const { db, url: DATABASE_URL } = await testDatabase()
const browser = await testBrowser()

/** In ms. Some sixty pages, each in both schemes; several times what two idle cores need. */
const WITHIN = 300_000
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
/** Pages that the side does not name: whoever sees the privacy desk may see them. */
const BEHIND_DESK = ['/privacy/processing', '/contacts/suppression', '/messages/returned']
/** Pages that other pages lead to. */
const BEHIND_OTHERS = [
  ...['/campaigns/calendar', '/campaigns/new', '/settings/relays', '/settings/sending', '/settings/sms'],
  ...['/access', '/password'],
]

test(
  'every page opens for who may see it while nothing is there yet',
  async () => {
    await makeBrand(db)
    const assent = await startAssent({ DATABASE_URL, DATA_DIR: await emptyFolder(), NODE_ENV: 'test' })
    const faults: string[] = []
    for (const role of roles) {
      const user = { email: `${role}@vidjevik.example`, password: `a few plain words ${role}` }
      await createUser(db, { ...user, name: `Ingrid ${role}`, role })
      const page = await openAs(assent.url, user, faults)
      for (const path of await findPlaces(page)) await open(page, assent.url + path, faults)
      await page.context().close()
    }
    expect(faults).toEqual([])
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)

test(
  'every page of a company that is at work is free of barriers, light and dark, at a desk and on a phone',
  async () => {
    const assent = await startAssent({ DATA_DIR: await emptyFolder(), NODE_ENV: 'development' })
    const admin = LOGINS.find(({ role }) => role === 'admin')
    const faults: string[] = []
    const page = await openAs(assent.url, { email: admin?.email ?? '', password: DEMO_PASSWORD }, faults)
    const places = [...(await findPlaces(page)), ...BEHIND_OTHERS]
    for (const [viewport, looks] of [
      [DESK, LIGHT_AND_DARK],
      [PHONE, SHAPE],
    ] as const) {
      await page.setViewportSize(viewport)
      const looked = new Set<string>()
      for (const path of places) {
        await open(page, assent.url + path, faults)
        faults.push(...(await findBarriers(page, looks)))
        const inside = await findFirstInside(page, path)
        if (inside === undefined || looked.has(inside)) continue
        looked.add(inside)
        await open(page, assent.url + inside, faults)
        faults.push(...(await findBarriers(page, looks)))
      }
      expect(looked.size).toBeGreaterThan(4)
    }
    expect(faults).toEqual([])
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)

/** A page on which this user has signed in; what it is refused or throws from then on is a fault. */
async function openAs(url: string, user: { email: string; password: string }, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport: DESK })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(`${page.url()} throws ${error.message}`))
  page.on('response', (answer) => {
    if (answer.status() >= 400) faults.push(`${page.url()}, ${user.email}: ${answer.status()} of ${answer.url()}`)
  })
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !text.startsWith('Failed to load')) faults.push(`${page.url()} says ${text}`)
  })
  await signIn(page, url, user)
  return page
}

/** Where the side leads, pages of the app alone, and what lies behind them under a name of its own. */
async function findPlaces(page: Page): Promise<string[]> {
  await page.locator('aside nav a').first().waitFor()
  const paths = await findPaths(page, 'aside nav a')
  const places = [...new Set(paths)].filter((path) => path !== '/mailbox' && path !== '/phone')
  expect(places.length).toBeGreaterThan(1)
  return places.includes('/privacy') ? [...places, ...BEHIND_DESK] : places
}

/** The first thing that a list leads to: one campaign, one person, one lead. */
async function findFirstInside(page: Page, path: string): Promise<string | undefined> {
  if (path === '/') return undefined
  const paths = await findPaths(page, 'main a')
  return paths.find((inside) => inside.startsWith(`${path}/`) && /[0-9a-f-]{36}/.test(inside))
}

async function findPaths(page: Page, links: string): Promise<string[]> {
  return page.locator(links).evaluateAll((all) => all.map((link) => (link as unknown as { pathname: string }).pathname))
}

async function open(page: Page, url: string, faults: string[]): Promise<void> {
  await page.goto(url, { waitUntil: 'load' })
  await page.locator('main h1').first().waitFor()
  const title = await page.title()
  if (!/\S · Assent$/.test(title)) faults.push(`${url} is called “${title}”`)
}
