import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { findCalendar } from '../../../src/campaigns/calendar/calendar.ts'
import { fetchFeed } from '../../../src/campaigns/feed/fetch-feed.ts'
import { readFeeds } from '../../../src/campaigns/feed/read-feeds.ts'
import { createCampaign, pauseCampaign, resumeCampaign, startCampaigns } from '../../../src/campaigns/index.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'

const MINUTE_MS = 60_000
const later = (minutes: number) => new Date(+NOON + minutes * MINUTE_MS)
const database = await testDatabase()
const { db } = database
let now = NOON
const given = testServices(database, { now: () => now })
const services = { ...given, config: { ...given.config, webhookPrivateHosts: ['127.0.0.1'] } }
const server = await testServer(createApp(services), { db })
const marketer = await server.as('marketer')

/** A site with a feed, which counts what it is asked. */
type Entry = { id: string; title?: string; link?: string }
const site = {
  entries: [] as Entry[],
  status: 200,
  etag: '"1"',
  body: undefined as string | undefined,
  asked: [] as (string | undefined)[],
}
const http = createServer((request, response) => {
  if (request.url === '/away') return void response.writeHead(302, { location: 'http://10.0.0.1/feed' }).end()
  if (request.url === '/endless') {
    response.writeHead(200)
    const chunk = Buffer.alloc(65_536, 'a')
    const push = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', push)
    }
    return push()
  }
  site.asked.push(request.headers['if-none-match'])
  if (site.status === 200 && request.headers['if-none-match'] === site.etag) return void response.writeHead(304).end()
  response
    .writeHead(site.status, { 'content-type': 'application/rss+xml', etag: site.etag })
    .end(site.body ?? rss(site.entries))
}).listen(0, '127.0.0.1')
await new Promise((resolve) => http.once('listening', resolve))
afterAll(() => http.close())
const URL_OF_SITE = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
const reach = { privateHosts: ['127.0.0.1'], isProduction: false }

const item = ({ id, title, link }: Entry) =>
  `<item><guid>${id}</guid><title>${title ?? `Sak ${id}`}</title><description>Om ${id}</description>
    <link>${link ?? `https://vidjevik.example/${id}`}</link></item>`
const rss = (entries: Entry[]) =>
  `<rss version="2.0"><channel><title>Fagstoff</title><link>https://vidjevik.example/</link>
    ${entries.map(item).join('')}</channel></rss>`
const publish = (...entries: Entry[]) =>
  Object.assign(site, { entries: [...entries, ...site.entries], etag: `"${site.entries.length + 1}${entries.length}"` })

const MJML = `<mjml><mj-body><mj-section><mj-column><mj-text>Hei {{ contact.first_name }}</mj-text>
{% for item in feed.items %}<mj-text><a href="{{ item.link }}">{{ item.title }}</a></mj-text>{% endfor %}
</mj-column></mj-section></mj-body></mjml>`
const purpose = await makePurpose(db, { languages: ['nb'] })
const reader = await makeContact(db, { firstName: 'Kari' })
await grant(db, reader.id, purpose.id)
const segment = await db.segment.create({ data: { name: 'All', definition: { kind: 'all', conditions: [] } } })

async function makeFollower(plan: object, over: object = {}) {
  const draft = {
    name: 'Nytt',
    purposeId: purpose.id,
    segmentId: segment.id,
    subject: '{{ feed.items.first.title }}',
    mjml: MJML,
  }
  const { id } = await createCampaign(db, { ...draft, language: 'nb', ...over }, now)
  const saved = await marketer('PUT', `/campaigns/${id}/feed`, { url: `${URL_OF_SITE}/feed`, pace: 'each', ...plan })
  return { id, saved }
}
async function follow(plan: object, over: object = {}) {
  const { id } = await makeFollower(plan, over)
  const followed = await marketer('POST', `/campaigns/${id}/feed/follow`)
  expect(followed.status).toBe(200)
  return id
}
const issuesOf = async (campaignId: string) => {
  const rows = await db.campaignOccurrence.findMany({ where: { campaignId }, orderBy: { occursAt: 'asc' } })
  return Promise.all(rows.map(({ childId }) => db.campaign.findUniqueOrThrow({ where: { id: childId } })))
}
const run = async (at: Date) => {
  now = at
  await readFeeds(services)
}
const reset = async () => {
  now = NOON
  Object.assign(site, { entries: [{ id: 'old' }], status: 200, etag: '"0"', body: undefined, asked: [] })
  await db.campaignFeed.updateMany({ data: { followingSince: null } })
}

describe('a campaign that follows a feed', () => {
  it('mails what is new once, as a campaign of its own with real links, and nothing that was there before', async () => {
    await reset()
    const id = await follow({ pace: 'each' })
    await run(later(1))
    expect(await issuesOf(id)).toEqual([])
    publish({ id: 'a', title: 'Varme &amp; {{ contact.last_name }}' }, { id: 'b' })
    await run(later(11))
    await run(later(21))
    const [issue, ...others] = await issuesOf(id)
    expect(others).toEqual([])
    expect(issue).toMatchObject({ subject: 'Varme & (( contact.last_name ))', status: 'scheduled' })
    while (await startCampaigns(db, later(22)));
    const message = await db.message.findFirstOrThrow({ where: { campaignId: issue?.id ?? '' } })
    const content = await db.messageContent.findUniqueOrThrow({ where: { id: message.contentId } })
    expect(content.html).toContain('Hei {{ contact.first_name }}')
    expect(content.html).toContain('Varme &amp; (( contact.last_name ))')
    expect(content.html).not.toMatch(/feed|Sak old/)
    expect(content.links).toEqual(expect.arrayContaining(['https://vidjevik.example/a', 'https://vidjevik.example/b']))
    // What has not changed is not sent again by the server, and asked for no more often than promised.
    expect(site.asked.filter((etag) => etag === site.etag)).toHaveLength(1)
    expect(await db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: 'scheduled',
      startsAt: NOON,
    })
  })

  it('tells of the newest at its hour, and where nothing is new sends nothing', async () => {
    await reset()
    // Noon in Oslo is 11:00 there: NOON is at 12.
    const id = await follow({ pace: 'day', minutes: 13 * 60, maxItems: 2 })
    expect((await db.campaign.findUniqueOrThrow({ where: { id } })).startsAt).toEqual(later(60))
    await run(later(61))
    expect(await issuesOf(id)).toEqual([])
    publish({ id: 'x' }, { id: 'y' }, { id: 'z' })
    await run(later(125))
    expect(await issuesOf(id)).toEqual([])
    await run(later(60 + 24 * 60))
    const [issue, ...others] = await issuesOf(id)
    expect(others).toEqual([])
    expect(issue?.mjml.match(/Sak \w/g)).toEqual(['Sak x', 'Sak y'])
    expect(await db.feedItem.count({ where: { campaignId: id, toldAt: null } })).toBe(0)
    const foretold = await findCalendar(db, later(60 + 25 * 60), later(60 + 3 * 24 * 60 + 1))
    expect(
      foretold
        .filter((item) => item.campaignId === id)
        .map(({ at, isForetold, mayMove }) => [+at, isForetold, mayMove]),
    ).toEqual([
      [+later(60 + 2 * 24 * 60), true, false],
      [+later(60 + 3 * 24 * 60), true, false],
    ])
  })

  it('says why a feed fails, tries again ever later, and goes on when it is back', async () => {
    await reset()
    const id = await follow({ pace: 'each' })
    Object.assign(site, { status: 503, etag: '"x"' })
    const read = async () => ((await marketer('GET', `/campaigns/${id}/feed`)).body as { feed: object }).feed
    await run(later(1))
    expect(await read()).toMatchObject({ fault: 'status', faultDetail: '503', faultSince: later(1).toISOString() })
    const times: number[] = []
    for (const minute of [12, 20, 21, 40, 60]) {
      const before = site.asked.length
      await run(later(minute))
      if (site.asked.length > before) times.push(minute)
    }
    expect(times).toEqual([21])
    publish({ id: 'back' })
    Object.assign(site, { status: 200, body: '<html>Maintenance</html>' })
    await run(later(70))
    expect(await read()).toMatchObject({ fault: 'not_a_feed' })
    site.body = undefined
    await run(later(600))
    expect(await read()).toMatchObject({ fault: null, waiting: 0 })
    expect((await issuesOf(id)).map(({ subject }) => subject)).toEqual(['Sak back'])
  })

  it('keeps what waits where its mail has a mistake, says which, and reads nothing while it is paused', async () => {
    await reset()
    const id = await follow({ pace: 'each' })
    publish({ id: 'bad', link: 'javascript:alert(1)' })
    await run(later(11))
    const feed = async () => ((await marketer('GET', `/campaigns/${id}/feed`)).body as { feed: object }).feed
    await run(later(25))
    expect(await feed()).toMatchObject({ fault: 'mail', waiting: 1, readAt: later(25).toISOString() })
    expect(await issuesOf(id)).toEqual([])
    await pauseCampaign(db, id)
    const asked = site.asked.length
    site.entries = []
    publish({ id: 'bad', link: 'https://vidjevik.example/good' })
    await run(later(200))
    expect(site.asked).toHaveLength(asked)
    await resumeCampaign(db, id)
    await run(later(300))
    expect((await issuesOf(id)).map(({ subject }) => subject)).toEqual(['Sak bad'])
    expect(await feed()).toMatchObject({ fault: null, waiting: 0 })
  })
})

describe('a draft with a feed', () => {
  it('is checked and shown with what the feed says now, at the lines of the template', async () => {
    await reset()
    publish({ id: 'now' })
    const { id } = await makeFollower({ pace: 'week', weekdays: [1] })
    const draft = {
      purposeId: purpose.id,
      subject: '{{ feed.items.first.title }}',
      preheader: '',
      mjml: MJML,
      contactId: reader.id,
    }
    type Shown = {
      mail: { subject: string; html: string; text: string }
      madeText: string
      checks: { name: string; problems: { line: number; message: string }[] }[]
    }
    const show = async (over: object) =>
      (await marketer('POST', '/campaigns/preview', { ...draft, ...over })).body as Shown
    const shown = await show({ feedOf: id })
    expect(shown.mail).toMatchObject({ subject: 'Sak now', html: expect.stringContaining('Sak old') })
    const fieldsOf = ({ checks }: Shown) => checks.find(({ name }) => name === 'fields')?.problems
    expect(fieldsOf(shown)).toEqual([])
    // Without a feed nobody would fill it in.
    expect(fieldsOf(await show({}))).not.toEqual([])
    const wrong = await show({ feedOf: id, mjml: MJML.replace('item.title', 'item.writer') })
    expect(fieldsOf(wrong)).toMatchObject([{ line: 2, message: expect.stringContaining('writer') }])
    // A text that is begun by hand holds the places of the entries, not those of today, and stays right for each issue.
    expect(shown.madeText).toContain('{% for item in feed.items %}')
    const own = await show({ feedOf: id, plainText: shown.madeText, plainTextOf: shown.madeText })
    expect(own.mail.text).toContain('Sak now')
    expect(own.checks.find(({ name }) => name === 'text')?.problems).toEqual([])
  })

  it('cannot be followed without a place for entries, an audience, or a feed that can be read', async () => {
    await reset()
    const [noPlace, nobody] = [
      await makeFollower({}, { mjml: MJML.replace(/\{% for[\s\S]*endfor %\}/, ''), subject: 'Hei' }),
      await makeFollower({}, { segmentId: null }),
    ]
    for (const { id } of [noPlace, nobody])
      expect((await marketer('POST', `/campaigns/${id}/feed/follow`)).status).toBe(400)
    site.status = 404
    const { saved } = await makeFollower({})
    expect(saved).toMatchObject({
      status: 400,
      body: { faults: [{ path: 'url', message: expect.stringContaining('404') }] },
    })
    expect(
      (await marketer('PUT', `/campaigns/${nobody.id}/feed`, { url: 'ftp://x.example', pace: 'each' })).status,
    ).toBe(400)
    expect((await marketer('DELETE', `/campaigns/${nobody.id}/feed`)).status).toBeLessThan(300)
    expect((await marketer('GET', `/campaigns/${nobody.id}/feed`)).body).toEqual({ feed: null })
  })
})

describe('fetching', () => {
  it('leads into no private network, by name, number or redirect, and takes no more than a bound', async () => {
    const state = { etag: null, lastModified: null }
    const closed = { privateHosts: [], isProduction: true }
    for (const url of [`${URL_OF_SITE}/feed`, 'http://localhost/feed', 'http://169.254.169.254/latest'])
      expect(await fetchFeed(url, state, closed), url).toMatchObject({ outcome: 'failed', fault: 'closed' })
    expect(await fetchFeed(`${URL_OF_SITE}/away`, state, reach)).toMatchObject({ fault: 'closed' })
    expect(await fetchFeed(`${URL_OF_SITE}/endless`, state, reach)).toMatchObject({ fault: 'too_large' })
  })
})
