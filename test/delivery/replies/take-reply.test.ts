import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/app.ts'
import { createCampaign } from '../../../src/campaigns/index.ts'
import { findOutcomes } from '../../../src/campaigns/results/find-outcomes.ts'
import { collectData } from '../../../src/consent/capture/collect-data.ts'
import { decide, eraseContact, linkKey, mergeContacts, suppressionKey } from '../../../src/consent/index.ts'
import { previewMerge } from '../../../src/consent/merge/preview-merge.ts'
import { keepReply, listenForMail, replyAddress, replyKey, takeMail } from '../../../src/delivery/index.ts'
import { loadContent } from '../../../src/delivery/load-content.ts'
import { countUnread, findReplies, getReply } from '../../../src/delivery/replies/find-replies.ts'
import { forgetReplies } from '../../../src/delivery/replies/forget-replies.ts'
import { newId } from '../../../src/platform/id.ts'
import { testDatabase } from '../../support/database.ts'
import { statusReport } from '../../support/delivery-reports.ts'
import { DAY_MS, grant, makePurpose, makeUser, NOON } from '../../support/factories.ts'
import { testServer, testServices } from '../../support/http.ts'
import { makeMailing, makeSentMessage } from '../../support/sent-message.ts'

const DOMAIN = 'in.vidjevik.example'
const database = await testDatabase()
const { db } = database
const services = testServices(database, { now: () => NOON })
const server = await testServer(createApp(services), { db })
const key = linkKey(services.config.secretKey)
const take = (mail: Parameters<typeof takeMail>[1], now = NOON) => takeMail(db, mail, [key], now)

let contentId = ''
let purposeId = ''
beforeAll(async () => {
  ;({ contentId, purposeId } = await makeMailing(db))
})

async function makeReader() {
  const person = await makeSentMessage(db, { contentId, purposeId, key })
  const message = { contactId: person.id, messageId: person.messageId }
  return { ...person, to: replyAddress(replyKey(key), message, DOMAIN) }
}

/** As a mail program writes it. */
const answer = (to: string, text: string, { from = 'kari@rimdal.example', headers = [] as string[] } = {}) => ({
  bytes: Buffer.from(
    [
      ...[
        `From: Kari <${from}>`,
        `To: <${to}>`,
        'Subject: Re: Hei',
        `Message-ID: <${newId()}@rimdal.example>`,
        ...headers,
      ],
      ...['Content-Type: text/plain; charset=utf-8', '', text, '', 'On 24 Nov 2026, Vidjevik wrote:', '> Hei', ''],
    ].join('\r\n'),
  ),
  from,
  to: [to],
})
const repliesOf = (contactId: string) => db.reply.findMany({ where: { contactId }, orderBy: { receivedAt: 'asc' } })
const reasonOf = async (contactId: string) =>
  (await decide(db, contactId, { purposeId, channel: 'email', at: NOON })).reason

/** A seller who was given this person. */
async function makeSellerOf(contactId: string) {
  const { id } = await makeUser(db)
  await db.lead.create({
    data: {
      ...{ contactId, status: 'accepted', sellerId: id, heat: 1, fit: 1, facts: [], consentSeq: 1, ruleVersion: 'x' },
      ...{ answerBy: NOON, createdAt: NOON },
    },
  })
  return id
}

describe('an answer', () => {
  it('comes to the address that its mail names, and is kept once as words, whoever wrote it', async () => {
    const { id, messageId, to } = await makeReader()
    const settings = { publicUrl: 'https://assent.example', linkKey: key, inboundDomain: DOMAIN }
    const { compose } = await loadContent(db, contentId, settings)
    const person = { contactId: id, messageId, purposeId, isTracked: false, address: 'kari@rimdal.example' }
    const blank = { firstName: null, lastName: null, jobTitle: null, city: null, language: null, company: null }
    const { bytes } = compose({ ...person, ...blank, fields: {} }, NOON)
    expect(/^Reply-To: <(.+)>\r$/m.exec(bytes.toString('latin1'))?.[1]).toBe(to)

    const mail = answer(to, 'Ring meg på mandag, takk. Æ Ø Å', { from: 'colleague@elsewhere.example' })
    expect([await take(mail), await take(mail)]).toEqual(['reply', 'reply'])
    expect(await repliesOf(id)).toMatchObject([
      {
        ...{ channel: 'email', messageId, subject: 'Re: Hei', text: 'Ring meg på mandag, takk. Æ Ø Å', wish: 'no' },
        ...{ quoted: 'On 24 Nov 2026, Vidjevik wrote:\n> Hei', fromAddress: 'colleague@elsewhere.example' },
        ...{ openedAt: null, doneAt: null, stoppedAt: null, receivedAt: NOON },
      },
    ])
    const events = await db.event.findMany({ where: { contactId: id, type: 'mail.replied' } })
    expect(events.map(({ properties }) => properties)).toEqual([
      { replyId: expect.any(String), messageId, campaignId: null },
    ])
    expect(await reasonOf(id)).toBe('given')
  })

  it('is none where its address is forged, made for bounces, or where a machine wrote it', async () => {
    const { id, messageId, to, source } = await makeReader()
    const forged = replyAddress(replyKey(linkKey('a secret of somebody else')), { contactId: id, messageId }, DOMAIN)
    // Whoever has seen the address for answers must not be able to say that the mail came back, nor the other way.
    const asBounce = to.replace('reply+', 'bounce+')
    const asReply = source.replace('bounce+', 'reply+')
    const gone = [{ status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 User unknown' }]
    for (const address of [forged, asReply]) expect(await take(answer(address, 'stop'))).toBe('other')
    expect(await take(statusReport(gone, [asBounce]))).toBe('unresolved')
    expect(await take(statusReport(gone, [to]))).toBe('unresolved')
    expect(await take(answer(to, 'I am away', { headers: ['Auto-Submitted: auto-replied'] }))).toBe('automatic_reply')
    expect(await take({ ...answer(to, 'I am away'), from: '' })).not.toBe('reply')
    expect(await take({ ...answer(to, 'stop'), bytes: Buffer.alloc(2_000_001) })).toBe('too_large')
    expect(await repliesOf(id)).toEqual([])
    expect(await reasonOf(id)).toBe('given')
  })

  it('of a person is no report, though it sounds like one', async () => {
    const { id, to } = await makeReader()
    const mail = answer(to, 'Our parcel could not be delivered. Action: failed\nStatus: 5.1.1\n550 User unknown')
    const bytes = Buffer.from(mail.bytes.toString().replace('Re: Hei', 'Re: Undeliverable parcels'))
    expect(await take({ ...mail, bytes })).toBe('reply')
    expect(await repliesOf(id)).toHaveLength(1)
    expect(await reasonOf(id)).toBe('given')
  })

  it('with large files is taken by SMTP up to a bound, and any other mail of that size is not', async () => {
    const { id, to } = await makeReader()
    const outcomes: string[] = []
    const listener = await listenForMail({
      ...{
        db,
        keys: [key],
        port: 0,
        domain: DOMAIN,
        now: () => NOON,
        onTaken: (outcome) => void outcomes.push(outcome),
      },
      onError: (error) => outcomes.push(String(error)),
    })
    try {
      const file = `Content-Type: image/png; name=big.png\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(30_000)}`
      const { bytes } = answer(to, 'See the picture')
      const text = bytes
        .toString()
        .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=x')
      const large = `${text.replace(/\r\n\r\n[\s\S]*/, '')}\r\n\r\n--x\r\n\r\nSee the picture\r\n--x\r\n${file}\r\n--x--`
      const say = await sendBySmtp(listener.port, to, large)
      expect(say).toMatch(/^250/)
      expect(await sendBySmtp(listener.port, `unsubscribe@${DOMAIN}`, large)).toMatch(/^552/)
      expect(await sendBySmtp(listener.port, `somebody@${DOMAIN}`, 'x')).toMatch(/^550/)
    } finally {
      await listener.stop()
    }
    expect(outcomes).toEqual(['reply'])
    expect(await repliesOf(id)).toMatchObject([
      { text: 'See the picture', attachments: [{ name: 'big.png', bytes: null }] },
    ])
  })

  it('is one of too many from the twenty-first of a day on: a machine talks to a machine', async () => {
    const { id, to } = await makeReader()
    const outcomes = await Promise.all(Array.from({ length: 22 }, () => take(answer(to, 'again'))))
    expect(outcomes.filter((outcome) => outcome === 'unresolved')).toHaveLength(2)
    expect(await repliesOf(id)).toHaveLength(20)
    expect(await take(answer(to, 'the day after'), new Date(+NOON + DAY_MS + 1))).toBe('reply')
  })
})

describe('an answer that asks to be left alone', () => {
  it('withdraws by itself where it says nothing else, with the words as evidence, and is done', async () => {
    const { id, to } = await makeReader()
    await take(answer(to, 'Hei, meld meg av, takk'))
    expect(await reasonOf(id)).toBe('withdrawn')
    expect(await repliesOf(id)).toMatchObject([{ wish: 'only', stoppedAt: NOON, doneAt: NOON, stoppedByName: null }])
    const [said] = await db.consentEvidence.findMany({ where: { contactId: id }, orderBy: { seq: 'desc' } })
    expect(said?.data).toMatchObject({ page: 'reply', words: 'Hei, meld meg av, takk' })
  })

  it('among other words withdraws by one press of whoever reads it, and by nobody before', async () => {
    const { id, to } = await makeReader()
    await take(answer(to, 'I have left Rimdal. Please remove me from your mailing list, and greet Ingrid.'))
    expect(await reasonOf(id)).toBe('given')
    const [reply] = await repliesOf(id)
    const marketer = await server.as('marketer')
    const pressed = await marketer('POST', `/replies/${reply?.id}/stop`)
    expect(pressed.body).toMatchObject({ wish: 'asks', stoppedByName: 'test marketer' })
    expect(await reasonOf(id)).toBe('withdrawn')
    const entry = await db.consentEvent.findFirst({ where: { contactId: id }, orderBy: { seq: 'desc' } })
    expect(entry).toMatchObject({ type: 'withdrawn', method: 'staff', actor: 'staff' })
    expect((await marketer('POST', `/replies/${reply?.id}/stop`)).status).toBe(200)
  })

  it('by SMS stops what comes by SMS, and mail goes on', async () => {
    const both = await makePurpose(db, { channels: ['email', 'sms'] })
    const person = await makeReader()
    for (const channel of ['email', 'sms'] as const) await grant(db, person.id, both.id, { channel })
    await db.message.updateMany({ where: { id: person.messageId }, data: { purposeId: both.id, channel: 'sms' } })
    const text = 'Vi har flyttet. Kan dere melde meg av?'
    const said = { contactId: person.id, channel: 'sms', messageId: person.messageId, key: 'text 2', text } as const
    const kept = await keepReply(db, { ...said, wish: 'asks' }, NOON)
    const marketer = await server.as('marketer')
    expect((await marketer('POST', `/replies/${'id' in kept ? kept.id : ''}/stop`)).status).toBe(200)
    const reasonBy = async (channel: 'email' | 'sms') =>
      (await db.consentState.findFirst({ where: { contactId: person.id, purposeId: both.id, channel } }))?.state
    expect([await reasonBy('sms'), await reasonBy('email')]).toEqual(['withdrawn', 'given'])
  })
})

describe('the inbox', () => {
  it('begins with what nobody has opened, counts it, and lets it be opened, given to somebody and done with', async () => {
    const { id, to } = await makeReader()
    await take(answer(to, 'first'))
    await take(answer(to, 'second'), new Date(+NOON + 1))
    const marketer = await server.as('marketer')
    const list = async (query = '') =>
      ((await marketer('GET', `/replies?contactId=${id}${query}`)).body as { items: { id: string; excerpt: string }[] })
        .items
    const [second, first] = await list()
    expect([second?.excerpt, first?.excerpt]).toEqual(['second', 'first'])
    const before = (await marketer('GET', '/replies/unread')).body as { unread: number }
    await marketer('PATCH', `/replies/${second?.id}`, { isOpened: true })
    expect((await list()).map((line) => line.excerpt)).toEqual(['first', 'second'])
    expect((await marketer('GET', '/replies/unread')).body).toEqual({ unread: before.unread - 1 })

    const page = (await marketer('GET', `/replies?contactId=${id}&limit=1`)).body as { next: string }
    expect((await list(`&cursor=${page.next}`)).map((line) => line.excerpt)).toEqual(['second'])
    expect((await marketer('GET', '/replies?cursor=x')).status).toBe(400)

    const ingrid = await makeUser(db, { name: 'Ingrid', role: 'marketer' })
    const given = await marketer('PATCH', `/replies/${first?.id}`, { ownerId: ingrid.id, isDone: true })
    expect(given.body).toMatchObject({ owner: { name: 'Ingrid' }, doneByName: 'test marketer', text: 'first' })
    expect((await list(`&status=done&ownerId=${ingrid.id}`)).map((line) => line.excerpt)).toEqual(['first'])
    const henrik = await makeUser(db)
    expect((await marketer('PATCH', `/replies/${first?.id}`, { ownerId: henrik.id })).status).toBe(400)
    expect((await marketer('GET', `/replies/${first?.id}/mail`)).body).toMatchObject({ mail: { subject: 'Hei' } })
  })

  it('shows a seller the answers of their own people and of nobody else; those are theirs from the beginning', async () => {
    const [mine, other] = [await makeReader(), await makeReader()]
    const sellerId = await makeSellerOf(mine.id)
    await take(answer(mine.to, 'to my seller'))
    await take(answer(other.to, 'to nobody'))
    expect(await repliesOf(mine.id)).toMatchObject([{ ownerId: sellerId }])
    expect(await repliesOf(other.id)).toMatchObject([{ ownerId: null }])
    const { items } = await findReplies(db, { sellerId }, { isDone: false, limit: 50 }, NOON)
    expect(items.map((line) => line.excerpt)).toEqual(['to my seller'])
    expect(await countUnread(db, { sellerId }, NOON)).toBe(1)
    const [hidden] = await repliesOf(other.id)
    await expect(getReply(db, { sellerId }, hidden?.id ?? '', NOON)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('gives an answer to whoever made the campaign, whose results count it once', async () => {
    const { id, messageId, to } = await makeReader()
    const author = await makeUser(db, { role: 'marketer', name: 'Ingrid' })
    const draft = { name: 'Three findings', purposeId, subject: 'Hei', mjml: '' }
    const campaign = await createCampaign(db, draft, NOON)
    await db.campaignAuthor.create({ data: { campaignId: campaign.id, userId: author.id, name: 'Ingrid', at: NOON } })
    await db.message.updateMany({ where: { id: messageId }, data: { campaignId: campaign.id } })
    await take(answer(to, 'first'))
    await take(answer(to, 'second'), new Date(+NOON + 1))
    const query = { isDone: false, campaignId: campaign.id, ownerId: author.id, limit: 9 }
    const { items } = await findReplies(db, { sellerId: undefined }, query, NOON)
    expect(items.map((line) => [line.excerpt, line.campaign?.name, line.owner?.name])).toEqual([
      ['second', 'Three findings', 'Ingrid'],
      ['first', 'Three findings', 'Ingrid'],
    ])
    expect((await findOutcomes(db, campaign.id, NOON)).totals).toMatchObject({ sent: 1, replied: 1 })
    expect((await repliesOf(id)).length).toBe(2)
  })

  it('shows who they have become by a merge', async () => {
    const { id, to } = await makeReader()
    await take(answer(to, 'before the merge'))
    const heir = await makeReader()
    const { notes } = await previewMerge(db, heir.id, id, NOON)
    expect(notes).toContainEqual({ kind: 'reply', name: '1', outcome: 'stays' })
    await mergeContacts(db, { keepId: heir.id, otherId: id, userId: null }, NOON)
    await take(answer(to, 'after the merge'), new Date(+NOON + 1))
    const { items } = await findReplies(
      db,
      { sellerId: undefined },
      { isDone: false, contactId: heir.id, limit: 9 },
      NOON,
    )
    expect(items.map((line) => line.excerpt)).toEqual(['after the merge', 'before the merge'])
    expect(await db.event.count({ where: { contactId: heir.id, type: 'mail.replied' } })).toBe(1)
  })

  it('takes what came by another channel too, and knows it when it comes again', async () => {
    const { id } = await makeReader()
    const text = { contactId: id, channel: 'sms', messageId: null, key: 'text 1', text: 'Ja takk', wish: 'no' } as const
    expect(await keepReply(db, text, NOON)).toMatchObject({ outcome: 'kept' })
    expect(await keepReply(db, text, NOON)).toMatchObject({ outcome: 'known' })
    const facts = await db.event.findMany({ where: { contactId: id, type: 'sms.replied' } })
    expect(facts).toHaveLength(1)
  })
})

describe('what is kept of an answer', () => {
  it('is in the copy of the person’s data, goes when they are erased, and when its time is over (L7)', async () => {
    const { id, to } = await makeReader()
    await take(answer(to, 'a word that only Kari writes'))
    expect((await collectData(db, id, NOON)).replies).toMatchObject([{ text: 'a word that only Kari writes' }])
    await eraseContact(
      db,
      [suppressionKey('for this test alone')],
      { contactId: id, method: 'staff', actor: 'staff', occurredAt: NOON },
      NOON,
    )
    expect(await repliesOf(id)).toEqual([])
    expect(await take(answer(to, 'and again'))).toBe('unresolved')

    const later = await makeReader()
    await take(answer(later.to, 'old'))
    const months = (count: number) => new Date(Date.UTC(2026, 10 + count, 25))
    const others = await forgetReplies(db, months(11))
    expect(others).toBe(0)
    await forgetReplies(db, months(12))
    expect(await repliesOf(later.id)).toEqual([])
  })
})

describe('a sender', () => {
  it('with an address of its own keeps getting answers there, until it chooses the inbox', async () => {
    const brand = await db.brand.findFirstOrThrow({
      where: { id: (await db.messageContent.findFirstOrThrow()).brandId },
    })
    await db.brand.update({ where: { id: brand.id }, data: { replyTo: 'svar@vidjevik.example' } })
    const marketer = await server.as('marketer')
    const choice = async () => (await marketer('GET', `/brands/${brand.id}/replies`)).body
    const settings = { publicUrl: 'https://assent.example', linkKey: key, inboundDomain: DOMAIN }
    const blank = { firstName: null, lastName: null, jobTitle: null, city: null, language: null, company: null }
    const replyTo = async (over = {}) => {
      const { compose } = await loadContent(db, contentId, { ...settings, ...over })
      const person = { contactId: newId(), messageId: newId(), purposeId, isTracked: false, address: 'k@r.example' }
      const { bytes } = compose({ ...person, ...blank, fields: {} }, NOON)
      return [...bytes.toString('latin1').matchAll(/^Reply-To: <([^+>]+)/gm)].map(([, start]) => start)
    }
    expect(await choice()).toMatchObject({ goesTo: 'own', ownAddress: 'svar@vidjevik.example', changedBy: null })
    // The content was frozen when the sender had no such address.
    expect(await replyTo()).toEqual([])
    await marketer('PUT', `/brands/${brand.id}/replies`, { goesTo: 'inbox' })
    expect(await choice()).toMatchObject({ goesTo: 'inbox', changedBy: 'test marketer' })
    expect(await replyTo()).toEqual(['reply'])
    // Without a domain at which mail comes to us there is no inbox.
    expect(await replyTo({ inboundDomain: undefined })).toEqual([])
  })
})

/** What an SMTP server says to the mail, or before it. */
function sendBySmtp(port: number, to: string, mail: string): Promise<string> {
  const lines = ['EHLO test', 'MAIL FROM:<kari@rimdal.example>', `RCPT TO:<${to}>`, 'DATA']
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    let at = 0
    socket.on('error', reject)
    socket.on('data', (data) => {
      said += data.toString()
      if (!/^\d{3} .*\r\n$/m.test(said)) return
      const last = said.trim().split('\r\n').at(-1) ?? ''
      said = ''
      const isEnd = /^[45]/.test(last) || at > lines.length
      if (isEnd) {
        socket.destroy()
        return resolve(last)
      }
      socket.write(at < lines.length ? `${lines[at]}\r\n` : `${mail}\r\n.\r\n`)
      at++
    })
  })
}
