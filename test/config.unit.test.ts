import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { developmentSecret, loadConfig } from '../src/config.ts'
import { DomainError } from '../src/platform/errors.ts'

const production = { NODE_ENV: 'production', SECRET_KEY: 'x'.repeat(32), PUBLIC_URL: 'https://assent.example/' }

function faultsOf(env: Record<string, string>): Record<string, string> {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof DomainError)
      return Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message]))
  }
  return {}
}

describe('the configuration', () => {
  test('needs nothing in development', () => {
    expect(loadConfig({})).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: undefined,
      servesWeb: true,
      doesWork: true,
      isProduction: false,
      makesDemo: true,
    })
  })

  test('takes an empty variable for one that is not there', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', NODE_ENV: '' })).toEqual(loadConfig({}))
  })

  test('drops the slash at the end of the public address', () => {
    expect(loadConfig(production).publicUrl).toBe('https://assent.example')
  })

  test('gives the address of its own port where no public one is set', () => {
    expect(loadConfig({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100')
  })

  test.each([
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['UPLOAD_LIMIT_MB', 'much'],
    ['DATABASE_URL', 'mysql://host/database'],
    ['DATABASE_URL', 'localhost'],
    ['SMTP_URL', 'mail.example:587'],
    ['PUBLIC_URL', 'assent.example'],
    ['PUBLIC_URL', 'https://assent.example/below'],
    ['SECRET_KEY', 'short'],
    ['ASSENT_ROLE', 'sender'],
    ['ASSENT_API_KEY', 'guess-me'],
    ['NODE_ENV', 'prod'],
  ])('refuses %s=%s and says what to write', (name, value) => {
    const faults = faultsOf({ [name]: value })
    expect(Object.keys(faults)).toEqual([name])
    expect(faults[name]).toMatch(/^Write /)
  })

  test('names every fault at once, also those of one variable with another', () => {
    expect(Object.keys(faultsOf({ NODE_ENV: 'production', PORT: 'x', ASSENT_ROLE: 'worker' }))).toEqual([
      'PORT',
      'SECRET_KEY',
      'PUBLIC_URL',
      'DATABASE_URL',
    ])
  })

  test('wants a domain for mail that comes back, and a port where it comes by SMTP', () => {
    const [INBOUND_DOMAIN, INBOUND_PORT] = ['In.Vidjevik.example', '2525']
    expect(loadConfig({ INBOUND_DOMAIN, INBOUND_PORT }).inbound).toEqual({ domain: 'in.vidjevik.example', port: 2525 })
    expect(loadConfig({}).inbound).toBeUndefined()
    expect(loadConfig({ INBOUND_DOMAIN }).inbound).toEqual({ domain: 'in.vidjevik.example' })
    expect(Object.keys(faultsOf({ INBOUND_PORT }))).toEqual(['INBOUND_DOMAIN'])
    const wrong = faultsOf({ INBOUND_DOMAIN: 'a domain', INBOUND_PORT: 'smtp' })
    for (const fault of [wrong.INBOUND_DOMAIN, wrong.INBOUND_PORT]) expect(fault).toMatch(/^Write /)
  })

  test('wants a shared database for a process that is web or worker alone', () => {
    const DATABASE_URL = 'postgresql://assent@db.example/assent'
    expect(loadConfig({ ASSENT_ROLE: 'worker', DATABASE_URL })).toMatchObject({ servesWeb: false, doesWork: true })
    expect(loadConfig({ ASSENT_ROLE: 'web', DATABASE_URL })).toMatchObject({ servesWeb: true, doesWork: false })
    expect(Object.keys(faultsOf({ ASSENT_ROLE: 'web' }))).toEqual(['DATABASE_URL'])
  })

  test('never repeats a secret in a fault', () => {
    const faults = faultsOf({ SECRET_KEY: 'secret-a', ASSENT_API_KEY: 'secret-b', DATABASE_URL: 'secret-c' })
    expect(Object.keys(faults)).toHaveLength(3)
    expect(JSON.stringify(faults)).not.toMatch(/secret-[abc]/)
  })
})

describe('the key of a development installation', () => {
  test('is made once, long enough, and readable by its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assent-config-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const both = await Promise.all([developmentSecret(folder), developmentSecret(folder)])
    expect(both[0]).toBe(both[1])
    expect(both[0]?.length).toBeGreaterThanOrEqual(32)
    expect((await stat(join(folder, 'secret-key'))).mode & 0o777).toBe(0o600)
  })
})
