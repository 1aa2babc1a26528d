import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { openRequest } from '../../src/consent/index.ts'
import { newId } from '../../src/platform/id.ts'
import { checkProofs } from '../../src/reports/index.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { testServer, testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
let now = NOON
const services = testServices(database, { now: () => now })
const server = await testServer(createApp(services), services)
const ask = await server.as('privacy_officer')
const news = await makePurpose(db, { name: 'Product news', validityMonths: 12 })

type Item = { kind: string; count: number; tone: string; title: string; detail: string; mend: { label: string } }
const find = async (kind?: string) => {
  const { items } = (await ask('GET', '/privacy/deviations')).body as { items: Item[] }
  return kind === undefined ? items : items.filter((item) => item.kind === kind)
}
/** The people behind the first number of a title. */
const peopleIn = async ({ title }: Item) => {
  const path = /\(people:([^)]+)\)/.exec(title)?.[1] ?? ''
  const { items, total } = (await ask('GET', path)).body as { items: { id: string }[]; total: number }
  expect(total).toBe(items.length)
  return items.map(({ id }) => id)
}
const only = async (kind: string) => {
  const [item, ...more] = await find(kind)
  expect(more).toEqual([])
  return item as Item
}

describe('deviations', () => {
  beforeAll(async () => {
    await checkProofs(db, NOON)
  })

  it('are none where nothing is wrong', async () => {
    expect(await find()).toEqual([])
  })

  it('name people without any basis: never asked, or a yes that no longer stands', async () => {
    const [never, over, yes, stranger] = [
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
      await makeContact(db),
    ]
    await grant(db, over.id, news.id, { occurredAt: new Date(+NOON - 400 * DAY_MS) })
    await grant(db, yes.id, news.id)
    await db.identity.deleteMany({ where: { contactId: stranger.id } })
    const item = await only('no-basis')
    expect(item).toMatchObject({ count: 2, tone: 'plain', mend: { label: 'Open contacts' } })
    expect((await peopleIn(item)).toSorted()).toEqual([never.id, over.id].toSorted())
    await withdraw(db, yes.id, news.id)
    expect(await only('no-basis')).toMatchObject({ count: 3 })
  })

  it('name the yeses that run out within 30 days', async () => {
    const soon = await makeContact(db)
    await grant(db, soon.id, news.id, { occurredAt: new Date(+NOON - 350 * DAY_MS) })
    const item = await only('ends-soon')
    expect(item).toMatchObject({ count: 1, tone: 'near' })
    expect(await peopleIn(item)).toEqual([soon.id])
  })

  it('name those who said yes to other words than today’s, until they say it anew', async () => {
    const letter = await makePurpose(db, { name: 'Letter' })
    const [before, after] = [await makeContact(db), await makeContact(db)]
    await grant(db, before.id, letter.id, { occurredAt: new Date(+NOON - 3 * DAY_MS) })
    const text = 'We also write to you about courses.'
    const hash = createHash('sha256').update(text).digest()
    const effectiveFrom = new Date(+NOON - 2 * DAY_MS)
    await db.purposeText.create({
      data: { purposeId: letter.id, language: 'en', version: 2, name: 'Letter', text, hash, effectiveFrom },
    })
    await grant(db, after.id, letter.id)
    const item = await only('text-changed')
    expect(item).toMatchObject({ count: 1, mend: { label: 'Compare the texts', to: `/purposes/${letter.id}` } })
    expect(await peopleIn(item)).toEqual([before.id])
    await grant(db, before.id, letter.id)
    expect(await find('text-changed')).toEqual([])
  })

  it('name imports that tried to bring people back, and requests past their day', async () => {
    const row = await db.import.create({
      data: { fileName: 'Messe.csv', mapping: {}, rows: 412, heldBack: 18, createdAt: NOON },
    })
    expect(await only('held-back')).toMatchObject({ count: 18, mend: { to: `/contacts/imports/${row.id}` } })
    const asks = await makeContact(db)
    const receivedAt = new Date(+NOON - 40 * DAY_MS)
    await openRequest(
      db,
      { contactId: asks.id, kind: 'access', cameBy: 'email', receivedAt },
      { actor: 'contact' },
      now,
    )
    const item = await only('requests-overdue')
    expect(item).toMatchObject({ count: 1, tone: 'broken' })
    expect(await peopleIn(item)).toEqual([asks.id])
  })

  it('name campaigns that were stopped for most of their people', async () => {
    const segment = await db.segment.create({ data: { name: 'All', definition: { kind: 'all', conditions: [] } } })
    const campaign = await db.campaign.create({
      data: {
        ...{ name: 'Fair', purposeId: news.id, segmentId: segment.id, status: 'sent', startsAt: NOON, startedAt: NOON },
      },
    })
    const people = [await makeContact(db), await makeContact(db), await makeContact(db)]
    for (const [at, { id: contactId }] of people.entries())
      await db.message.create({
        data: {
          ...{ contactId, batchId: newId(), contentId: newId(), campaignId: campaign.id, purposeId: news.id },
          ...{ channel: 'email', occasion: newId(), decidedAt: now, ruleVersion: 'strict-1' },
          ...(at === 0 ? { status: 'sent', consentSeq: 1 } : { status: 'blocked', reason: 'never_asked' }),
        },
      })
    const item = await only('blocked')
    expect(item).toMatchObject({ count: 2 })
    expect((await peopleIn(item)).toSorted()).toEqual(
      people
        .slice(1)
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  it('name people from others who were not told so within a month', async () => {
    const [late, told, early] = [await makeContact(db), await makeContact(db), await makeContact(db)]
    const receivedAt = new Date(+NOON - 40 * DAY_MS)
    const came = { source: 'Fair list', receivedAt, dueAt: new Date(+NOON - 9 * DAY_MS) }
    await db.sourceNotice.create({ data: { contactId: late.id, ...came } })
    await db.sourceNotice.create({ data: { contactId: told.id, ...came, toldAt: NOON, toldBy: 'letter' } })
    await db.sourceNotice.create({ data: { contactId: early.id, ...came, dueAt: new Date(+NOON + DAY_MS) } })
    const item = await only('untold')
    expect(item).toMatchObject({ count: 1, tone: 'broken', mend: { to: `/contacts/${late.id}` } })
    expect(await peopleIn(item)).toEqual([late.id])
  })

  it('name people on call lists that are not washed in this month', async () => {
    const sales = await makePurpose(db, { name: 'Offers by phone', channels: ['phone'] })
    const [called, company] = [
      await makeContact(db, { country: 'NO', phone: '+4790000001' }),
      await makeContact(db, { country: 'NO', phone: '+4790000002', recipientKind: 'legal' }),
    ]
    for (const { id } of [called, company]) await grant(db, id, sales.id, { channel: 'phone' })
    const item = await only('unwashed')
    expect(item).toMatchObject({ count: 1, tone: 'near', title: expect.stringContaining('Reservasjonsregisteret') })
    expect(await peopleIn(item)).toEqual([called.id])
  })

  it('say that nobody has checked lately, and what the check then found', async () => {
    now = new Date(+NOON + 3 * DAY_MS)
    expect((await find('not-verified')).map(({ tone }) => tone)).toEqual(['broken', 'near'])
    const [row] = await db.consentEvidence.findMany({ orderBy: { contactId: 'desc' }, take: 1 })
    if (!row) throw new Error('there is evidence')
    await db.consentEvidence.delete({ where: { contactId_seq: { contactId: row.contactId, seq: row.seq } } })
    await checkProofs(db, now)
    const unproven = await only('evidence-missing')
    expect(await peopleIn(unproven)).toEqual([row.contactId])
    const sent = await only('sent-without-yes')
    expect(sent).toMatchObject({ count: 1, tone: 'broken' })
    expect(await peopleIn(sent)).toHaveLength(1)
    expect((await find('not-verified')).map(({ tone }) => tone)).toEqual(['broken'])
    expect((await find())[0]?.tone).toBe('broken')
  })

  it('are said in the reader’s language, and are the privacy officer’s', async () => {
    const answer = await ask('GET', '/privacy/deviations', undefined, { 'accept-language': 'nb' })
    expect(JSON.stringify(answer.body)).toContain('står her uten noe grunnlag')
    expect((await ask('GET', '/privacy/deviations/held-back/people')).status).toBe(404)
    const marketer = await server.as('marketer')
    expect((await marketer('GET', '/privacy/deviations')).status).toBe(403)
  })
})
