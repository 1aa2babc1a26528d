// Every place of the app, for every role, at a desk and on a phone: opened by a real browser, free of barriers, silent
// in the console. The database is empty, so this is also what a newcomer sees first.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { createUser, type Role, roles } from '../../src/platform/index.ts'
import { findBarriers } from '../support/accessible.ts'
import { startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { makeBrand } from '../support/factories.ts'
import { signIn } from '../support/sign-in.ts'

const { db, url: DATABASE_URL } = await testDatabase()
const browser = await testBrowser()

/** In ms. Some forty pages, twice in both schemes; several times what two idle cores need. */
const WITHIN = 300_000
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

test(
  'every page opens for who may see it, without barriers, in both colour schemes and both widths',
  async () => {
    await makeBrand(db)
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'assent-pages-'))
    onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
    const users = new Map<Role, { email: string; password: string }>()
    for (const role of roles) {
      const user = { email: `${role}@vidjevik.example`, password: `a few plain words ${role}` }
      await createUser(db, { ...user, name: `Ingrid ${role}`, role })
      users.set(role, user)
    }
    const assent = await startAssent({ DATABASE_URL, DATA_DIR, NODE_ENV: 'test' })
    const faults: string[] = []

    for (const role of roles) {
      const context = await browser.newContext({ viewport: WIDTHS[0] ?? null })
      const page = await context.newPage()
      page.on('response', (answer) => {
        if (answer.status() >= 400) faults.push(`${page.url()}, ${role}: ${answer.status()} of ${answer.url()}`)
      })
      page.on('console', (message) => {
        const text = message.text()
        if (message.type() === 'error' && !text.startsWith('Failed to load')) faults.push(`${page.url()} says ${text}`)
      })
      page.on('pageerror', (error) => faults.push(`${page.url()} throws ${error.message}`))
      if (role === 'admin') {
        await page.goto(`${assent.url}/sign-in`)
        await page.getByRole('button', { name: 'Sign in' }).waitFor()
        faults.push(...(await findBarriers(page)))
      }
      await signIn(page, assent.url, users.get(role) ?? { email: '', password: '' })
      // An admin sees every page; of the others only whether the door opens is still in question.
      const paths = await findPlaces(page)
      expect(paths.length, `places of ${role}`).toBeGreaterThan(1)
      for (const path of paths)
        for (const viewport of role === 'admin' ? WIDTHS : WIDTHS.slice(0, 1)) {
          await page.setViewportSize(viewport)
          await open(page, assent.url + path)
          const title = await page.title()
          if (!/\S · Assent$/.test(title)) faults.push(`${path} is called “${title}”`)
          if (role === 'admin') faults.push(...(await findBarriers(page)))
        }
      await context.close()
    }
    expect(faults).toEqual([])
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)

/** Where the side leads, pages of the app alone. */
async function findPlaces(page: Page): Promise<string[]> {
  const links = page.locator('aside nav a')
  await links.first().waitFor()
  const paths = await links.evaluateAll((all) =>
    all.map((link) => (link as unknown as { pathname: string }).pathname).filter((path) => path !== '/mailbox'),
  )
  return [...new Set(paths)]
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.locator('main h1').first().waitFor()
}
