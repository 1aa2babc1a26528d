import { expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { testDatabase } from '../../support/database.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const server = await testServer(createApp(services), { db })
const key = await server.as('marketer')
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEklEQVR4nGP4z8DwH4QZYAwAR8oH+WdZbrcAAAAASUVORK5CYII=',
  'base64',
)
const GIF = Buffer.from('R0lGODlhBQAEAIAAAP///wAAACwAAAAABQAEAAACBISPCQUAOw==', 'base64')
const segment = (marker: number, body: number[]) => [0xff, marker, 0, body.length + 2, ...body]
const JPEG = Buffer.from([
  ...[0xff, 0xd8],
  ...segment(0xe0, [1, 2, 3]),
  ...segment(0xc4, [9]),
  ...segment(0xc2, [8, 0, 7, 0, 9, 3, 0, 0, 0, 0]),
])

async function upload(bytes: Buffer, query = 'name=pump.png&alt=A+pump') {
  const { headers } = await fetchOptions()
  const response = await fetch(`${server.url}/api/images?${query}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(bytes),
  })
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown> & { faults?: { message: string }[] },
  }
}
async function fetchOptions() {
  const { createApiKey } = await import('../../../src/platform/auth-api-keys.ts')
  const { key: token } = await createApiKey(db, { name: 'Upload', role: 'marketer' }, new Date())
  return { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' } }
}

test('a picture is kept once, with its size in pixels, under an address that may be cached for ever', async () => {
  const first = await upload(PNG)
  expect(first).toMatchObject({
    status: 201,
    body: { type: 'png', width: 2, height: 3, alt: 'A pump', size: PNG.length },
  })
  expect((await upload(GIF, 'name=g')).body).toMatchObject({ type: 'gif', width: 5, height: 4 })
  expect((await upload(JPEG, 'name=j')).body).toMatchObject({ type: 'jpeg', width: 9, height: 7 })
  const again = await upload(PNG, 'name=same.png')
  expect(again.body).toMatchObject({ id: first.body.id, name: 'same.png', alt: 'A pump' })
  const path = new URL(String(first.body.address)).pathname
  const served = await fetch(`${server.url}${path}`)
  expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true)
  expect(Object.fromEntries(served.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  expect(served.headers.get('set-cookie')).toBeNull()
  expect((await fetch(`${server.url}/i/${'A'.repeat(43)}.png`)).status).toBe(404)
})

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'no SVG'],
  ['HTML', Buffer.from('<html><body>Hi</body></html>'), 'no PNG, JPEG or GIF'],
  ['WebP', Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 ', 'latin1'), 'no WebP'],
  ['nothing', Buffer.alloc(0), 'no PNG, JPEG or GIF'],
  ['half a PNG', PNG.subarray(0, 20), 'no PNG'],
  ['a JPEG that never says its size', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]), 'no PNG'],
  ['a giant', Buffer.concat([PNG.subarray(0, 16), Buffer.from([0, 1, 0, 0]), PNG.subarray(20)]), 'pixels'],
  ['more than 5 MB', Buffer.concat([PNG, Buffer.alloc(5_000_001)]), 'over 5 MB'],
])('%s is refused with what to do, whatever its name', async (_what, bytes, message) => {
  const { status, body } = await upload(bytes)
  expect(status).toBe(400)
  expect(body.faults?.[0]?.message).toContain(message)
})

test('what is taken out of the library still shows in mails, and the database lets no picture change or go', async () => {
  const { body } = await upload(PNG)
  expect((await key('PATCH', `/images/${body.id}`, { alt: 'Two pumps' })).status).toBe(204)
  expect((await key('GET', '/images')).body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id: body.id, alt: 'Two pumps' })]),
  })
  expect((await key('DELETE', `/images/${body.id}`)).status).toBe(204)
  expect((await key('DELETE', `/images/${body.id}`)).status).toBe(404)
  expect((await fetch(`${server.url}${new URL(String(body.address)).pathname}`)).status).toBe(200)
  await expect(db.mailImage.deleteMany()).rejects.toThrow('neither changed nor deleted')
  await expect(db.mailImage.updateMany({ data: { data: new Uint8Array(GIF) } })).rejects.toThrow()
})
