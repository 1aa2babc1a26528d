// A real HTTP server for one test file, and callers with a role of their own.
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import type { DestinationStream } from 'pino'
import { afterAll } from 'vitest'
import { createApiKey } from '../../src/platform/auth-api-keys.ts'
import { createAuth, createLog, type Role, type Services } from '../../src/platform/index.ts'
import type { TestDatabase } from './database.ts'

const CONFIG = { publicUrl: 'http://localhost:3000', secretKey: 'only-for-tests-'.padEnd(40, '0'), isProduction: false }

/** What routes, pages and jobs get, over the database of this file. Answers that drift from their schema fail. */
export function testServices(
  { db, pool }: TestDatabase,
  given: Partial<Services> & { output?: DestinationStream } = {},
): Services {
  const { output, config = CONFIG, ...others } = given
  const log = createLog(output ? 'info' : 'silent', output)
  return {
    db,
    pool,
    now: () => new Date(),
    config,
    log,
    auth: createAuth(db, config, log),
    describeWorkspace: async () => ({ name: 'Nordlys', demo: false }),
    readiness: [],
    checkAnswers: true,
    ...others,
  }
}

export type Answer = { status: number; body: unknown; headers: Headers }

export type TestServer = {
  url: string
  /** Sends a request below /api. An object as body is sent as JSON. */
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** The same, as a caller with this role. */
  as: (role: Role) => Promise<TestServer['ask']>
}

/** Listens on a free port until the last test of this file. */
export async function testServer(app: Express, { db }: Pick<Services, 'db'>): Promise<TestServer> {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask: TestServer['ask'] = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string'
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  return {
    url,
    ask,
    as: async (role) => {
      const { key } = await createApiKey(db, { name: `test ${role}`, role }, new Date())
      return (method, path, body, headers) => ask(method, path, body, { ...headers, authorization: `Bearer ${key}` })
    },
  }
}
