import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asksStop } from '../../../src/delivery/replies/asks-stop.ts'
import { readReply } from '../../../src/delivery/replies/read-reply.ts'
import { splitQuoted } from '../../../src/delivery/replies/split-quoted.ts'
import { countProcessorTime } from '../../support/processor-time.ts'

const ownOf = (...lines: string[]) => splitQuoted(lines.join('\n')).own

describe('what an answer repeats is folded', () => {
  it('below the line that a mail program writes, in each language, also where the line is broken', () => {
    for (const line of [
      'On Thu, 26 Nov 2026 at 09:12, Vidjevik <post@vidjevik.example> wrote:',
      'On Thu, 26 Nov 2026 at 09:12, Vidjevik\n<post@vidjevik.example> wrote:',
      'tor. 26. nov. 2026 kl. 09:12 skrev Vidjevik <post@vidjevik.example>:',
      'Den 26.11.2026 09:12, skrev Vidjevik:',
      'Den tors 26 nov. 2026 kl 09:12 skrev Vidjevik <\npost@vidjevik.example>:',
      'to 26.11.2026 klo 9.12 Vidjevik (post@vidjevik.example) kirjoitti:',
      'Am 26.11.2026 um 09:12 schrieb Vidjevik:',
      '-----Original Message-----',
      '-----Opprinnelig melding-----',
      '-------- Ursprungligt meddelande --------',
      'From: Vidjevik <post@vidjevik.example>\nSent: Thursday, November 26, 2026 9:12 AM',
      '________________________________\nFra: Vidjevik <post@vidjevik.example>\nSendt: torsdag 26. november 2026',
      '> Three findings',
    ])
      expect(ownOf('Yes, call me on Monday.', '', line, '> Three findings', '> from this week'), line).toBe(
        'Yes, call me on Monday.',
      )
  })

  it('and their words before it are not, though they begin as it does', () => {
    const line = 'On 24 Nov 2026, Vidjevik wrote:'
    for (const own of ['to my colleague', 'To 3 of us: yes', 'On 1 December at 10', 'On 3 Dec I wrote:', '2 pumps'])
      for (const gap of ['\n', '\n\n'])
        expect(ownOf(`${own}${gap}${line}`, '> Hei'), own).toBe(own === 'On 3 Dec I wrote:' ? '' : own)
  })

  it('and nothing of their own is: neither a sentence that looks like such a line nor words below or between', () => {
    for (const text of [
      'Then he wrote: yes, at 9.',
      'On Monday we met the neighbours.\nThey wrote back.',
      'From: our side it is fine\nGreetings',
    ])
      expect(ownOf(text), text).toBe(text)
    const between = ['On 26 Nov 2026, Vidjevik wrote:', '> When?', 'On Monday.', '> Where?', 'Here.']
    expect(splitQuoted(between.join('\n'))).toEqual({ own: between.join('\n'), quoted: '' })
  })
})

describe('a wish to be left alone', () => {
  it('that is all of an answer is known in six languages, with greeting, thanks and what a phone writes below', () => {
    for (const text of [
      ...['STOP', 'Unsubscribe.', 'Please unsubscribe me, thanks', 'Hi! Remove me from your list please.', 'opt-out'],
      ...['Meld meg av', 'Hei, meld meg av, takk', 'Vennligst meld meg av.', 'Avmelding', 'Ikkje send meg meir'],
      ...[
        'Avregistrera mig tack',
        'Ta bort mig från listan!',
        'Afmeld mig',
        'Frameld mig, tak',
        'Poista minut listalta',
      ],
      ...[
        'Lopettakaa',
        'stop\n\nSent from my iPhone',
        'Stopp\n\nSendt fra Outlook for iOS',
        'Stop\n\n-- \nKari Nordmann',
      ],
    ])
      expect(asksStop(text, 'Re: Three findings'), text).toBe('only')
    expect(asksStop('', 'Unsubscribe')).toBe('only')
  })

  it('within other words is seen, and left to a person', () => {
    for (const text of [
      'Hello, I have left the company. Please remove me from your mailing list.',
      'Stop. I have said this three times.',
      "We don't want to receive any more mails from you.",
      'Kan dere være så snille å melde meg av denne listen? Jeg har sluttet.',
      'Jeg ønsker ikke flere e-poster fra dere.',
      'Eg ønskjer ikkje å få fleire e-postar.',
      'Jag vill inte ha fler nyhetsbrev, tack.',
      'Kan I ikke slette mig fra listen? Jeg arbejder der ikke mere.',
      'Voisitteko poistaa sähköpostini listalta, kiitos.',
      'En halua enää viestejä teiltä, olen jo eläkkeellä.',
      'stop?',
    ])
      expect(asksStop(text, 'Re: x'), text).toBe(text === 'stop?' ? 'no' : 'asks')
    expect(asksStop('Kari Nordmann, Rimdal', 'Unsubscribe')).toBe('asks')
  })

  it('is not seen where somebody means something else', () => {
    for (const text of [
      'Yes, please call me on Monday.',
      'Don’t stop! These are the best mails I get.',
      'Where does the bus stop?',
      'Please remove the old pump before you come.',
      'Ja takk, send meg mer om varmepumper.',
      'Vi tar bort varmen fra taket og sender den til kjelleren.',
      '',
    ])
      expect(asksStop(text, 'Re: How to unsubscribe from the grid'), text).toBe('no')
  })
})

describe('a mail that answers', () => {
  const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

  it('is kept as plain text with the names of its files, and never as markup', async () => {
    const reply = await readReply(
      mail(
        ...[
          'From: "Kari <b>" <kari@rimdal.example>',
          'Subject: =?utf-8?Q?Re=3A_Tre_funn?=',
          'Message-ID: <1@rimdal.example>',
        ],
        ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: text/html', ''],
        ...['<p>Ring <b>meg</b>&nbsp;mandag</p><script>alert(1)</script><img src="https://spy.example/p.gif">'],
        ...['<blockquote>Tre funn</blockquote>', '--x', 'Content-Type: application/pdf; name="Plan.pdf"'],
        ...['Content-Transfer-Encoding: base64', '', Buffer.from('12345').toString('base64'), '--x--'],
      ),
      { key: 'none' },
    )
    expect(reply).toEqual({
      ...{ fromName: 'Kari <b>', fromAddress: 'kari@rimdal.example', subject: 'Re: Tre funn', text: 'Ring meg mandag' },
      ...{ quoted: '> Tre funn', attachments: [{ name: 'Plan.pdf', bytes: 5 }], wish: 'no', key: '<1@rimdal.example>' },
    })
  })

  it('and means harm is read in little time, within bounds, or has no words', async () => {
    const fill = (text: string) => text.repeat(Math.floor(500_000 / text.length))
    const html = 'Content-Type: text/html\r\n\r\n'
    const spentMs = countProcessorTime()
    for (const text of [
      ...[
        '',
        '\0\0',
        fill('\r\n'),
        fill('>'),
        fill('On 1 '),
        `Subject: ${fill('a-')}\r\n\r\nx`,
        `\r\n\r\n${fill('1 wrote:\n')}`,
      ],
      ...[
        `${html}${'<div>'.repeat(20_000)}`,
        `${html}${fill('<table><tr><td>')}`,
        `${html}${'<blockquote>'.repeat(20_000)}x`,
      ],
      ...[
        `Content-Type: multipart/mixed; boundary=x\r\n\r\n${fill('--x\r\n\r\n')}`,
        `\r\n\r\n${fill('stop sending ')}`,
      ],
      `\r\n\r\n${fill('on den ')}`,
      `\r\n\r\nhi\u202e\u0000 there`,
    ]) {
      const reply = await readReply(Buffer.from(text), { key: 'key' })
      expect(reply.text.length + reply.quoted.length).toBeLessThanOrEqual(40_000)
      expect(reply.text).not.toMatch(/[\0\u202e]/)
    }
    expect(spentMs()).toBeLessThan(20_000)
  })
})

const folder = join(import.meta.dirname, '../../../../shared/data/bounces')
it.runIf(existsSync(folder))(
  'real mails of every kind can be read, and none of them asks to stop by itself',
  async () => {
    for (const part of ['not-bounces', 'mails'])
      for (const name of readdirSync(join(folder, part))) {
        const reply = await readReply(readFileSync(join(folder, part, name)), { key: name })
        expect(reply.wish, name).not.toBe('only')
      }
  },
)
