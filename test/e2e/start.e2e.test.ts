import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyFolder, failingAssent, isReady, startAssent } from '../support/assent.ts'
import { testBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'

const { url: DATABASE_URL } = await testDatabase()
const browser = await testBrowser()

describe('a start', () => {
  test('on a database of its own is ready, is seen in a browser, and ends in order at SIGTERM', async () => {
    const assent = await startAssent({ DATABASE_URL, DATA_DIR: await emptyFolder() })
    const page = await browser.newPage()
    await page.goto(assent.url)
    await page.getByRole('textbox').first().waitFor()
    await page.close()
    expect(await assent.end('SIGTERM')).toBe(0)
    expect(assent.output()).toContain('"msg":"stopped"')
  })

  test('with an embedded database survives kill -9 and keeps what it had', async () => {
    const DATA_DIR = await emptyFolder()
    const first = await startAssent({ DATA_DIR })
    const key = await readFile(join(DATA_DIR, 'secret-key'), 'utf8')
    await first.end('SIGKILL')
    const second = await startAssent({ DATA_DIR })
    expect(await readFile(join(DATA_DIR, 'secret-key'), 'utf8')).toBe(key)

    const third = await failingAssent({ DATA_DIR, PORT: '1' })
    expect(third.code).toBe(1)
    expect(third.output).toContain(`Assent already runs on this data: process ${second.process.pid}`)

    const postmaster = Number((await readFile(join(DATA_DIR, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(postmaster, 'SIGKILL')
    for (let tries = 0; await isReady(second.url); tries++) {
      expect(tries).toBeLessThan(100)
      await sleep(50)
    }
    for (let tries = 0; !(await isReady(second.url)); tries++) {
      expect(tries).toBeLessThan(200)
      await sleep(100)
    }
    expect(await second.end('SIGINT')).toBe(0)
  })

  test('names every fault of the configuration and does nothing', async () => {
    const { code, output } = await failingAssent({ NODE_ENV: 'production', PORT: 'web' })
    expect(code).toBe(1)
    expect(output).toMatch(/PORT: .*\n.*SECRET_KEY: .*\n.*PUBLIC_URL: /)
    expect(output).not.toMatch(/^\s+at /m)
  })

  test('on a port that is taken says so', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, done))
    onTestFinished(() => void other.close())
    const port = (other.address() as { port: number }).port
    const { code, output } = await failingAssent({ DATABASE_URL, DATA_DIR: await emptyFolder(), PORT: String(port) })
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is taken by another program.`)
  })

  test('with a password that the database refuses says what to check, and does not say the password', async () => {
    const wrong = new URL(DATABASE_URL)
    wrong.password = 'not-the-password'
    const { code, output } = await failingAssent({ DATABASE_URL: wrong.href, DATA_DIR: await emptyFolder() })
    expect(code).toBe(1)
    expect(output).toContain('Check DATABASE_URL')
    expect(output).not.toContain('not-the-password')
  })
})
