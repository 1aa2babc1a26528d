import { expect, test } from 'vitest'
import { createLog, withoutAddresses } from '../../src/platform/index.ts'
import { loggablePath } from '../../src/platform/log.ts'
import { countProcessorTime } from '../support/processor-time.ts'

const linesOf = (write: (log: ReturnType<typeof createLog>) => void) => {
  const lines: string[] = []
  write(createLog('debug', { write: (line: string) => void lines.push(line) }))
  return lines.join('')
}

test('an e-mail address or a phone number never gets into the log, wherever it stands', () => {
  const cause = Object.assign(new Error('Key (email)=(ida@nordlys.example) already exists.'), { code: '23505' })
  const text = linesOf((log) => {
    log.info('to ida@nordlys.example')
    log.info(
      { contact: { email: 'ida@nordlys.example', list: ['Øyvind.Å@blåbær.example', '+47 912 34 567'] } },
      'said yes',
    )
    log.error({ err: new Error('mail to <ida+a=b@nordlys.example> failed', { cause }) }, 'not sent')
    log.warn(new TypeError('ida@nordlys.example'))
    log.child({ to: 'ida%40nordlys.example' }).info('%s', 'IDA@NORDLYS.EXAMPLE')
  })
  expect(text).not.toMatch(/ida|nordlys|yvind|blåbær|912/i)
  expect(text.match(/\[e-mail\]/g)?.length).toBeGreaterThanOrEqual(7)
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
})

test('what is no address stays as it is', () => {
  const line = '2026-11-21T08:00:00+01:00 node@24 /contacts/018f2f6e-0000-7000-8000-000000000000 a+b = 12345678 @ 5'
  expect(withoutAddresses(line)).toBe(line)
})

test('a long line is searched in time that grows with its length', () => {
  const spentMs = countProcessorTime()
  withoutAddresses('a'.repeat(200_000))
  withoutAddresses(`+${'1 '.repeat(100_000)}`)
  expect(spentMs()).toBeLessThan(1000)
})

test('an error is logged with its type, code, place and cause', () => {
  const error = Object.assign(new RangeError('too far', { cause: new Error('nearer') }), { code: 'E_FAR', secret: 'x' })
  const logged = JSON.parse(linesOf((log) => log.error({ err: error }, 'no')))
  expect(logged).toMatchObject({
    level: 'error',
    msg: 'no',
    err: { type: 'RangeError', code: 'E_FAR', cause: { message: 'nearer' } },
  })
  expect(logged.err.stack).toContain('log.unit.test.ts')
  expect(logged.err.secret).toBeUndefined()
})

test.each([
  ['/api/contacts?email=ida@nordlys.example', '/api/contacts'],
  ['/api/contacts/018f2f6e-0000-7000-8000-000000000000/why', '/api/contacts/018f2f6e-0000-7000-8000-000000000000/why'],
  ['/p/abc/receipt', '/p/…'],
  ['/u/ZXhhbXBsZQ', '/u/…'],
  ['/preferences/nYk2m3b4v5c6x7z8a9s0d1f2g3h4', '/preferences/…'],
  ['/setup?token=nYk2m3b4v5c6x7z8a9s0d1f2g3h4', '/setup'],
  ['/', '/'],
])('the path of %s is logged as %s', (url, path) => {
  expect(loggablePath(url)).toBe(path)
})
