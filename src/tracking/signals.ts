// Who or what is asking: somebody who refuses by their browser, a robot, or a program that only looks ahead.
import type { Request } from 'express'
import { isbot } from 'isbot'

type Asking = Pick<Request, 'get' | 'method'>

/** Global Privacy Control: counts only when a header's value is exactly `1`; any other value is ignored (consent.md W1). */
export const refusesByBrowser = (request: Pick<Request, 'headersDistinct'>): boolean =>
  (request.headersDistinct['sec-gpc'] ?? []).some((value) => value === '1')

/** Robots and scanners say so; a request without a user agent is no browser either. */
export const isRobot = (request: Pick<Request, 'get'>): boolean => {
  const agent = request.get('user-agent')
  return !agent || isbot(agent)
}

/** A browser or mail program that fetches in case somebody might click. */
export const isPrefetch = (request: Pick<Request, 'get'>): boolean =>
  ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|preview|prerender/i.test(request.get(name) ?? ''),
  )

/** How a machine that asks for a link or the picture of a mail was told. */
export type MachineReason = 'head' | 'robot' | 'prefetch' | 'picture_proxy' | 'too_soon'

/** Why this is a machine, as far as one request tells; undefined where it may be a person. */
export function findMachine(request: Asking): Exclude<MachineReason, 'picture_proxy' | 'too_soon'> | undefined {
  if (request.method !== 'GET') return 'head'
  if (isPrefetch(request)) return 'prefetch'
  return isRobot(request) ? 'robot' : undefined
}

/** Whose server fetches the pictures of mails, and only when somebody looks at the mail. */
export type PictureProxy = 'gmail' | 'yahoo'
const PROXIES: [PictureProxy, RegExp][] = [
  ['gmail', /GoogleImageProxy/],
  ['yahoo', /YahooMailProxy/],
]
/**
 * What Apple Mail Privacy Protection calls itself, and nothing more: it fetches every picture some time after the mail
 * came, whether or not anybody reads it.
 */
const FETCHES_UNASKED = /^Mozilla\/5\.0$/

/** Through whom the picture of a mail was fetched, or why that says nothing of a person. */
export function readPictureRequest(
  request: Asking,
): { via: PictureProxy | 'direct' } | { machine: Exclude<MachineReason, 'too_soon'> } {
  const agent = request.get('user-agent') ?? ''
  if (FETCHES_UNASKED.test(agent)) return { machine: 'picture_proxy' }
  const proxy = PROXIES.find(([, pattern]) => pattern.test(agent))?.[0]
  if (proxy && request.method === 'GET' && !isPrefetch(request)) return { via: proxy }
  const machine = findMachine(request)
  return machine ? { machine } : { via: 'direct' }
}
