import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { linkKey, makeLinkToken } from '../../../src/consent/index.ts'
import { type IncomingMail, judgeMail, MAIL_MAX_BYTES } from '../../../src/delivery/index.ts'
import { newId } from '../../../src/platform/id.ts'
import { countProcessorTime } from '../../support/processor-time.ts'
import {
  feedbackReport,
  forwardedComplaint,
  sesNotification,
  UNSUBSCRIBE,
  unsubscribeMail,
} from '../../support/reports.ts'

const keys = [linkKey('a secret that only this test knows')]
const ids = { contactId: newId(), purposeId: newId(), messageId: newId() }
const token = makeLinkToken(linkKey('a secret that only this test knows'), ids)
const forged = makeLinkToken(linkKey('a secret of somebody else altogether'), ids)

const folder = join(import.meta.dirname, '../../../../shared/data/bounces')
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('Real bounces are not judged: ../shared/data is not here.\n')
/** As it came: the return path of a mail that was kept stands in its head. */
const kept = (file: string): IncomingMail => ({
  bytes: readFileSync(join(folder, file)),
  from: 'kept',
  to: [UNSUBSCRIBE],
})

describe('a feedback report', () => {
  it('is a complaint only where it says abuse; the old opt-out unsubscribes; others stop nothing (B5)', () => {
    expect(judgeMail(feedbackReport('Abuse', token), keys)).toEqual({ kind: 'complaint', token })
    expect(judgeMail(feedbackReport('opt-out', token), keys)).toEqual({ kind: 'opt_out', token })
    for (const type of ['not-spam', 'auth-failure', 'fraud', 'virus', 'dmarc', 'x-invented', 'opt-out-list', ''])
      expect(judgeMail(feedbackReport(type, token), keys), type).toEqual({ kind: 'other_report' })
  })

  it('without a recipient is resolved by the signed token of the mail it is about, whole or its head alone (B6)', () => {
    for (const headersOnly of [false, true])
      expect(judgeMail(feedbackReport('abuse', token, { headersOnly }), keys)).toEqual({ kind: 'complaint', token })
    expect(judgeMail(feedbackReport('abuse', undefined), keys)).toEqual({ kind: 'complaint', token: undefined })
    expect(judgeMail(feedbackReport('abuse', forged), keys)).toEqual({ kind: 'complaint', token: undefined })
  })

  it('finds nobody by a token that stands in free text or in its own head (B6)', () => {
    const { bytes, ...envelope } = feedbackReport('abuse', undefined)
    const elsewhere = [
      bytes.toString().replace('This is a report', `https://post.vidjevik.example/u/${token} This is a report`),
      bytes.toString().replace('FW: Three', `${token} Three`),
      bytes.toString().replace('Hello', `List-Unsubscribe: <https://post.vidjevik.example/u/${token}>`),
    ]
    for (const text of elsewhere)
      expect(judgeMail({ bytes: Buffer.from(text), ...envelope }, keys)).toEqual({
        kind: 'complaint',
        token: undefined,
      })
  })
})

describe('a complaint that is no report', () => {
  it('is told by the mail that Outlook.com forwards, and only by that and its signed token (B6)', () => {
    expect(judgeMail(forwardedComplaint(token), keys)).toEqual({ kind: 'complaint', token })
    expect(judgeMail(forwardedComplaint(forged), keys)).toEqual({ kind: 'complaint', token: undefined })
    const { bytes, ...way } = forwardedComplaint(token)
    const byHand = [
      forwardedComplaint(token, 'FW: Three findings'),
      forwardedComplaint(token, 'complaint about message from you'),
      { ...way, bytes: Buffer.from(bytes.toString().replace('--part\r\n', '--part\r\n\r\nSee this\r\n--part\r\n')) },
      { ...way, bytes: Buffer.from(bytes.toString().replace('multipart/mixed', 'text/plain')) },
    ]
    for (const mail of byHand) expect(judgeMail(mail, keys)).toEqual({ kind: 'other' })
  })

  it('is told by a notification of Amazon SES, whose type counts as in a report (B5, B6)', () => {
    for (const isWrapped of [false, true]) {
      for (const type of ['abuse', null, undefined])
        expect(judgeMail(sesNotification({ type }, token, isWrapped), keys)).toEqual({ kind: 'complaint', token })
      expect(judgeMail(sesNotification({ type: 'opt-out' }, token, isWrapped), keys)).toEqual({
        kind: 'opt_out',
        token,
      })
      for (const type of ['not-spam', 'fraud', 'auth-failure'])
        expect(judgeMail(sesNotification({ type }, token, isWrapped), keys)).toEqual({ kind: 'other_report' })
      expect(judgeMail(sesNotification({ type: 'abuse' }, forged, isWrapped), keys)).toEqual({
        kind: 'complaint',
        token: undefined,
      })
      for (const notificationType of ['Bounce', 'Delivery'])
        expect(judgeMail(sesNotification({ notificationType }, token, isWrapped), keys)).toEqual({ kind: 'other' })
    }
  })
})

describe('an automatic reply', () => {
  it('is known by its mark, its null return path or the headers of vacation notices (B7, U9)', () => {
    for (const header of [
      'Auto-Submitted: auto-replied',
      'Auto-Submitted: auto-generated (vacation)',
      'auto-submitted: Auto-Replied; owner-email="kari@rimdal.example"',
      'Precedence: auto_reply',
      'X-Autoreply: yes',
      'X-Apple-Action: VACATION',
      'Return-Path: <>',
    ])
      expect(judgeMail(unsubscribeMail(token, [header]), keys), header).toEqual({ kind: 'automatic_reply' })
    expect(judgeMail(unsubscribeMail(token, [], ''), keys)).toEqual({ kind: 'automatic_reply' })
  })

  it('is not what a person wrote, though a program says so of itself (U9)', () => {
    for (const header of ['Auto-Submitted: no', 'Auto-Submitted: No (by hand)', 'Precedence: normal'])
      expect(judgeMail(unsubscribeMail(token, [header]), keys), header).toEqual({ kind: 'unsubscribe', token })
  })
})

describe('a mail to the unsubscribe address', () => {
  it('is about whom its signed subject names, and about nobody else (U9)', () => {
    expect(judgeMail(unsubscribeMail(token), keys)).toEqual({ kind: 'unsubscribe', token })
    expect(judgeMail(unsubscribeMail(`[External] ${token}`), keys)).toEqual({ kind: 'unsubscribe', token })
    for (const subject of ['', 'stop', forged, `${token}x`, token.slice(1)])
      expect(judgeMail(unsubscribeMail(subject), keys), subject).toEqual({ kind: 'unsubscribe', token: undefined })
    expect(judgeMail({ ...unsubscribeMail(token), to: ['feedback@in.vidjevik.example'] }, keys)).toEqual({
      kind: 'other',
    })
  })
})

describe('a mail of a stranger who means harm', () => {
  it('is dropped when too large, and otherwise read in little time', () => {
    expect(
      judgeMail({ bytes: Buffer.alloc(MAIL_MAX_BYTES + 1), from: 'a@b.example', to: [UNSUBSCRIBE] }, keys),
    ).toEqual({
      kind: 'too_large',
    })
    const report = 'Content-Type: multipart/report; report-type=feedback-report; boundary='
    const fill = (text: string) => text.repeat(Math.floor((MAIL_MAX_BYTES - 1000) / text.length))
    const harmful = [
      '',
      '\0\0\0',
      fill('\r\n'),
      fill('a:\n'),
      `${report}"x"\n\n${fill('\n--x\n')}`,
      `${report}"\n\n${fill('--')}`,
      `${report}x\n\n--x\nContent-Type: message/feedback-report\nContent-Transfer-Encoding: quoted-printable\n\n${fill('=\n')}`,
      `Subject: ${fill('a-')}`,
      `Content-Type: text/plain\n\n{${fill('"a":{')}`,
      `Content-Type: text/plain\n\n{${fill('!\n \n--\n')}`,
      `Subject: ${fill(`${forged} `)}`,
      `Content-Type: ${fill(';boundary="')}`,
    ]
    const spentMs = countProcessorTime()
    for (const text of harmful)
      expect(judgeMail({ bytes: Buffer.from(text), from: 'a@b.example', to: [UNSUBSCRIBE] }, keys)).not.toMatchObject({
        token: expect.any(String),
      })
    expect(spentMs()).toBeLessThan(5000)
  })
})

describe.runIf(isThere)('real mails that came back', () => {
  it('are complaints and opt-outs exactly where they say so, and name nobody of ours (B5, B6)', () => {
    // As those who collected them have judged each; the mails that nobody judged are no complaints either.
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<
      string,
      { feedbackType: string }[]
    >
    const KINDS: Record<string, string> = { abuse: 'complaint', 'opt-out': 'opt_out' }
    const names = readdirSync(join(folder, 'mails'))
    const verdicts = names.map((name) => judgeMail(kept(`mails/${name}`), keys))
    const told = names.flatMap((name, at) => {
      const { kind = '' } = verdicts[at] ?? {}
      return kind === 'complaint' || kind === 'opt_out' ? [[name, kind]] : []
    })
    const judged = names.flatMap((name) => {
      const kind = KINDS[expected[name]?.[0]?.feedbackType ?? '']
      return kind ? [[name, kind]] : []
    })
    expect(told).toEqual(judged)
    expect(told).toHaveLength(7)
    for (const verdict of verdicts) expect(verdict).not.toMatchObject({ token: expect.any(String) })
  })

  it('are automatic replies where somebody is away (B7)', () => {
    for (const name of ['rfc3834-01', 'rfc3834-03', 'rfc3834-04'])
      expect(judgeMail(kept(`mails/${name}.eml`), keys), name).toEqual({ kind: 'automatic_reply' })
  })

  it('suppress nobody where they are no bounce', () => {
    for (const name of readdirSync(join(folder, 'not-bounces')))
      expect(['other', 'automatic_reply'], name).toContain(
        judgeMail({ ...kept(`not-bounces/${name}`), to: [] }, keys).kind,
      )
  })
})
