import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import express from 'express'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '../../src/platform/auth-api-keys.ts'
import {
  DomainError,
  everyRole,
  inTransaction,
  mountRoutes,
  openDatabase,
  type Route,
  requestLog,
  route,
} from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const lines: string[] = []
const services = testServices(database, { output: { write: (line: string) => void lines.push(line) } })
const nowhere = openDatabase('postgresql://nobody@127.0.0.1:1/none')
afterAll(() => nowhere.close())

const tag = 'Test'
let failWith: () => Promise<unknown> = async () => {}

const routes: Route[] = [
  route({
    method: 'post',
    path: '/things/{id}',
    summary: 'Everything at once',
    tag,
    access: ['marketer'],
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().int().max(100).default(20) }),
    body: z.strictObject({ name: z.string().min(1), tags: z.array(z.string()).default([]) }),
    response: z.object({
      id: z.uuid(),
      name: z.string(),
      limit: z.int(),
      at: z.iso.datetime(),
      by: z.string(),
      tags: z.array(z.string()),
    }),
    status: 201,
    handle: async ({ user, now }, { params, query, body }) => ({
      ...body,
      id: params.id,
      limit: query.limit,
      at: now,
      by: user.role,
    }),
  }),
  route({
    method: 'get',
    path: '/failing',
    summary: 'Fails as told',
    tag,
    access: 'public',
    response: z.object({}),
    handle: async () => {
      await failWith()
      return {}
    },
  }),
  route({
    method: 'get',
    path: '/drifting',
    summary: 'Answers more than it says',
    tag,
    access: 'public',
    response: z.object({ name: z.string() }),
    handle: async () => ({ name: 'a', password: 'secret' }),
  }),
  route({ method: 'delete', path: '/things', summary: 'Empty', tag, access: everyRole, handle: async () => undefined }),
  route({
    method: 'get',
    path: '/report',
    summary: 'A file',
    tag,
    access: 'public',
    produces: 'text/csv',
    handle: async () => ({
      filename: 'rows not taken.csv',
      content: Readable.from(['line,why\n', '2,"no, thanks"\n']),
    }),
  }),
  route({
    method: 'post',
    path: '/upload',
    summary: 'A stream',
    tag,
    access: ['marketer'],
    raw: 'text/csv',
    query: z.object({ refuse: z.stringbool().default(false) }),
    response: z.object({ bytes: z.int() }),
    handle: async (_context, { request, query }) => {
      let bytes = 0
      for await (const chunk of request) {
        bytes += (chunk as Buffer).length
        if (query.refuse) throw new DomainError('too_large', 'This is more than is taken here.')
      }
      return { bytes }
    },
  }),
]

const app = express()
app.use(requestLog(services.log))
mountRoutes(app, routes, services)
const server = await testServer(app, services)
const { ask } = server
const marketer = await server.as('marketer')
const seller = await server.as('seller')
const admin = await server.as('admin')
const ID = '018f2f6e-0000-7000-8000-000000000000'

beforeEach(() => void lines.splice(0))

test('a request that fits is handled, and a date is answered as its ISO string', async () => {
  const { status, body, headers } = await marketer('POST', `/things/${ID}?limit=5`, { name: 'a' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ id: ID, name: 'a', limit: 5, by: 'marketer', tags: [] })
  expect((body as { at: string }).at).toMatch(/^\d{4}-\d\d-\d\dT/)
  expect(headers.get('cache-control')).toBe('no-store')
})

test('every fault is named by its path at once, and says what to do', async () => {
  const { status, body, headers } = await marketer('POST', '/things/7?limit=500', { tags: [1], colour: 'red' })
  expect(status).toBe(400)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, code: 'invalid' })
  const { faults } = body as { faults: { path: string; message: string }[] }
  expect(faults.map(({ path }) => path)).toEqual(['params.id', 'query.limit', 'name', 'tags.0', ''])
  expect(faults[2]?.message).toBe('This is required.')
  expect(faults[4]?.message).toContain('colour')
})

test.each([
  ['not JSON', '{"name": "a"', { 'content-type': 'application/json' }, 400, 'not valid JSON'],
  [
    'not called JSON',
    'name=a',
    { 'content-type': 'application/x-www-form-urlencoded' },
    400,
    'Content-Type: application/json',
  ],
  [
    'larger than 1 MB',
    JSON.stringify({ name: 'a'.repeat(1_100_000) }),
    { 'content-type': 'application/json' },
    413,
    'Send less',
  ],
  ['in another charset', 'x', { 'content-type': 'application/json; charset=latin1' }, 400, 'UTF-8'],
])('a body that is %s is refused with what to do', async (_what, text, headers, status, part) => {
  const answer = await marketer('POST', `/things/${ID}`, text, headers)
  expect(answer.status).toBe(status)
  expect((answer.body as { detail: string }).detail).toContain(part)
})

test('only the roles of a route may, and an administrator', async () => {
  expect((await ask('POST', `/things/${ID}`, { name: 'a' })).body).toMatchObject({
    status: 401,
    code: 'unauthenticated',
  })
  expect((await seller('POST', `/things/${ID}`, { name: 'a' })).body).toMatchObject({
    status: 403,
    code: 'not_allowed',
  })
  expect((await admin('POST', `/things/${ID}`, { name: 'a' })).status).toBe(201)
  const wrong = await ask('POST', `/things/${ID}`, { name: 'a' }, { authorization: 'Bearer assent_wrong' })
  expect(wrong.body).toMatchObject({ status: 401, code: 'unauthenticated' })
})

test('who may not is told so before what they sent is looked at', async () => {
  expect((await seller('POST', '/things/7', '{', { 'content-type': 'application/json' })).status).toBe(403)
})

test('below /api a path that is not there answers 404 as a problem', async () => {
  expect((await ask('GET', '/nothing/here')).body).toMatchObject({ status: 404, code: 'not_found' })
  expect((await ask('PUT', `/things/${ID}`, {})).status).toBe(404)
  expect((await ask('GET', '/%E0%A4%A')).status).toBe(404)
})

test('an answer that says more than its schema fails', async () => {
  const { status, body } = await ask('GET', '/drifting')
  expect(status).toBe(500)
  expect(JSON.stringify(body)).not.toContain('secret')
  expect(lines.join('')).toContain('answers what its schema does not describe')
})

test('without an answer the status is 204', async () => {
  expect(await seller('DELETE', '/things')).toMatchObject({ status: 204, body: '' })
})

test('a file is streamed with its name and type', async () => {
  const { body, headers } = await ask('GET', '/report')
  expect(body).toBe('line,why\n2,"no, thanks"\n')
  expect(headers.get('content-type')).toContain('text/csv')
  expect(headers.get('content-disposition')).toBe('attachment; filename="rows not taken.csv"')
})

test('an upload is read as a stream, however large', async () => {
  const { body } = await marketer('POST', '/upload', 'x'.repeat(3_000_000), { 'content-type': 'text/csv' })
  expect(body).toEqual({ bytes: 3_000_000 })
})

test('an upload that is refused while it still arrives gets its answer', async () => {
  const { key } = await createApiKey(db, { name: 'upload', role: 'marketer' }, new Date())
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    const sending = httpRequest(`${server.url}/api/upload?refuse=true`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    })
    sending.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
    let sent = 0
    const more = () => {
      while (sent++ < 300) if (!sending.write('y'.repeat(65_536))) return void sending.once('drain', more)
      sending.end()
    }
    more()
  })
  expect(answer).toBe(413)
})

test('an error nobody foresaw shows its reference, which finds it in the log, and nothing else', async () => {
  failWith = () => Promise.reject(new Error('pool of ida@nordlys.example is empty'))
  const { status, body } = await ask('GET', '/failing')
  expect(status).toBe(500)
  const { reference, detail, code } = body as { reference: string; detail: string; code: string }
  expect(code).toBe('internal')
  expect(reference).toMatch(/^[0-9A-F]{8}$/)
  expect(detail).toContain(reference)
  expect(detail).not.toContain('pool')
  const line = JSON.parse(lines.find((text) => text.includes(reference)) ?? '{}')
  expect(line).toMatchObject({ level: 'error', reference, err: { message: 'pool of [e-mail] is empty' } })
})

test('a domain error keeps its words and its faults, and is no error of ours', async () => {
  failWith = () =>
    Promise.reject(
      new DomainError('conflict', 'Choose another name.', { faults: [{ path: 'name', message: 'Taken.' }] }),
    )
  const { body } = await ask('GET', '/failing')
  expect(body).toMatchObject({
    status: 409,
    detail: 'Choose another name.',
    faults: [{ path: 'name', message: 'Taken.' }],
  })
  expect(lines.join('')).not.toContain('"level":"error"')
})

const raising = (state: string) => () =>
  inTransaction(db, async (tx) => {
    await tx.$executeRaw`select set_config('test.state', ${state}, true)`
    await tx.$executeRaw`do $$ begin raise exception 'x' using errcode = current_setting('test.state'); end $$`
  })

const role = { name: 'x', prefix: 'x', role: 'admin', hash: new Uint8Array([1]) }

test.each<[string, () => Promise<unknown>, number, string]>([
  [
    'a row that exists already',
    () => db.apiKey.create({ data: role }).then(() => db.apiKey.create({ data: role })),
    409,
    'exists already',
  ],
  ['a row that exists already, in raw SQL', raising('23505'), 409, 'exists already'],
  ['a row that is gone', () => db.apiKey.delete({ where: { id: ID } }), 404, 'not there any more'],
  ['a full disk', raising('53100'), 507, 'disk of the database is full'],
  ['a deadlock', raising('40P01'), 503, 'try again in a moment'],
  [
    'a database that nobody answers for',
    () => nowhere.db.apiKey.count(),
    503,
    'The database is away. Nothing was lost; try again in a moment.',
  ],
  ['the same through pg', () => nowhere.pool.query('select 1'), 503, 'The database is away.'],
  ['a database that is shutting down', raising('57P01'), 503, 'The database is away.'],
  [
    'a connection that is cut',
    () => db.$executeRaw`select pg_terminate_backend(pg_backend_pid())`,
    503,
    'The database is away.',
  ],
])('%s is answered with what to do', async (_what, fail, status, part) => {
  failWith = fail
  const { status: got, body, headers } = await ask('GET', '/failing')
  expect((body as { detail: string }).detail).toContain(part)
  expect(got).toBe(status)
  expect(headers.get('retry-after')).toBe(status === 503 ? '5' : null)
})
