// A relay that misbehaves in every way at once: whatever it does to one mail, each message is in a clear state, and goes out
// once the relay is well again, unless it was refused.
import { expect, test } from 'vitest'
import { linkKey } from '../../../src/consent/index.ts'
import { enqueueMessages, relayOptions, saveContent, startDeliveryWorker } from '../../../src/delivery/index.ts'
import { Prisma } from '../../../src/platform/database.ts'
import { testDatabase } from '../../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON } from '../../support/factories.ts'
import { openScriptedRelay, type Script } from '../../support/scripted-relay.ts'

const { db } = await testDatabase()

/** In ms. What a relay may be silent for; short, since one of them is silent. */
const PATIENCE = 500
/** In ms. Far away until the relay is well. */
const AFTER = { later: [3_600_000], afterFault: 3_600_000, tries: 20 }

const HARM: Record<string, [step: string, reply: string]> = {
  later: ['RCPT', '451 4.7.1 try again later'],
  refused: ['RCPT', '550 5.1.1 no such user'],
  hung: ['DATA', 'hang'],
  cut: ['mail', 'cut'],
}

test('a relay that puts off, refuses, hangs, and cuts the line after DATA leaves each message in a clear state', async () => {
  const ids = await queue(['fine', ...Object.keys(HARM)])
  let name = ''
  const harm: Script = (step, said) => {
    if (step === 'RCPT') name = /<(\w+)@/.exec(said)?.[1] ?? ''
    const [at, reply] = HARM[name] ?? []
    return step === at ? reply : undefined
  }
  const relay = await openScriptedRelay(harm)
  const timeouts = { greetingTimeout: PATIENCE, connectionTimeout: PATIENCE, socketTimeout: PATIENCE }
  const worker = startDeliveryWorker(db, {
    ...{ relay: { ...relayOptions(relay.url), ...timeouts }, connections: 1, retryDelays: AFTER },
    ...{ publicUrl: 'https://post.vidjevik.example', linkKey: linkKey('a secret that only this test knows') },
    now: () => NOON,
    onError: () => {},
  })
  try {
    const stateOf = async (who: string) => {
      const row = await db.message.findFirstOrThrow({ where: { contactId: ids.get(who) ?? '' } })
      return [row.status, row.isUncertain, row.status === 'queued' && row.attempts > 0]
    }
    const states = async () =>
      Object.fromEntries(await Promise.all([...ids.keys()].map(async (who) => [who, await stateOf(who)])))
    await expect.poll(states, { timeout: 15_000 }).toEqual({
      fine: ['sent', false, false],
      later: ['queued', false, true],
      refused: ['failed', false, false],
      hung: ['queued', false, true],
      cut: ['queued', true, true],
    })
    expect(relay.taken).toEqual(['fine@rimdal.example'])

    relay.follow(() => undefined)
    await db.message.updateMany({ where: { status: 'queued' }, data: { notBefore: null } })
    await db.messageBatch.updateMany({ data: { notBefore: new Date(0) } })
    await expect.poll(states, { timeout: 15_000 }).toMatchObject({
      ...{ later: ['sent', false, false], hung: ['sent', false, false], cut: ['sent', true, false] },
    })
    expect(relay.taken.toSorted()).toEqual(['cut', 'fine', 'hung', 'later'].map((one) => `${one}@rimdal.example`))
  } finally {
    await worker.stop()
    await relay.close()
  }
})

/** A mail in line to each of these people, who have all said yes. */
async function queue(names: string[]): Promise<Map<string, string>> {
  const { id: brandId } = await makeBrand(db)
  const { id: purposeId } = await makePurpose(db, { brandId })
  const contentId = await saveContent(db, {
    ...{ brandId, purposeId, subject: 'Hei', preheader: '', text: '{{ unsubscribe_url }}' },
    html: '<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
  })
  const ids = new Map<string, string>()
  for (const name of names) {
    const { id } = await makeContact(db, { email: `${name}@rimdal.example` })
    await grant(db, id, purposeId)
    ids.set(name, id)
  }
  const people = Prisma.sql`select id as contact_id, 'test' as occasion from unnest(${[...ids.values()]}::uuid[]) as t (id)`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, NOON)
  return ids
}
