import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openRelayConnection, type RelayConnection, relayOptions } from '../../../src/delivery/smtp-relay.ts'
import { openScriptedRelay, type Script, type ScriptedRelay } from '../../support/scripted-relay.ts'

/** In ms. Longer than an answer takes on a busy machine; shorter where a test waits for none. */
const [PATIENCE, LITTLE_PATIENCE] = [10_000, 300]
const MAIL = { from: 'post@vidjevik.example', to: 'kari@rimdal.example', bytes: Buffer.from('Subject: hei\r\n\r\nhei') }

let relay: ScriptedRelay
let connection: RelayConnection
beforeEach(async () => {
  relay = await openScriptedRelay()
  connection = connect(PATIENCE)
})
afterEach(async () => {
  connection.close()
  await relay.close()
})

function connect(ms: number): RelayConnection {
  const timeouts = { greetingTimeout: ms, connectionTimeout: ms, socketTimeout: ms }
  return openRelayConnection({ ...relayOptions(relay.url), ...timeouts })
}
const soon = () => performance.now() + PATIENCE
const send = (deadline = soon()) => connection.send(MAIL, deadline)
const at =
  (step: string, reply: string): Script =>
  (now) =>
    now === step ? reply : undefined

describe('a mail handed to a relay', () => {
  test('is sent where the relay says so', async () => {
    expect(await send()).toEqual({ kind: 'sent', reply: '250 2.0.0 taken' })
    expect(relay.taken).toEqual([MAIL.to])
  })

  test.each([
    ['refuses the recipient', at('RCPT', '550 5.1.1 unknown'), { kind: 'refused', isRecipient: true }],
    ['refuses the mail', at('mail', '554 5.6.0 not like this'), { kind: 'refused', isRecipient: false }],
    ['puts the recipient off', at('RCPT', '450 4.2.1 later'), { kind: 'later' }],
    ['puts the mail off', at('mail', '451 4.7.1 later'), { kind: 'later' }],
    ['refuses the sender', at('MAIL', '550 5.7.1 not you'), { kind: 'relay_fault' }],
    ['does not relay', at('RCPT', '554 5.7.1 Relay access denied'), { kind: 'relay_fault' }],
    ['closes for the night', at('MAIL', '421 4.3.2 closing'), { kind: 'relay_fault' }],
    ['closes instead of taking the mail', at('mail', '421 4.3.2 closing'), { kind: 'relay_fault' }],
    ['has no room for anybody', at('DATA', '452 4.3.1 no room'), { kind: 'relay_fault' }],
    ['hangs before the mail', at('RCPT', 'hang'), { kind: 'relay_fault' }],
    ['cuts the line before the mail', at('DATA', 'cut'), { kind: 'relay_fault' }],
    // Only from here on nobody can tell.
    ['hangs after the mail', at('mail', 'hang'), { kind: 'uncertain' }],
    ['cuts the line after the mail', at('mail', 'cut'), { kind: 'uncertain' }],
    ['greets with a no', at('connect', '554 no service'), { kind: 'not_begun', isFault: true }],
    ['does not greet', at('connect', 'hang'), { kind: 'not_begun', isFault: true }],
    ['cuts the line at once', at('connect', 'cut'), { kind: 'not_begun', isFault: true }],
  ])('whose relay %s comes to a clear end, and the next one goes out', async (name, script, result) => {
    if (/hangs|does not greet/.test(name)) connection = connect(LITTLE_PATIENCE)
    relay.follow(script)
    expect(await send()).toMatchObject(result)
    relay.follow(() => undefined)
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(relay.taken).toHaveLength(1)
  })

  test('comes to an end where the line is cut while the session is made ready for the next', async () => {
    relay.follow((step) => (step === 'RCPT' ? '550 5.1.1 unknown' : step === 'RSET' ? 'cut' : undefined))
    expect(await send()).toMatchObject({ kind: 'refused', isRecipient: true })
    relay.follow(() => undefined)
    expect(await send()).toMatchObject({ kind: 'sent' })
  })

  test('goes to a relay that takes it so with its envelope in one go, and a refused one leaves nothing behind', async () => {
    const says =
      (script: Script): Script =>
      (step, said) =>
        step === 'EHLO' ? '250-relay.example\r\n250-PIPELINING\r\n250 SMTPUTF8' : script(step, said)
    relay.follow(says(at('RCPT', '550 5.1.1 unknown')))
    expect(await send()).toMatchObject({ kind: 'refused', isRecipient: true, reply: '550 5.1.1 unknown' })
    relay.follow(says((step) => (step === 'RCPT' || step === 'DATA' ? '554 5.5.1 no' : undefined)))
    expect(await send()).toMatchObject({ kind: 'refused', isRecipient: true })
    relay.follow(says((step) => (step === 'DATA' ? 'cut' : undefined)))
    expect(await send()).toMatchObject({ kind: 'relay_fault' })
    relay.follow(says(() => undefined))
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(relay.taken.at(-1)).toBe(MAIL.to)
    expect(relay.steps.join(' ')).toContain('MAIL RCPT DATA mail RSET MAIL RCPT DATA RSET MAIL RCPT DATA')
  })

  test('waits for the one before it on the same connection', async () => {
    expect(await Promise.all([send(), send(), send(performance.now() - 1)])).toMatchObject([
      { kind: 'sent' },
      { kind: 'sent' },
      { kind: 'not_begun', isFault: false },
    ])
    expect(relay.steps).toEqual('connect EHLO MAIL RCPT DATA mail MAIL RCPT DATA mail'.split(' '))
  })

  test('is not sent on where the relay answers before it has it: the next one takes another connection', async () => {
    relay.follow(at('DATA', 'deaf 354 go on\r\n250 2.0.0 taken already'))
    const large = { ...MAIL, bytes: Buffer.alloc(6_000_000, 'Subject: hei\r\n') }
    expect(await connection.send(large, soon())).toMatchObject({ kind: 'sent', reply: '250 2.0.0 taken already' })
    relay.follow(() => undefined)
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(relay.steps.filter((step) => step === 'connect')).toHaveLength(2)
    expect(relay.taken).toEqual([MAIL.to])
  })

  test('does not begin after its deadline, which is no fault of the relay', async () => {
    expect(await send(performance.now() - 1)).toMatchObject({ kind: 'not_begun', isFault: false })
    expect(relay.steps).not.toContain('MAIL')
  })

  test('does not begin for an address that no command can hold', async () => {
    const result = await connection.send({ ...MAIL, to: 'kari>\r\nRCPT TO:<x@rimdal.example' }, soon())
    expect(result).toMatchObject({ kind: 'refused', isRecipient: true })
    expect(relay.steps).not.toContain('MAIL')
  })
})
