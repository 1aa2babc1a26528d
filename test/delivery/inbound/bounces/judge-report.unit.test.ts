import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../../../conformance/bounces.ts'
import { type IncomingMail, judgeMail } from '../../../../src/delivery/index.ts'
import { statusReport, textReport } from '../../../support/delivery-reports.ts'
import { countProcessorTime } from '../../../support/processor-time.ts'

const data = join(import.meta.dirname, '../../../../../shared/data')
const isThere = existsSync(join(data, 'bounces'))
if (!isThere) process.stdout.write('Real bounces are not judged: ../shared/data is not here.\n')

function reportsOf(mail: IncomingMail) {
  const verdict = judgeMail(mail, [])
  return verdict.kind === 'delivery_report' ? verdict.reports : verdict.kind
}
const judged = (status: string | undefined, diagnostic?: string, action?: string) => {
  const [report] = reportsOf(
    statusReport([{ ...(status && { status }), ...(diagnostic && { diagnostic }), ...(action && { action }) }]),
  )
  return typeof report === 'object' ? `${report.outcome} ${report.reason}` : report
}
const words = (text: string) => {
  const [report] = reportsOf(textReport(text))
  return typeof report === 'object' ? `${report.outcome} ${report.reason}` : report
}

describe('a report with fields for machines', () => {
  it('is hard where address or domain is not there, has moved or takes no mail (B1)', () => {
    expect(judged('5.1.1')).toBe('hard no_mailbox')
    expect(judged('5.1.2')).toBe('hard no_domain')
    expect(judged('5.1.3')).toBe('hard no_mailbox')
    expect(judged('5.1.6')).toBe('hard moved')
    expect(judged('5.1.10')).toBe('hard accepts_no_mail')
    expect(judged('5.4.4')).toBe('hard no_domain')
    expect(judged('5.7.17')).toBe('hard moved')
  })

  it('fails this mail only for any other lasting failure (B1)', () => {
    expect(judged('5.7.1')).toBe('message refused')
    expect(judged('5.6.0')).toBe('message refused')
    expect(judged('5.2.3')).toBe('message too_large')
    expect(judged('5.1.8')).toBe('message refused')
    expect(judged('5.0.0')).toBe('message unknown')
    expect(judged(undefined)).toBe('message unknown')
  })

  it('is soft where the mailbox or the way to it is in trouble, and where the failure is temporary (B1)', () => {
    expect(judged('5.2.2')).toBe('soft mailbox_full')
    expect(judged('5.2.1')).toBe('soft mailbox_disabled')
    expect(judged('4.4.7')).toBe('soft unreachable')
    expect(judged('5.3.2')).toBe('soft busy')
    expect(judged('4.3.0')).toBe('soft server_fault')
    expect(judged('4.7.1')).toBe('soft refused')
    expect(judged('4.4.4')).toBe('soft unreachable')
  })

  it('stops nothing where the mail is late, arrived or was passed on, whatever its codes are (B1)', () => {
    expect(judged('5.1.1', 'smtp; 550 5.1.1 User unknown', 'delayed')).toBe('delayed no_mailbox')
    for (const action of ['delivered', 'relayed', 'expanded', 'invented'])
      expect(judged('5.1.1', undefined, action), action).toBe('delivered no_mailbox')
  })

  it('is judged by the code that says most, and keeps it with the reply code', () => {
    const diagnostic = "smtp; 5.1.0 - Unknown address error 550-'5.7.1 <kari@rimdal.example>... Access denied'"
    expect(reportsOf(statusReport([{ status: '5.0.0 (permanent failure)', diagnostic }]))).toEqual([
      { outcome: 'message', reason: 'refused', status: '5.7.1', replyCode: '550' },
    ])
    expect(judged('5.0.0', 'smtp; 551 not our customer')).toBe('hard moved')
    expect(judged('5.0.0', 'smtp; 556 domain takes no mail')).toBe('hard accepts_no_mail')
  })

  it('is judged by the words where the code says nothing, and is not hard where both contradict each other', () => {
    expect(judged('5.0.0', 'smtp; 550 <kari@rimdal.example>: User not found')).toBe('hard no_mailbox')
    expect(judged('5.5.0', 'smtp; 550 5.5.0 Adresse destinataire invalide.')).toBe('hard no_mailbox')
    expect(judged('5.0.0', 'smtp; 550 Host unknown')).toBe('hard no_domain')
    expect(judged('5.0.0', 'smtp; 554 mail rejected as spam')).toBe('message refused')
    expect(judged('5.7.1', 'smtp; 550 5.7.1 Recipient address rejected: User unknown')).toBe('message refused')
    expect(judged('5.1.1', 'smtp; 552 5.1.1 mailbox is full')).toBe('soft mailbox_full')
    expect(judged('5.1.1', 'x-unix; procmail: no such user')).toBe('soft server_fault')
    expect(judged('4.2.0', 'smtp; 450 user unknown')).toBe('soft mailbox_disabled')
    // What is a name is not a word.
    expect(judged('5.0.0', 'smtp; 554 <unknown-user@spam.example>: see https://user.unknown.example/spam')).toBe(
      'message refused',
    )
    expect(judged('5.0.0', 'smtp; 554 <unknown-user@rimdal.example> mx.user-unknown.example')).toBe('message unknown')
  })

  it('is about the mail where the recipient had been taken before (RFC 5321 3.3)', () => {
    const about = (text: string) => {
      const [report] = reportsOf(statusReport([{ diagnostic: 'smtp; 550 User unknown' }], [], text))
      return typeof report === 'object' ? report.outcome : report
    }
    expect(about('said: 550 User unknown (in reply to RCPT TO command)')).toBe('hard')
    expect(about('said: 550 User unknown (in reply to end of DATA command)')).toBe('message')
    expect(about('SMTP error from remote mail server after MAIL FROM:<x>: 550 User unknown')).toBe('message')
  })

  it('tells of each recipient, and opens what was passed on, but never the mail that is given back', () => {
    const two = statusReport([{ status: '5.1.1' }, { status: '5.2.2', recipient: 'ola@rimdal.example' }])
    expect(reportsOf(two)).toMatchObject([{ outcome: 'hard' }, { outcome: 'soft' }])
    const passedOn = [
      ...[
        'From: Postmaster <postmaster@rimdal.example>',
        'Subject: Undeliverable',
        'Content-Type: multipart/mixed; boundary=x',
      ],
      ...['', '--x', 'Content-Type: text/plain', '', 'see below', '--x', 'Content-Type: message/rfc822', ''],
      ...[two.bytes.toString(), '--x--'],
    ].join('\r\n')
    expect(reportsOf({ ...two, bytes: Buffer.from(passedOn) })).toHaveLength(2)
    expect(judged('5.0.0', 'smtp; 554 no')).toBe('message unknown')
  })

  it('is read where its boundary is another, or the report was quoted by hand', () => {
    const whole = statusReport([{ status: '5.1.1' }]).bytes.toString()
    const mended = [whole.replace('boundary="part/mx"', 'boundary="other"'), whole.replace('\tboundary="part/mx"', '')]
    for (const text of mended)
      expect(reportsOf({ bytes: Buffer.from(text), from: '', to: [] })).toMatchObject([{ outcome: 'hard' }])
    const quoted = `Subject: Fwd: Returned mail\n\n> Action: failed\n> Status: 5.1.1\n> Final-Recipient: rfc822; x@y.example\n`
    expect(reportsOf({ bytes: Buffer.from(quoted), from: 'x@y.example', to: [] })).toMatchObject([{ outcome: 'hard' }])
  })
})

describe('a report of words alone', () => {
  it('is judged by the words of the servers that write it', () => {
    const said = {
      '<kari@rimdal.example>:\nRemote host said: 550 5.1.1 User unknown': 'hard no_mailbox',
      "<kari@rimdal.example>:\nSorry, I couldn't find a mail exchanger or IP address. (#5.4.4)": 'hard no_domain',
      '  kari@rimdal.example\n    an MX or SRV record indicated no SMTP service': 'hard accepts_no_mail',
      '  kari@rimdal.example\n    Unrouteable address': 'hard no_domain',
      'did not reach the following recipient(s):\n    The recipient name is not recognized\n    MSEXCH:IMS 0 (000C05A6) Unknown Recipient':
        'hard no_mailbox',
      'because:\n  User Kari (kari@rimdal.example) not listed in Domino Directory': 'hard no_mailbox',
      'kari@rimdal.example: 550 5.2.2 Mailbox Full': 'soft mailbox_full',
      'kari@rimdal.example\n    retry timeout exceeded': 'soft unreachable',
      'Mail size limit exceeded.': 'message too_large',
      'the group you tried to contact may not exist, or you may not have permission': 'message refused',
      'Kunne ikke leveres: 550 mottakeren er ukjent': 'hard no_mailbox',
      'This mail could not be delivered.': 'message unknown',
    }
    for (const [text, verdict] of Object.entries(said)) expect(words(text), text).toBe(verdict)
  })

  it('is weak where no code stands beside "user unknown": it counts when it happens again', () => {
    expect(words('kari@rimdal.example [User unknown]')).toBe('soft mailbox_disabled')
  })

  it('tells of each recipient, and of none that is only late', () => {
    const two = 'kari@rimdal.example: 550 5.2.2 Mailbox Full\nola@rimdal.example: 550 5.1.1 User Unknown'
    expect(reportsOf(textReport(two))).toMatchObject([{ outcome: 'soft' }, { outcome: 'hard' }])
    expect(words('THIS IS A WARNING MESSAGE ONLY.\nkari@rimdal.example 550 5.1.1 user unknown')).toBe(
      'delayed no_mailbox',
    )
  })
})

it('a report that means harm is read in little time', () => {
  const fill = (text: string, length = 1_900_000) => text.repeat(Math.floor(length / text.length))
  const nested = Array.from({ length: 2000 }, (_, at) => `Content-Type: multipart/mixed; boundary=${at}\n\n--${at}\n`)
  const head = 'From: mailer-daemon\nContent-Type: '
  const harmful = [
    `${head}multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n${fill('Action: failed\n\n')}`,
    `${head}message/delivery-status\n\n${fill('Status: 5.1.1\nAction: failed\nDiagnostic-Code: smtp; user (\n\n')}`,
    `${head}text/plain\n\n${fill('user ')}`,
    `${head}text/plain\n\n${fill('recipient address ')}`,
    `${head}text/plain\n\n${fill('a@b.example ')}`,
    `${head}text/plain\n\n${fill('a@b.example: 550\n')}`,
    `${head}text/plain\n\n${fill('5.1.1.')}`,
    `${head}text/plain\n\n${fill('- - = * ')}`,
    `${head}text/plain\n\n${fill('> > >')}`,
    `${head}text/plain\n\n${fill('https://')}`,
    `${head}text/plain\n\n${fill('a.')}`,
    `${head}text/plain; charset=invented\n\n${fill('\xff\xfe')}`,
    `${head}text/html\n\n${fill('<&a')}`,
    `${head}multipart/mixed\n\n${fill('--x \n')}`,
    `${nested.join('')}Status: 5.1.1\nAction: failed\n`,
    `Subject: ${fill('failed ')}\n\n${fill('\n', 1000)}`,
  ]
  const spentMs = countProcessorTime()
  for (const text of harmful) judgeMail({ bytes: Buffer.from(text, 'latin1'), from: '', to: [] }, [])
  expect(spentMs()).toBeLessThan(8000)
})

describe.runIf(isThere)('real reports', () => {
  it('are hard or not as those who collected them say, in 97 of 100 (B1)', async () => {
    const { passed, failed } = await run(data)
    const judgedByThem = Object.keys(JSON.parse(readFileSync(join(data, 'bounces/expected.json'), 'utf8')))
    expect(passed + failed).toBe(judgedByThem.length + 3)
    expect(passed / (passed + failed)).toBeGreaterThanOrEqual(0.97)
  })
})
