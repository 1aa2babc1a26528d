import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { linkKey, placeHold, readLinkToken, registerSilencers } from '../../src/consent/index.ts'
import {
  countWaiting,
  type DeliveryWorker,
  enqueueMessages,
  makeSigner,
  relayOptions,
  type SignMail,
  saveContent,
  silenceContacts,
  startDeliveryWorker,
} from '../../src/delivery/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { grant, makeBrand, makeContact, makePurpose, NOON, withdraw } from '../support/factories.ts'
import { openSmtpSink, type SinkBehaviour, type SmtpSink } from '../support/smtp-sink.ts'

const { db } = await testDatabase()
/** The clock of the claim is the database's own, so what is due must be due in any year. */
const DUE = new Date(0)
const key = linkKey('a secret that only this test knows')
let brandId = ''
let purposeId = ''
let worker: DeliveryWorker | undefined
let sink: SmtpSink | undefined
let occasion = 0

beforeAll(async () => {
  registerSilencers([silenceContacts])
  brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
})
afterEach(async () => {
  await worker?.stop()
  await sink?.close()
  worker = sink = undefined
})

const makeContent = (over = {}) =>
  saveContent(db, {
    brandId,
    purposeId,
    subject: 'Hei {{ contact.first_name }}',
    preheader: '',
    html: '<p>Hei</p><a href="https://vidjevik.example/g">g</a><a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>',
    text: 'Hei {{ unsubscribe_url }}',
    ...over,
  })

async function enqueue(contacts: { id: string }[], contentId?: string) {
  const ids = contacts.map((contact) => contact.id)
  const people = Prisma.sql`select id as contact_id, ${`test:${++occasion}`} as occasion from unnest(${ids}::uuid[]) as t (id)`
  return enqueueMessages(
    db,
    { contentId: contentId ?? (await makeContent()), campaignId: null, people, notBefore: DUE },
    NOON,
  )
}

async function start(behaviour: SinkBehaviour = {}, connections = 4, sign?: SignMail) {
  sink = await openSmtpSink(behaviour)
  worker = startDeliveryWorker(db, {
    relay: relayOptions(sink.url),
    connections,
    ...(sign && { sign }),
    publicUrl: 'https://post.vidjevik.example',
    linkKey: key,
    now: () => NOON,
    onError: (error) => {
      throw error
    },
  })
  return sink
}

async function untilDone() {
  while ((await countWaiting(db)) > 0) await sleep(20)
}

const statusOf = async (contact: { id: string }) =>
  await db.message.findFirstOrThrow({ where: { contactId: contact.id }, orderBy: { createdAt: 'desc' } })

const makeWilling = async (over = {}) => {
  const contact = await makeContact(db, over)
  await grant(db, contact.id, purposeId)
  return contact
}

describe('sending', () => {
  it('reaches only those who said yes, and keeps for each why (D2)', async () => {
    const yes = await makeWilling()
    const withdrew = await makeWilling()
    await withdraw(db, withdrew.id, purposeId)
    const never = await makeContact(db)
    const paused = await makeWilling()
    await placeHold(db, { contactId: paused.id, kind: 'pause', channel: null, reason: 'asked for a pause' }, NOON)
    const noAddress = await makeWilling({ email: null })
    expect(await enqueue([yes, withdrew, never, paused, noAddress])).toEqual({ queued: 5 })
    const { received } = await start()
    await untilDone()
    const rows = await Promise.all([yes, withdrew, never, paused, noAddress].map(statusOf))
    expect(rows.map((row) => [row.status, row.reason])).toEqual([
      ['sent', 'given'],
      ['blocked', 'withdrawn'],
      ['blocked', 'never_asked'],
      ['blocked', 'paused'],
      ['blocked', 'no_address'],
    ])
    expect(received).toHaveLength(1)
    expect(rows[0]?.consentSeq).toBe(1)
    expect(rows[0]?.ruleVersion).toBe('strict-1')
  })

  it('puts into each mail a link that names contact, purpose and message', async () => {
    const contact = await makeWilling()
    await enqueue([contact])
    const { received } = await start()
    await untilDone()
    const mail = await received[0]?.parsed()
    const token = /\/u\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const message = await statusOf(contact)
    expect(readLinkToken([key], token)).toEqual({ contactId: contact.id, purposeId, messageId: message.id })
  })

  it('signs each mail where there is a key, and a receiver believes it after the journey (U2)', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await enqueue([await makeWilling({ firstName: '.\r\n.\r\nQUIT' })])
    const sign = makeSigner([{ domain: 'vidjevik.example', selector: 'a', privateKey: pem }])
    const { received } = await start({}, 1, sign)
    await untilDone()
    const inDns = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    const { results } = await dkimVerify(Buffer.from(received[0]?.raw ?? '', 'latin1'), {
      resolver: async () => [[`v=DKIM1; k=rsa; p=${inDns}`]],
    })
    expect(results.map(({ status }) => status)).toMatchObject([{ result: 'pass', aligned: 'vidjevik.example' }])
  })

  it('delivers to the byte what was composed, dots at the start of lines included', async () => {
    const contact = await makeWilling({ firstName: '.\r\n.\r\nQUIT' })
    const text = '.\n..two\n{{ contact.first_name }}\nthe end {{ unsubscribe_url }}'
    await enqueue([contact], await makeContent({ text }))
    const { received } = await start()
    await untilDone()
    const mail = await received[0]?.parsed()
    expect(mail?.text?.split('\n').slice(0, 6)).toEqual([
      '.',
      '..two',
      '.',
      '.',
      'QUIT',
      expect.stringMatching(/^the end http/),
    ])
    expect(received).toHaveLength(1)
  })

  it('sends an occasion once, however often it is put in line', async () => {
    const contact = await makeWilling()
    const contentId = await makeContent()
    const people = Prisma.sql`select ${contact.id}::uuid as contact_id, 'once' as occasion`
    const add = () => enqueueMessages(db, { contentId, campaignId: null, people, notBefore: DUE }, NOON)
    expect(await Promise.all([add(), add(), add()])).toContainEqual({ queued: 1 })
    const { received } = await start()
    await untilDone()
    expect(received).toHaveLength(1)
  })

  it('stops only the message whose template fails, and says why', async () => {
    const fine = await makeWilling({ fields: { rooms: 4 } })
    const lacking = await makeWilling()
    const html = '{{ contact.fields.rooms }}<a href="{{ unsubscribe_url }}">s</a><a href="{{ preferences_url }}">p</a>'
    await enqueue([fine, lacking], await makeContent({ html }))
    const { received } = await start()
    await untilDone()
    expect(received).toHaveLength(1)
    const row = await statusOf(lacking)
    expect([row.status, row.reason]).toEqual(['failed', 'render_failed'])
    expect(row.reply).toContain('contact.fields.rooms')
  })

  it('marks what the relay refuses, without the address that the relay repeats', async () => {
    const contact = await makeWilling()
    await enqueue([contact])
    await start({ refuse: (to) => ({ code: 550, message: `5.1.1 <${to}> is not here` }) })
    await untilDone()
    await worker?.stop()
    worker = undefined
    const row = await statusOf(contact)
    expect([row.status, row.reason]).toEqual(['failed', 'rejected'])
    expect(await db.messageBounce.findFirst({ where: { contactId: contact.id } })).toMatchObject({
      reason: 'no_mailbox',
    })
    expect(row.reply).toContain('5.1.1 <(address)> is not here')
  })

  it('keeps what the relay puts off, and tries it again later', async () => {
    const contact = await makeWilling()
    await enqueue([contact])
    await start({ refuse: () => ({ code: 451, message: '4.7.1 later please' }) })
    while ((await statusOf(contact)).attempts === 0) await sleep(20)
    await sleep(200)
    const row = await statusOf(contact)
    expect(row.status).toBe('queued')
    expect(row.notBefore?.getTime()).toBeGreaterThan(Date.now() + 30_000)
    await db.message.updateMany({ where: { contactId: contact.id }, data: { status: 'cancelled', reason: 'test' } })
  })

  it('loses nothing while the relay is away, and sends when it is back', async () => {
    const contacts = [await makeWilling(), await makeWilling()]
    const away = await openSmtpSink()
    await away.close()
    await enqueue(contacts)
    worker = startDeliveryWorker(db, {
      relay: relayOptions(away.url),
      publicUrl: 'https://post.vidjevik.example',
      linkKey: key,
      now: () => NOON,
      onError: () => {},
    })
    while (!worker.fault()) await sleep(20)
    expect(await countWaiting(db)).toBe(2)
    sink = await openSmtpSink({}, away.port)
    await untilDone()
    expect(sink.received).toHaveLength(2)
  })

  it('begins nothing after a withdrawal was answered, at full speed and with a slow relay (D3)', async () => {
    const contacts = await Promise.all(Array.from({ length: 300 }, () => makeWilling()))
    await enqueue(contacts)
    const addresses = new Map<string, string>()
    for (const row of await db.identity.findMany({ where: { kind: 'email' } })) addresses.set(row.contactId, row.value)
    const { begun } = await start({ delayMs: 20 }, 4)
    const answered = new Map<string, number>()
    const leaving = contacts.filter((_, index) => index % 3 === 0)
    await Promise.all(
      leaving.map(async (contact, index) => {
        await sleep(index * 8)
        await withdraw(db, contact.id, purposeId, { now: new Date() })
        answered.set(addresses.get(contact.id) ?? '', performance.now())
      }),
    )
    await untilDone()
    const leaked = begun.filter(({ to, at }) => at > (answered.get(to) ?? Number.POSITIVE_INFINITY))
    expect(leaked).toEqual([])
    expect(answered.size).toBe(100)
    const kept = contacts.length - leaving.length
    expect(begun.length).toBeGreaterThanOrEqual(kept)
    expect(begun.length).toBeLessThan(contacts.length) // some withdrawals came in time
  })

  it('takes over the batch of a worker that died, and marks what may have arrived', async () => {
    const contact = await makeWilling()
    await enqueue([contact])
    const { batchId } = await statusOf(contact)
    await db.messageBatch.update({
      where: { id: batchId },
      data: { leasedBy: batchId, leasedUntil: new Date(Date.now() - 1000) },
    })
    await db.message.updateMany({
      where: { contactId: contact.id },
      data: {
        status: 'started',
        token: batchId,
        startBy: new Date(Date.now() - 5000),
        consentSeq: 1,
        ruleVersion: 'strict-1',
        decidedAt: new Date(),
      },
    })
    const { received } = await start()
    await untilDone()
    const row = await statusOf(contact)
    expect([row.status, row.isUncertain, received.length]).toEqual(['sent', true, 1])
  })
})

describe('the database', () => {
  it('refuses a message that is sent without a decision (D1)', async () => {
    const contact = await makeContact(db)
    await enqueue([contact])
    await expect(db.message.updateMany({ where: { contactId: contact.id }, data: { status: 'sent' } })).rejects.toThrow(
      /message_decision_check/,
    )
  })
})
