import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createCampaign } from '../../../src/campaigns/index.ts'
import { testDatabase } from '../../support/database.ts'
import { makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database)
const config = { ...services.config, webhookPrivateHosts: ['localhost'] }
const server = await testServer(createApp({ ...services, config }), { db })
const marketer = await server.as('marketer')

const asked: string[] = []
const site = createServer(({ method, url = '' }, response) => {
  asked.push(`${method} ${url}`)
  if (url === '/moved') response.writeHead(302, { location: '/page' })
  else if (url === '/inside') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` })
  else if (url === '/circle') response.writeHead(302, { location: '/circle' })
  else if (url === '/only-get') response.writeHead(method === 'GET' ? 200 : 405)
  else response.writeHead(url === '/page' ? 200 : url === '/closed' ? 401 : 404)
  response.end()
})
site.listen(0, '127.0.0.1')
await new Promise((resolve) => site.once('listening', resolve))
afterAll(() => void site.close())
const { port } = site.address() as AddressInfo

test('the links of a draft are followed to where they end, and never into a private network', async () => {
  const purpose = await makePurpose(db, { languages: ['en', 'nb'] })
  const paths = ['/page', '/moved', '/gone', '/closed', '/only-get', '/circle', '/inside']
  const links = [
    ...paths.map((path) => `http://localhost:${port}${path}`),
    `http://127.0.0.1:${port}/secret`,
    'http://localhost:9/',
    'mailto:post@vidjevik.example',
    '{{ unsubscribe_url }}',
  ]
  const body = links.map((link) => `<a href="${link}">x</a>`).join(' ')
  const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section></mj-body></mjml>`
  const { id } = await createCampaign(db, { name: 'Links', purposeId: purpose.id, mjml, language: 'en' }, NOON)
  await db.campaignTranslation.create({ data: { campaignId: id, language: 'nb', mjml } })
  const { status, body: answer } = await marketer('POST', `/campaigns/${id}/follow-links`)
  expect(status).toBe(200)
  const { items } = answer as {
    items: { address: string; answer: string; status: number | null; languages: string[] }[]
  }
  const said = Object.fromEntries(items.map((one) => [one.address.replace(`http://localhost:${port}`, ''), one.answer]))
  expect(said).toEqual({
    ...{ '/page': 'there', '/moved': 'there', '/only-get': 'there', '/gone': 'gone', '/closed': 'refused' },
    ...{ '/circle': 'silent', '/inside': 'closed', 'http://localhost:9/': 'silent' },
    [`http://127.0.0.1:${port}/secret`]: 'closed',
  })
  expect(items.every(({ languages }) => languages.join() === 'en,nb')).toBe(true)
  expect(asked.filter((one) => one.includes('secret'))).toEqual([])
  expect(asked.filter((one) => one === 'HEAD /page')).toHaveLength(2) // once itself, once from /moved
})
