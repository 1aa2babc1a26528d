import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { testDatabase } from '../../support/database.ts'
import { makePurpose } from '../../support/factories.ts'
import { type Answer, testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const { url, as } = await testServer(createApp(services), services)
const marketer = await as('marketer')
const newsletter = await makePurpose(db, { key: 'newsletter', name: 'Newsletter' })

const MAPPING = {
  columns: [
    { column: 'E-post', to: 'email' },
    { column: 'Fornavn', to: 'firstName' },
  ],
  consent: [
    {
      purpose: newsletter.id,
      channel: 'email',
      column: 'Nyhetsbrev',
      yes: ['ja'],
      no: ['nei'],
      at: { column: 'Dato' },
      source: { value: 'Messe' },
      wording: { value: 'Ja takk til nyhetsbrev' },
    },
  ],
}
const CSV =
  'E-post;Fornavn;Nyhetsbrev;Dato\nåse@fjord.example;Åse;ja;3.11.2026\nbo@fjord.example;Bo;nei;\nmalformed;X;;\n'

/** Sends a form as a browser does; the key is taken from a plain call. */
async function upload(path: string, parts: { mapping?: string; file?: string; type?: string }): Promise<Answer> {
  const form = new FormData()
  if (parts.mapping !== undefined) form.append('mapping', parts.mapping)
  if (parts.file !== undefined) form.append('file', new Blob([parts.file], { type: 'text/csv' }), 'people.csv')
  const body = new Response(form)
  const text = Buffer.from(await body.arrayBuffer()).toString('utf8')
  return marketer('POST', path, text, { 'content-type': body.headers.get('content-type') ?? '' })
}

async function waitFor(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await marketer('GET', `/imports/${id}`)
    const report = body as Record<string, unknown>
    if (report.status !== 'running') return report
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('the preview shows columns, samples and a guess', async () => {
  const { status, body } = await marketer('POST', '/imports/preview', CSV, { 'content-type': 'text/csv' })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    encoding: 'utf-8',
    delimiter: ';',
    rows: 3,
    columns: [{ heading: 'E-post' }, { samples: ['Åse', 'Bo', 'X'] }, {}, { heading: 'Dato' }],
    guess: {
      columns: [
        { column: 'E-post', to: 'email' },
        { column: 'Fornavn', to: 'firstName' },
      ],
      decimal: ',',
    },
  })
})

test('a preview cut in the middle of a row leaves that row out', async () => {
  const { body } = await marketer('POST', '/imports/preview?isCut=true', CSV.slice(0, -5), {
    'content-type': 'text/csv',
  })
  expect(body).toMatchObject({ rows: 2 })
})

test('an upload is checked, taken in, and reported with what was not taken', async () => {
  const parts = { mapping: JSON.stringify(MAPPING), file: CSV.replace('åse@', 'ase@') }
  const checked = await upload('/imports/check', parts)
  expect(checked.status).toBe(200)
  expect(checked.body).toMatchObject({ rows: 3, created: 2, refused: 1, consent: [{ given: 1, withdrawn: 1 }] })
  const started = await upload('/imports', parts)
  expect(started.status).toBe(202)
  const { id } = started.body as { id: string }
  expect(await waitFor(id)).toMatchObject({
    status: 'done',
    fileName: 'people.csv',
    created: 2,
    refused: 1,
    given: 1,
    withdrawn: 1,
    reasons: [{ code: 'malformed_address', isTaken: false, rows: 1 }],
  })
  const refusals = await marketer('GET', `/imports/${id}/refusals`)
  expect(refusals.body).toMatchObject({ items: [{ line: 4, column: 'E-post', code: 'malformed_address' }] })
  const csv = await marketer('GET', `/imports/${id}/refusals.csv`)
  expect(csv.headers.get('content-disposition')).toContain('people, not taken.csv')
  expect(csv.body).toContain('"4","no","malformed_address","E-post"')
  expect((await marketer('GET', '/imports')).body).toMatchObject({ items: [{ id }] })
})

test.each([
  ['a file without a mapping', { file: CSV }, 400, /mapping/],
  ['a mapping that is not JSON', { mapping: '{', file: CSV }, 400, /not JSON/],
  ['an empty file', { mapping: JSON.stringify(MAPPING), file: '' }, 400, /empty/],
  ['a mapping with unknown words', { mapping: '{"columns":[],"secret":1}', file: CSV }, 400, /cannot be used/],
])('%s is refused and leaves nothing behind', async (_name, parts, status, words) => {
  const before = await db.import.count()
  const answer = await upload('/imports', parts)
  expect(answer.status).toBe(status)
  expect((answer.body as { detail: string }).detail).toMatch(words)
  expect(await db.import.count()).toBe(before)
})

test('a file that is larger than may be is refused while it arrives', async () => {
  const small = testServices(database, {
    config: { ...services.config, uploads: { folder: '/tmp/assent-test-uploads', limitBytes: 1000 } },
  })
  const server = await testServer(createApp(small), small)
  const ask = await server.as('marketer')
  const form = new FormData()
  form.append('mapping', JSON.stringify(MAPPING))
  form.append('file', new Blob([CSV.repeat(100)]), 'big.csv')
  const body = new Response(form)
  const text = Buffer.from(await body.arrayBuffer()).toString('utf8')
  const answer = await ask('POST', '/imports', text, { 'content-type': body.headers.get('content-type') ?? '' })
  expect(answer.status).toBe(413)
  expect((answer.body as { detail: string }).detail).toContain('UPLOAD_LIMIT_MB')
})

test('sellers may not import', async () => {
  const seller = await as('seller')
  expect((await seller('GET', '/imports')).status).toBe(403)
  expect(url).toContain('127.0.0.1')
})
