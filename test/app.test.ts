import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { databaseReadiness, openDatabase, type ReadinessCheck } from '../src/platform/index.ts'
import { testDatabase } from './support/database.ts'
import { testServer, testServices } from './support/http.ts'

const database = await testDatabase()
const nowhere = openDatabase('postgresql://nobody@127.0.0.1:1/none')
const web = mkdtempSync(join(tmpdir(), 'assent-web-'))
mkdirSync(join(web, 'assets'))
writeFileSync(join(web, 'index.html'), '<!doctype html><title>Assent</title>')
writeFileSync(join(web, 'assets', 'index-4f2a.js'), `console.log(${JSON.stringify('a'.repeat(5000))})`)
afterAll(async () => {
  rmSync(web, { recursive: true })
  await nowhere.close()
})

const readiness: ReadinessCheck[] = [databaseReadiness(database)]
const services = testServices(database, { readiness })
const { url } = await testServer(createApp(services, web), services)
const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('/healthz answers as long as the process lives, /readyz says what is wrong', async () => {
  expect((await get('/healthz')).status).toBe(200)
  expect(await (await get('/readyz')).json()).toEqual({ ok: true, checks: { database: { ok: true } } })
  readiness.push(
    { ...databaseReadiness(nowhere), name: 'elsewhere' },
    { name: 'mail', findFault: async () => 'The SMTP server refuses the login.' },
  )
  const answer = await get('/readyz')
  readiness.splice(1)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({
    ok: false,
    checks: {
      database: { ok: true },
      elsewhere: { ok: false, why: 'It does not answer. The log says why.' },
      mail: { ok: false, why: 'The SMTP server refuses the login.' },
    },
  })
})

test('/openapi.json describes what is there', async () => {
  const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: object }
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/api/me')
})

test('every address that no route knows is one of the app, which is never kept, while its files are for ever', async () => {
  for (const path of ['/', '/campaigns/1', '/setup?token=x']) {
    const answer = await get(path, browser)
    expect(await answer.text()).toContain('<title>Assent</title>')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  }
  const file = await get('/assets/index-4f2a.js')
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(file.headers.get('content-type')).toContain('javascript')
})

test('the files of the app are sent compressed to whoever takes that', async () => {
  const file = await get('/assets/index-4f2a.js', { 'accept-encoding': 'gzip' })
  expect(file.headers.get('content-encoding')).toBe('gzip')
  expect(file.headers.get('vary')).toContain('Accept-Encoding')
  expect(await file.text()).toContain('aaaa')
  expect(
    (await get('/assets/index-4f2a.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding'),
  ).toBeNull()
})

test('a file that is not there is 404, and no path leads out of the folder', async () => {
  expect((await get('/assets/index-0000.js')).status).toBe(404)
  expect((await get('/assets/..%2f..%2fpackage.json')).status).toBeGreaterThanOrEqual(400)
  expect((await get('/favicon.ico', { accept: 'image/*' })).status).toBe(404)
})

test('every page may load only what is ours', async () => {
  const policy = (await get('/', browser)).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('upgrade-insecure-requests')
  expect((await get('/', browser)).headers.get('x-powered-by')).toBeNull()
})

test('a person who sends something to a page that is not there gets a page, a program a problem', async () => {
  const page = await fetch(`${url}/nothing-is-here`, { method: 'POST', headers: browser })
  expect(page.status).toBe(404)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(await page.text()).toContain('<h1>')
  const problem = await fetch(`${url}/nothing-is-here`, { method: 'POST', headers: { accept: 'application/json' } })
  expect(await problem.json()).toMatchObject({ status: 404, code: 'not_found' })
})

test('without a built app the address says what to do', async () => {
  const other = await testServer(createApp(services, join(web, 'nothing')), services)
  const answer = await fetch(other.url, { headers: browser })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('npm start')
})
