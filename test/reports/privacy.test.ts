import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { newId } from '../../src/platform/id.ts'
import { checkProofs, type Proofs } from '../../src/reports/index.ts'
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

type Desk = {
  proofs: Proofs | null
  isChecking: boolean
  lowered: { people: number; items: { type: string; contactName: string }[] }
  blocked: { reason: string; messages: number }[]
}
const desk = async () => (await ask('GET', '/privacy')).body as Desk

const makeMessage = async (contactId: string, over: object) => {
  const ids = { batchId: newId(), contentId: newId(), purposeId: news.id }
  await db.message.create({
    data: { contactId, ...ids, channel: 'email', occasion: newId(), ruleVersion: 'strict-1', decidedAt: now, ...over },
  })
}

describe('the privacy desk', () => {
  it('says nothing that it has not looked at', async () => {
    expect(await desk()).toMatchObject({ proofs: null, isChecking: false, blocked: [] })
  })

  it('shows who withdrew and what was blocked', async () => {
    const [one, three] = [await makeContact(db, { firstName: 'Mads', lastName: 'Thorndal' }), await makeContact(db)]
    await grant(db, one.id, news.id)
    await withdraw(db, one.id, news.id)
    await makeMessage(three.id, { status: 'blocked', reason: 'never_asked' })
    await makeMessage(one.id, { status: 'blocked', reason: 'withdrawn', decidedAt: new Date(+NOON - 40 * DAY_MS) })
    const seen = await desk()
    expect(seen.lowered).toMatchObject({ people: 1, items: [{ type: 'withdrawn', contactName: 'Mads Thorndal' }] })
    expect(seen.blocked).toEqual([{ reason: 'never_asked', messages: 1 }])
  })

  it('checks when asked, and finds a message that no yes stands behind', async () => {
    const [yes, no] = [await makeContact(db), await makeContact(db)]
    await grant(db, yes.id, news.id)
    await withdraw(db, no.id, news.id)
    await makeMessage(yes.id, { status: 'sent', consentSeq: 1 })
    await makeMessage(no.id, { status: 'sent', consentSeq: 1 })
    expect((await ask('POST', '/privacy/check')).status).toBe(204)
    expect((await desk()).isChecking).toBe(true)
    now = new Date(+NOON + 1000)
    expect(await checkProofs(db, now)).toMatchObject({ sent: 2, sentWithoutYes: 1, faults: [] })
    const { proofs, isChecking } = await desk()
    expect(isChecking).toBe(false)
    expect(proofs).toMatchObject({ sent: 2, sentWithoutYes: 1, entries: await db.consentEvent.count() })
  })

  it('is the privacy officer’s', async () => {
    const marketer = await server.as('marketer')
    expect((await marketer('GET', '/privacy')).status).toBe(403)
  })
})
