// Whether mailbox providers will believe a sender: what DNS says of its domain, whether the names in a
// mail belong together, whether one click stops it, and how many complain. Looks and answers; changes nothing.
import type { NameResolver } from '../../platform/resolve-names.ts'
import { type DkimKey, dkimRecord, nearest } from '../signing/dkim-keys.ts'
import type { Finding } from './finding.ts'
import { checkDmarc, readDmarc, tagOf } from './read-dmarc.ts'
import { checkSpf } from './read-spf.ts'

export type SenderFacts = {
  /** Behind the @ of the sender’s address, in small letters. */
  domain: string
  /** Of every domain. */
  keys: readonly DkimKey[]
  publicUrl: string
  /** Where mail comes back; undefined: to the sender. */
  inboundDomain: string | undefined
  /** Undefined: mail goes to the built-in mailbox, or nowhere. */
  relayHost: string | undefined
  /** Of the last 30 days, over all senders. */
  sent: number
  complaints: number
}

/** Shares of what was sent. Google wants to see less than the first, and lets nobody off above the second. */
const COMPLAINTS_NEAR = 0.001
const COMPLAINTS_OVER = 0.003

/** Checks everything; what DNS keeps silent about is said, and hides nothing else. */
export async function checkSender(resolver: NameResolver, facts: SenderFacts): Promise<Finding[]> {
  const { domain, inboundDomain = domain } = facts
  const keys = keysFor(facts)
  return Promise.all([
    orSilent('dkim', domain, () => checkDkim(resolver, domain, keys)),
    orSilent('spf', inboundDomain, () => checkSpf(resolver, inboundDomain)),
    orSilent('dmarc', `_dmarc.${domain}`, async () => checkDmarc(await readDmarc(resolver, domain), domain)),
    orSilent('alignment', domain, () => checkAlignment(resolver, domain, inboundDomain, keys)),
    checkOneClick(facts),
    orSilent('reply', domain, () => checkReply(resolver, domain)),
    orSilent('relay', facts.relayHost ?? '', () => checkRelay(resolver, facts.relayHost)),
    checkComplaints(facts),
  ])
}

/** With which keys mails of this domain are signed. */
export const keysFor = ({ domain, keys }: Pick<SenderFacts, 'domain' | 'keys'>): DkimKey[] =>
  nearest(domain, (name) => {
    const own = keys.filter((key) => key.domain === name)
    return own.length > 0 ? own : undefined
  }) ?? []

async function orSilent(check: Finding['check'], about: string, look: () => Promise<Finding>): Promise<Finding> {
  return look().catch(() => ({ check, state: 'unknown', code: 'dns_silent', about }))
}

async function checkDkim(resolver: NameResolver, domain: string, keys: readonly DkimKey[]): Promise<Finding> {
  const is = (state: Finding['state'], code: Finding['code'], about: string): Finding => ({
    ...{ check: 'dkim', state, code, about },
  })
  if (keys.length === 0) return is('look', 'dkim_none', domain)
  for (const { name, value } of keys.map(dkimRecord)) {
    const records = await resolver.txt(name)
    if (records.length === 0) return is('mend', 'dkim_missing', name)
    if (records.length > 1 || !records.some((text) => keyIn(text) === keyIn(value)))
      return is('mend', 'dkim_differs', name)
  }
  return is('good', 'dkim_good', keys.map(({ selector }) => selector).join(', '))
}

const keyIn = (record: string) => /(?:^|;)\s*p\s*=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, '')

/** What a reader sees as the sender must be what SPF or DKIM vouch for (RFC 7489 3.1). */
async function checkAlignment(
  resolver: NameResolver,
  domain: string,
  returnDomain: string,
  keys: readonly DkimKey[],
): Promise<Finding> {
  const [dmarc, returned] = await Promise.all([readDmarc(resolver, domain), readDmarc(resolver, returnDomain)])
  const isStrict = (tag: string) => tagOf(dmarc, tag) === 's'
  const byDkim = keys.some((key) => !isStrict('adkim') || key.domain === domain)
  const bySpf = isStrict('aspf') ? returnDomain === domain : returned.organisation === dmarc.organisation
  const ways = [...(byDkim ? ['DKIM'] : []), ...(bySpf ? ['SPF'] : [])]
  return ways.length > 0
    ? { check: 'alignment', state: 'good', code: 'aligned', about: ways.join(', ') }
    : { check: 'alignment', state: 'mend', code: 'not_aligned', about: returnDomain }
}

function checkOneClick({ publicUrl }: SenderFacts): Finding {
  return publicUrl.startsWith('https://')
    ? { check: 'one_click', state: 'good', code: 'one_click_good', about: publicUrl }
    : { check: 'one_click', state: 'mend', code: 'one_click_insecure', about: publicUrl }
}

async function checkReply(resolver: NameResolver, domain: string): Promise<Finding> {
  const takesMail = (await resolver.mx(domain)).length > 0 || (await resolver.addresses(domain)).length > 0
  return takesMail
    ? { check: 'reply', state: 'good', code: 'reply_good', about: domain }
    : { check: 'reply', state: 'mend', code: 'reply_nowhere', about: domain }
}

/** Forward and reverse must agree for the machine that hands mail over; of a relay elsewhere that is its owner’s work. */
async function checkRelay(resolver: NameResolver, host: string | undefined): Promise<Finding> {
  if (host === undefined) return { check: 'relay', state: 'look', code: 'relay_unset', about: '' }
  if (/^(?:localhost|127\.|\[?::1\]?$)/.test(host))
    return { check: 'relay', state: 'look', code: 'relay_local', about: host }
  for (const address of await resolver.addresses(host))
    for (const name of await resolver.names(address))
      if ((await resolver.addresses(name)).includes(address))
        return { check: 'relay', state: 'good', code: 'relay_good', about: host }
  return { check: 'relay', state: 'mend', code: 'relay_nameless', about: host }
}

function checkComplaints({ sent, complaints, inboundDomain }: SenderFacts): Finding {
  if (inboundDomain === undefined) return { check: 'complaints', state: 'look', code: 'complaints_unheard', about: '' }
  const share = complaints / Math.max(sent, 1)
  const about = `${(share * 100).toFixed(2)} %`
  if (share >= COMPLAINTS_OVER) return { check: 'complaints', state: 'mend', code: 'complaints_over', about }
  if (share >= COMPLAINTS_NEAR) return { check: 'complaints', state: 'look', code: 'complaints_near', about }
  return { check: 'complaints', state: 'good', code: 'complaints_good', about }
}
