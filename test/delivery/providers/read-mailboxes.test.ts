import { afterAll, describe, expect, it } from 'vitest'
import { decide, linkKey } from '../../../src/consent/index.ts'
import {
  addSource,
  type IncomingMail,
  readMailboxes,
  removeSource,
  replyAddress,
  replyKey,
} from '../../../src/delivery/index.ts'
import { testDatabase } from '../../support/database.ts'
import { statusReport } from '../../support/delivery-reports.ts'
import { NOON } from '../../support/factories.ts'
import { testServices } from '../../support/http.ts'
import { openImapServer } from '../../support/imap-server.ts'
import { sesBounce } from '../../support/provider-calls.ts'
import { feedbackReport, unsubscribeMail } from '../../support/reports.ts'
import { makeMailing, makeSentMessage } from '../../support/sent-message.ts'

const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const key = linkKey(services.config.secretKey)
const server = await openImapServer('returned', 'a password')
afterAll(() => server.close())
const { purposeId, contentId } = await makeMailing(db)

/** Somebody to whom a mail was sent, by every name under which it may be told of. */
const reader = () => makeSentMessage(db, { contentId, purposeId, key })

const reasonOf = async (contactId: string) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at: NOON })).reason
/** As the last server leaves it in a mailbox: the envelope has become two fields. */
const kept = ({ bytes, from, to }: IncomingMail) =>
  Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${to[0]}\r\n`), bytes])
const gone = [{ status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 User unknown' }]
const access = (changes: object = {}) => ({
  ...{ kind: 'imap' as const, host: '127.0.0.1', port: server.port, isSecure: false },
  ...{ user: 'returned', password: 'a password', folder: 'INBOX' },
  ...changes,
})
const stateOf = (id: string) => db.returnSource.findUniqueOrThrow({ where: { id } })

describe('a mailbox', () => {
  it('is read from where it was left: what came back there is acted upon as what came by SMTP, and the mailbox stays as it is', async () => {
    const people = [await reader(), await reader(), await reader(), await reader(), await reader()] as const
    const [bounced, named, angry, left, told] = people
    // A report that came to the sender, and holds the head of our mail.
    const returned = statusReport(gone, ['post@vidjevik.example'])
    const withToken = returned.bytes
      .toString()
      .replace('From: post@vidjevik.example', `List-Unsubscribe: <https://post.vidjevik.example/u/${named.token}>`)
    const ses = JSON.stringify(sesBounce('kari@rimdal.example', { source: told.source }))
    const mails = [
      kept(statusReport(gone, [bounced.source])),
      kept({ ...returned, bytes: Buffer.from(withToken) }),
      kept(feedbackReport('abuse', angry.token)),
      Buffer.alloc(2_100_000, 'x'),
      kept(unsubscribeMail(left.token)),
      Buffer.from(`From: no-reply@sns.amazonaws.test\r\nContent-Type: text/plain\r\n\r\n${ses}\r\n`),
      Buffer.from('From: somebody@rimdal.example\r\nSubject: Hello\r\n\r\nHello\r\n'),
    ]
    server.mails = mails.map((bytes, index) => ({ uid: 10 + index, bytes }))
    const { id } = await addSource(db, access(), services.config, NOON)
    await readMailboxes(services)
    expect(await Promise.all(people.map((one) => reasonOf(one.id)))).toEqual([
      ...['address_stopped', 'address_stopped', 'address_stopped', 'withdrawn', 'address_stopped'],
    ])
    expect(await stateOf(id)).toMatchObject({ uidValidity: 1n, lastUid: 16n, lastTakenAt: NOON, fault: null })
    expect(server.said.filter((command) => /STORE|EXPUNGE|MOVE|COPY|SELECT/i.test(command))).toEqual([])
    const counted = () => db.inboundCount.aggregate({ _sum: { mails: true } })
    const before = await counted()
    await readMailboxes(services)
    expect(await counted()).toEqual(before)
    // The server has numbered its mails anew: all of them are read again, and nothing more follows.
    server.validity = 2
    server.mails = server.mails.slice(0, 1)
    await readMailboxes(services)
    expect(await stateOf(id)).toMatchObject({ uidValidity: 2n, lastUid: 10n })
    expect(await db.messageBounce.count({ where: { contactId: bounced.id } })).toBe(1)
    await removeSource(db, id)
  })

  it('hands what people answer to the inbox, and of an answer with large files its beginning', async () => {
    const [small, large] = [await reader(), await reader()]
    const replied = (person: typeof small, rest: string) => {
      const to = replyAddress(
        replyKey(key),
        { contactId: person.id, messageId: person.messageId },
        'in.vidjevik.example',
      )
      return Buffer.from(`Return-Path: <kari@rimdal.example>\r\nFrom: kari@rimdal.example\r\nTo: <${to}>\r\n${rest}`)
    }
    const file = `--x\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(30_000)}`
    const mails = [
      replied(small, '\r\nCall me'),
      replied(large, `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee this\r\n${file}--x--\r\n`),
    ]
    server.mails = mails.map((bytes, index) => ({ uid: 50 + index, bytes }))
    const { id } = await addSource(db, access(), services.config, NOON)
    await readMailboxes(services)
    expect(await db.reply.findMany({ where: { contactId: small.id } })).toMatchObject([{ text: 'Call me' }])
    expect(await db.reply.findMany({ where: { contactId: large.id } })).toMatchObject([
      { text: 'See this', attachments: [{ name: 'a.png', bytes: null }] },
    ])
    await removeSource(db, id)
  })

  it('that cannot be read says why, and its password lies sealed', async () => {
    const faultOf = async (changes: object) => {
      const { id } = await addSource(db, access(changes), services.config, NOON)
      await readMailboxes(services)
      const { fault, secret } = await stateOf(id)
      expect(Buffer.from(secret ?? []).toString('latin1')).not.toContain('password')
      await removeSource(db, id)
      return fault
    }
    expect(await faultOf({ password: 'another password' })).toBe('login')
    expect(await faultOf({ folder: 'Bounces' })).toBe('folder')
    expect(await faultOf({ port: 1 })).toBe('unreachable')
  })
})
