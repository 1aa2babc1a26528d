import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { dkimRecord } from '../../../src/delivery/index.ts'
import { checkSender, type SenderFacts } from '../../../src/delivery/sending-check/check-sender.ts'
import type { NameResolver } from '../../../src/platform/resolve-names.ts'

const privateKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const key = { domain: 'vidjevik.example', selector: 'a', privateKey }
const published = dkimRecord(key)

type Zone = Record<string, string[]>
/** Everything in order. `mx:`, `a:` and `ptr:` stand before names of that kind; the others are TXT. */
const GOOD: Zone = {
  [published.name]: [published.value.replace('; k', ';k')],
  'in.vidjevik.example': ['another text', 'v=spf1 include:relay.example -all'],
  'relay.example': ['v=spf1 ip4:192.0.2.0/24 -all'],
  '_dmarc.vidjevik.example': ['v=DMARC1; p=none; rua=mailto:dmarc@vidjevik.example'],
  'mx:nytt.vidjevik.example': ['mx.vidjevik.example'],
  'a:smtp.relay.example': ['192.0.2.7'],
  'ptr:192.0.2.7': ['out.relay.example'],
  'a:out.relay.example': ['192.0.2.7'],
}
const FACTS: SenderFacts = {
  domain: 'nytt.vidjevik.example',
  keys: [key],
  publicUrl: 'https://post.vidjevik.example',
  inboundDomain: 'in.vidjevik.example',
  relayHost: 'smtp.relay.example',
  sent: 10_000,
  complaints: 2,
}

const resolverOf = (zone: Zone): NameResolver => {
  const look = (prefix: string) => async (name: string) => zone[prefix + name] ?? []
  return { txt: look(''), mx: look('mx:'), addresses: look('a:'), names: look('ptr:') }
}
const check = async (zone: Zone, facts: Partial<SenderFacts> = {}) => {
  const findings = await checkSender(resolverOf({ ...GOOD, ...zone }), { ...FACTS, ...facts })
  return Object.fromEntries(findings.map(({ check, state, code }) => [check, `${state} ${code}`]))
}

describe('what mailbox providers ask of a sender', () => {
  test('is all there: SPF, DKIM, DMARC, alignment, one click, an address that answers, few complaints', async () => {
    expect(await check({})).toEqual({
      dkim: 'good dkim_good',
      spf: 'good spf_good',
      dmarc: 'good dmarc_good',
      alignment: 'good aligned',
      one_click: 'good one_click_good',
      reply: 'good reply_good',
      relay: 'good relay_good',
      complaints: 'good complaints_good',
    })
  })

  const circle = { 'relay.example': ['v=spf1 include:relay.example include:relay.example -all'] }
  test.each<[string, Zone, Partial<SenderFacts>, Record<string, string>]>([
    ['no key is published', { [published.name]: [] }, {}, { dkim: 'mend dkim_missing' }],
    [
      'another key is published',
      { [published.name]: ['v=DKIM1; k=ed25519; p=AAAA'] },
      {},
      { dkim: 'mend dkim_differs' },
    ],
    ['nobody signs for the domain', {}, { keys: [] }, { dkim: 'look dkim_none', alignment: 'good aligned' }],
    ['there is no SPF', { 'in.vidjevik.example': ['hello'] }, {}, { spf: 'mend spf_none' }],
    [
      'there are two SPF records',
      { 'in.vidjevik.example': ['v=spf1 -all', 'v=spf1 ~all'] },
      {},
      { spf: 'mend spf_many' },
    ],
    ['SPF lets everybody in', { 'in.vidjevik.example': ['v=spf1 mx +all'] }, {}, { spf: 'mend spf_open' }],
    ['SPF says nothing of others', { 'in.vidjevik.example': ['v=spf1 mx'] }, {}, { spf: 'mend spf_open' }],
    [
      'SPF leads elsewhere to the end',
      { 'in.vidjevik.example': ['v=spf1 redirect=relay.example'] },
      {},
      { spf: 'good spf_good' },
    ],
    ['SPF asks for too many names, in a circle', circle, {}, { spf: 'mend spf_lookups' }],
    ['there is no DMARC', { '_dmarc.vidjevik.example': [] }, {}, { dmarc: 'mend dmarc_none' }],
    [
      'there are two of DMARC',
      { '_dmarc.vidjevik.example': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      {},
      { dmarc: 'mend dmarc_many' },
    ],
    ['DMARC says nothing', { '_dmarc.vidjevik.example': ['v=DMARC1; p=maybe'] }, {}, { dmarc: 'mend dmarc_none' }],
    [
      'nobody reads reports',
      { '_dmarc.vidjevik.example': ['v=DMARC1; p=reject'] },
      {},
      { dmarc: 'look dmarc_no_reports' },
    ],
    [
      'mail comes back to another organisation and is not signed',
      { '_dmarc.other.example': ['v=DMARC1; p=none'] },
      { keys: [], inboundDomain: 'in.other.example' },
      { alignment: 'mend not_aligned' },
    ],
    [
      'DMARC is strict and the key is of the domain above',
      { '_dmarc.vidjevik.example': ['v=DMARC1; p=none; adkim=s; aspf=s'] },
      {},
      { alignment: 'mend not_aligned' },
    ],
    [
      'one click goes over an open line',
      {},
      { publicUrl: 'http://post.vidjevik.example' },
      { one_click: 'mend one_click_insecure' },
    ],
    ['nobody can answer the sender', { 'mx:nytt.vidjevik.example': [] }, {}, { reply: 'mend reply_nowhere' }],
    ['the relay has no name', { 'ptr:192.0.2.7': [] }, {}, { relay: 'mend relay_nameless' }],
    [
      'the relay names itself as another',
      { 'a:out.relay.example': ['192.0.2.8'] },
      {},
      { relay: 'mend relay_nameless' },
    ],
    ['the relay is on this machine', {}, { relayHost: 'localhost' }, { relay: 'look relay_local' }],
    ['there is no relay', {}, { relayHost: undefined }, { relay: 'look relay_unset' }],
    ['one in a thousand complains', {}, { complaints: 10 }, { complaints: 'look complaints_near' }],
    ['three in a thousand complain', {}, { complaints: 30 }, { complaints: 'mend complaints_over' }],
    [
      'complaints are not heard',
      { 'nytt.vidjevik.example': ['v=spf1 -all'] },
      { inboundDomain: undefined },
      { complaints: 'look complaints_unheard', spf: 'good spf_good' },
    ],
  ])('is told apart where %s', async (_, zone, facts, expected) => {
    expect(await check(zone, facts)).toMatchObject(expected)
  })

  test('is not judged where DNS keeps silent, and the rest is', async () => {
    const silent = { ...resolverOf(GOOD), txt: () => Promise.reject(new Error('ETIMEOUT')) }
    const findings = await checkSender(silent, FACTS)
    const silentOnes = findings.filter(({ code }) => code === 'dns_silent').map(({ check }) => check)
    expect(silentOnes).toEqual(['dkim', 'spf', 'dmarc', 'alignment'])
    expect(findings.find(({ check }) => check === 'reply')).toMatchObject({ state: 'good', about: FACTS.domain })
  })
})
