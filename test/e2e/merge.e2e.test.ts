// Merging two contacts as a marketer does it: find the other, see what becomes of each yes, merge, and take it back.
import { expect, test } from 'vitest'
import { createUser } from '../../src/platform/index.ts'
import { findBarriers } from '../support/accessible.ts'
import { emptyFolder, startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeContact, makePurpose, withdraw } from '../support/factories.ts'
import { signIn } from '../support/sign-in.ts'

const { db, url: DATABASE_URL } = await testDatabase()
const browser = await testBrowser()

/** In ms. A start and a dozen presses, on two busy cores. */
const WITHIN = 120_000

test(
  'a marketer sees what a merge would do, merges, and takes it back (S5)',
  async () => {
    const news = await makePurpose(db, { name: 'Product news' })
    const keep = await makeContact(db, { firstName: 'Ragnhild', lastName: 'Vikse' })
    const other = await makeContact(db, { firstName: 'R.', lastName: 'Vikse' })
    await grant(db, keep.id, news.id, { now: new Date() })
    await grant(db, other.id, news.id, { now: new Date() })
    await withdraw(db, other.id, news.id, { now: new Date() })
    const user = { email: 'ingrid@vidjevik.example', password: 'a few plain words to sign in' }
    await createUser(db, { ...user, name: 'Ingrid Solli', role: 'marketer' })
    const assent = await startAssent({ DATABASE_URL, DATA_DIR: await emptyFolder(), NODE_ENV: 'test' })
    const page = await (await browser.newContext()).newPage()
    await signIn(page, assent.url, user)
    await page.goto(`${assent.url}/contacts/${keep.id}`)
    await page.getByRole('button', { name: 'Merge with…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name, company or address of the other').fill('Vikse')
    await dialog.getByRole('button', { name: 'R. Vikse' }).click()
    await dialog.getByText('The no of the other holds for both.').waitFor()
    const marks = dialog.locator('td svg')
    expect(await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('data-state')))).toEqual([
      'given',
      'withdrawn',
      'withdrawn',
    ])
    expect(await findBarriers(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Merge with R. Vikse' }).click()
    await page.getByText('R. Vikse is part of this contact.').waitFor()
    expect((await db.contact.findUniqueOrThrow({ where: { id: other.id } })).mergedIntoId).toBe(keep.id)
    await page.getByRole('button', { name: 'Take the merge back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take the merge back' }).click()
    await page.getByText('R. Vikse is part of this contact.').waitFor({ state: 'detached' })
    expect(await db.consentState.findFirstOrThrow({ where: { contactId: keep.id } })).toMatchObject({ state: 'given' })
    expect(await assent.end('SIGTERM')).toBe(0)
  },
  WITHIN,
)
