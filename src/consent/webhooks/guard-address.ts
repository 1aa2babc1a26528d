// Where webhooks may lead: to the open internet by https, and into one's own network only where that host is named in the
// configuration. Otherwise whoever may register a webhook could make this server speak to what only it can reach (SSRF).
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { DomainError } from '../../platform/errors.ts'

export type Reach = {
  /** Hosts of one's own network that may be reached, in lower case. */
  privateHosts: readonly string[]
  /** Whether plain http is refused. */
  isProduction: boolean
}

/** IANA special-purpose registries: this host, private, shared, loopback, link-local, protocol, test, multicast, reserved. */
const CLOSED_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const
/** Only global unicast is open; within it, not what carries an IPv4 address or is for documents. */
const CLOSED_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const closed = new BlockList()
for (const [net, bits] of CLOSED_V4) closed.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of CLOSED_V6) closed.addSubnet(net, bits, 'ipv6')
const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')

/** Whether this IP address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && global.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
const mayBePrivate = (host: string, { privateHosts }: Reach) => privateHosts.includes(host)

/** Whether this address names, by number, a place in a private network that may not be reached. A name is judged when it is looked up. */
export function isClosed(url: URL, reach: Reach): boolean {
  const host = hostOf(url)
  return isIP(host) !== 0 && !isPublicAddress(host) && !mayBePrivate(host, reach)
}

/** The address, if a webhook may lead there as far as it can be told from its text. Throws `invalid`. */
export function requireReachable(text: string, reach: Reach): URL {
  const refuse = (message: string) => {
    throw new DomainError('invalid', 'A webhook cannot lead there.', { faults: [{ path: 'url', message }] })
  }
  const url = URL.canParse(text) ? new URL(text) : refuse('Write an address such as https://crm.example/assent.')
  const mayBePlain = !reach.isProduction && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !mayBePlain) refuse('Only https keeps what is sent from being read on its way.')
  if (url.username !== '' || url.password !== '') refuse('Leave out user and password; the signature says who sends.')
  if (isClosed(url, reach))
    refuse('This is an address of a private network. Name it in WEBHOOK_PRIVATE_HOSTS if it shall be reached.')
  return url
}

/** What is thrown where a name turns out to lead into a private network. */
export class ClosedAddress extends Error {}

/**
 * Looks names up for a connection and hands out only addresses that may be reached. The connection uses this very answer,
 * so a name that changes its address between checking and connecting gains nothing.
 */
export function guardedLookup(reach: Reach): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (fault, found) => {
      if (fault) return done(fault, '')
      const open = mayBePrivate(host.toLowerCase(), reach) ? found : found.filter((one) => isPublicAddress(one.address))
      const [first] = open
      if (!first) return done(new ClosedAddress('the name leads into a private network'), '')
      if (options.all) return done(null, open as LookupAddress[])
      return done(null, first.address, first.family)
    })
  }
}
