import express from 'express'
import { describe, expect, it } from 'vitest'
import { decide, linkKey } from '../../../src/consent/index.ts'
import { addSource, type NewSource, providerCalls, removeSource } from '../../../src/delivery/index.ts'
import { readSendGrid } from '../../../src/delivery/providers/sendgrid.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { DAY_MS, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import {
  type Call,
  CERTIFICATE,
  MAILGUN_KEY,
  mailgunCall,
  mailgunFailure,
  postmarkBounce,
  postmarkCall,
  SENDGRID_KEY,
  sendGridCall,
  sendGridEvent,
  sesBounce,
  sesComplaint,
  snsCall,
  TOPIC,
} from '../../support/provider-calls.ts'
import { makeMailing, makeSentMessage } from '../../support/sent-message.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const key = linkKey(services.config.secretKey)
/** What Amazon was asked for. */
const asked: string[] = []
const fromAmazon = async (url: string) => {
  asked.push(url)
  return CERTIFICATE
}
const { url: server } = await testServer(express().use(providerCalls(services, fromAmazon)), services)
const { purposeId, contentId } = await makeMailing(db)

/** Somebody to whom a mail was sent, by every name under which it may be told of. */
const reader = (reply = '250 ok') => makeSentMessage(db, { contentId, purposeId, key, reply })

const add = async (source: NewSource) => {
  const { id, url } = await addSource(db, source, services.config, NOON)
  const { username, password, pathname } = new URL(url ?? '')
  return { id, url: server + pathname, login: `${username}:${password}` }
}
const post = async (url: string, { body, headers }: Call) =>
  (await fetch(url, { method: 'POST', body, headers })).status
const reasonOf = async (contactId: string) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at: NOON })).reason
const bounceOf = async (contactId: string) => {
  const bounce = await db.messageBounce.findFirst({ where: { contactId } })
  return bounce && [bounce.outcome, bounce.reason]
}
const holdOf = async (contactId: string) =>
  (await db.consentHold.findFirst({ where: { contactId, liftedAt: null } }))?.kind

describe('Amazon SES', () => {
  it('is believed by the signature of its topic, and by the return path and the token of the mail (B1, B4)', async () => {
    const { url } = await add({ kind: 'ses', topic: TOPIC })
    const [gone, angry, full] = [await reader(), await reader(), await reader()]
    expect(await post(url, snsCall(sesBounce(gone.address, { source: gone.source }), NOON))).toBe(204)
    expect([await reasonOf(gone.id), await bounceOf(gone.id)]).toEqual(['address_stopped', ['hard', 'no_mailbox']])
    const headers = [{ name: 'List-Unsubscribe', value: `<https://post.vidjevik.example/u/${angry.token}>` }]
    expect(await post(url, snsCall(sesComplaint(angry.address, { headers }), NOON, {}, '2'))).toBe(204)
    expect([await reasonOf(angry.id), await holdOf(angry.id)]).toEqual(['address_stopped', 'complaint'])
    const recipient = { emailAddress: full.address, status: '5.2.2', diagnosticCode: 'smtp; 552 5.2.2 mailbox full' }
    const passing = { bounceType: 'Transient', bounceSubType: 'MailboxFull', bouncedRecipients: [recipient] }
    expect(await post(url, snsCall(sesBounce(full.address, { source: full.source }, passing), NOON))).toBe(204)
    expect([await reasonOf(full.id), await bounceOf(full.id)]).toEqual(['given', ['soft', 'mailbox_full']])
    expect(new Set(asked).size).toBe(1)
  })

  it('gets its subscription confirmed for the topic that was entered, at Amazon and nowhere else', async () => {
    const { url } = await add({ kind: 'ses', topic: TOPIC })
    const asks = (host: string) =>
      snsCall('You have chosen to subscribe', NOON, {
        ...{ Type: 'SubscriptionConfirmation', Token: '2336412f37', Subject: undefined as never },
        SubscribeURL: `https://${host}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`,
      })
    asked.splice(0)
    expect(await post(url, asks('sns.eu-north-1.amazonaws.com.attacker.example'))).toBe(204)
    expect(asked.filter((address) => address.includes('Confirm'))).toEqual([])
    expect(await post(url, asks('sns.eu-north-1.amazonaws.com'))).toBe(204)
    expect(asked.filter((address) => address.includes('Confirm'))).toHaveLength(1)
  })
})

describe('SendGrid', () => {
  it('is believed by its signature as it publishes it: of what it tells, only what is final stops anybody', async () => {
    const { url } = await add({ kind: 'sendgrid', publicKey: SENDGRID_KEY })
    const people = [
      await reader(),
      await reader(),
      await reader(),
      await reader('250 Ok: queued as 14c5d75ce93xyz_0-Q'),
    ]
    const [gone, blocked, angry, dropped] = people as [
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
      (typeof people)[0],
    ]
    const of = (one: typeof gone, changes: object) => sendGridEvent(one.address, one.messageId, changes)
    const events = [
      of(gone, { event: 'bounce', type: 'bounce', reason: '550 5.1.1 unknown recipient', status: '5.1.1' }),
      of(blocked, { event: 'bounce', type: 'blocked', reason: '550 5.1.1 unknown recipient', status: '5.1.1' }),
      of(angry, { event: 'spamreport' }),
      sendGridEvent(dropped.address, 'not-ours', {
        ...{ event: 'dropped', reason: 'Bounced Address', status: '5.0.0' },
        sg_message_id: '14c5d75ce93xyz_0-Q.filter0001.16648.5515E0B88.0',
      }),
      of(gone, { event: 'delivered', response: '250 OK' }),
      { email: 7 },
    ]
    expect(await post(url, sendGridCall(events, NOON))).toBe(204)
    expect(await Promise.all(people.map(({ id }) => reasonOf(id)))).toEqual([
      ...['address_stopped', 'given', 'address_stopped', 'address_stopped'],
    ])
    expect(await Promise.all(people.map(({ id }) => bounceOf(id)))).toMatchObject([
      ...[['hard', 'no_mailbox'], ['soft', 'no_mailbox'], null, ['hard', 'no_mailbox']],
    ])
  })

  it('reads the example that its own libraries are tested with', () => {
    const published = {
      key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
      signature: 'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
      timestamp: '1588788367',
      body: '{"category":"example_payload","event":"test_event","message_id":"message_id"}',
    }
    const read = (body: string, seconds = 0) =>
      readSendGrid(
        {
          body: Buffer.from(body),
          header: (name) => (name.endsWith('timestamp') ? published.timestamp : published.signature),
        },
        published.key,
        new Date((Number(published.timestamp) + seconds) * 1000),
      )
    expect(read(published.body)).toBeDefined()
    expect(read(`${published.body} `)).toBeUndefined()
    expect(read(published.body, 4 * 86_400)).toBeUndefined()
  })
})

describe('Mailgun', () => {
  it('is believed by its signature, once for each token: a mail it has once written cannot be told of another', async () => {
    const { url } = await add({ kind: 'mailgun', signingKey: MAILGUN_KEY })
    const [gone, late, listed, left] = [await reader(), await reader(), await reader(), await reader()]
    const call = mailgunCall(mailgunFailure(gone.address, gone.messageId), NOON)
    expect(await post(url, call)).toBe(204)
    expect([await reasonOf(gone.id), await bounceOf(gone.id)]).toEqual(['address_stopped', ['hard', 'no_mailbox']])
    const { signature } = JSON.parse(call.body) as { signature: object }
    const forged = { signature, 'event-data': mailgunFailure(late.address, late.messageId) }
    expect(await post(url, { ...call, body: JSON.stringify(forged) })).toBe(204)
    expect(await bounceOf(late.id)).toBeNull()
    expect(
      await post(url, mailgunCall(mailgunFailure(late.address, late.messageId, { severity: 'temporary' }), NOON)),
    ).toBe(204)
    expect([await reasonOf(late.id), await bounceOf(late.id)]).toEqual(['given', ['soft', 'no_mailbox']])
    const suppressed = {
      reason: 'suppress-bounce',
      'delivery-status': { code: 605, message: 'Not delivering to previously bounced address' },
    }
    expect(await post(url, mailgunCall(mailgunFailure(listed.address, listed.messageId, suppressed), NOON))).toBe(204)
    expect(await reasonOf(listed.id)).toBe('address_stopped')
    expect(
      await post(url, mailgunCall(mailgunFailure(left.address, left.messageId, { event: 'unsubscribed' }), NOON)),
    ).toBe(204)
    expect(await reasonOf(left.id)).toBe('withdrawn')
  })
})

describe('Postmark', () => {
  it('is believed by the password in its address, and names a mail by what it answered or by the mail itself', async () => {
    const { url, login } = await add({ kind: 'postmark' })
    const [gone, angry, spam] = [
      await reader('250 OK 883953f4-6105-42a2-a16a-77a8eac79483'),
      await reader(),
      await reader('250 OK 883953f4-6105-42a2-a16a-77a8eac79484'),
    ]
    expect(await post(url, postmarkCall(postmarkBounce(gone.address), login))).toBe(204)
    expect([await reasonOf(gone.id), await bounceOf(gone.id)]).toEqual(['address_stopped', ['hard', 'no_mailbox']])
    const Content = `Return-Path: <>\r\nList-Unsubscribe: <https://post.vidjevik.example/u/${angry.token}>\r\n\r\n`
    const complaint = postmarkBounce(angry.address, {
      RecordType: 'SpamComplaint',
      Type: 'SpamComplaint',
      TypeCode: 512,
      Content,
    })
    expect(await post(url, postmarkCall(complaint, login))).toBe(204)
    expect(await holdOf(angry.id)).toBe('complaint')
    const refused = postmarkBounce(spam.address, {
      ...{ Type: 'SpamNotification', Details: 'smtp;550 5.7.1 rejected as spam' },
      MessageID: '883953f4-6105-42a2-a16a-77a8eac79484',
    })
    expect(await post(url, postmarkCall(refused, login))).toBe(204)
    expect([await reasonOf(spam.id), await bounceOf(spam.id)]).toEqual(['given', ['message', 'refused']])
    expect(await post(url, postmarkCall(complaint, `${login}x`))).toBe(401)
  })
})

describe('a call that is forged, old, repeated or too large', () => {
  it('suppresses nobody, whoever it says it is from (B6)', async () => {
    const one = await reader()
    const bounce = sesBounce(one.address, { source: one.source })
    const ses = await add({ kind: 'ses', topic: TOPIC })
    const grid = await add({ kind: 'sendgrid', publicKey: SENDGRID_KEY })
    const gun = await add({ kind: 'mailgun', signingKey: MAILGUN_KEY })
    const past = new Date(+NOON - 4 * DAY_MS)
    const elsewhere = {
      SigningCertURL: `https://sns.eu-north-1.amazonaws.com.attacker.example/SimpleNotificationService-${'0'.repeat(32)}.pem`,
    }
    const signed = snsCall(bounce, NOON)
    const event = sendGridEvent(one.address, one.messageId, { event: 'spamreport' })
    const fromGrid = sendGridCall([event], NOON)
    asked.splice(0)
    const calls: [string, Call][] = [
      [ses.url, snsCall(bounce, NOON, elsewhere)],
      [ses.url, snsCall(bounce, NOON, { SigningCertURL: 'https://sns.eu-north-1.amazonaws.com/attacker.pem' })],
      [ses.url, snsCall(bounce, NOON, { TopicArn: 'arn:aws:sns:eu-north-1:999999999999:bounces' })],
      [ses.url, snsCall(bounce, past)],
      [ses.url, { ...signed, body: signed.body.replace('Permanent', 'Transient') }],
      [ses.url, { ...signed, body: '{' }],
      [grid.url, { ...fromGrid, body: fromGrid.body.replace('cat facts', 'dog facts') }],
      [grid.url, sendGridCall([event], past)],
      [grid.url, { ...fromGrid, headers: {} }],
      [gun.url, mailgunCall(mailgunFailure(one.address, one.messageId), NOON, 'another key of 16 or more')],
      [gun.url, mailgunCall(mailgunFailure(one.address, one.messageId), past)],
      [ses.url.replace('/ses/', '/mailgun/'), mailgunCall(mailgunFailure(one.address, one.messageId), NOON, '')],
      [`${server}/returned/ses/${newId()}`, signed],
      [`${server}/returned/ses/none`, signed],
    ]
    expect(await Promise.all(calls.map(([url, call]) => post(url, call)))).toEqual(calls.map(() => 401))
    expect(asked.filter((address) => address.includes('attacker'))).toEqual([])
    expect(await post(ses.url, { ...signed, body: ' '.repeat(2_100_000) })).toBe(413)
    expect([await reasonOf(one.id), await bounceOf(one.id), await holdOf(one.id)]).toEqual(['given', null, undefined])
    expect(await db.returnSource.findUnique({ where: { id: gun.id } })).toMatchObject({
      ...{ lastRefusedAt: NOON, lastTakenAt: null },
    })
    await removeSource(db, ses.id)
    expect(await post(ses.url, signed)).toBe(401)
  })

  it('about a mail that is not ours, or not to the address it names, is counted as unresolved', async () => {
    const { url } = await add({ kind: 'mailgun', signingKey: MAILGUN_KEY })
    const [one, other] = [await reader(), await reader()]
    expect(await post(url, mailgunCall(mailgunFailure(one.address, other.messageId), NOON))).toBe(204)
    expect(await post(url, mailgunCall(mailgunFailure('nobody@stillvann.example', one.messageId), NOON))).toBe(204)
    expect([await bounceOf(one.id), await bounceOf(other.id)]).toEqual([null, null])
    expect((await db.inboundCount.findFirst({ where: { outcome: 'unresolved' } }))?.mails).toBe(2)
  })

  it('that comes again after the address was opened by hand closes it no more', async () => {
    const { url } = await add({ kind: 'ses', topic: TOPIC })
    const one = await reader()
    const call = snsCall(sesBounce(one.address, { source: one.source }), NOON)
    expect(await post(url, call)).toBe(204)
    await db.consentHold.updateMany({ where: { contactId: one.id }, data: { liftedAt: NOON } })
    expect(await post(url, call)).toBe(204)
    expect(await post(url, snsCall(sesBounce(one.address, { source: one.source }), NOON))).toBe(204)
    expect(await reasonOf(one.id)).toBe('given')
  })
})
