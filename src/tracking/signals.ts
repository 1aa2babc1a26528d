// Who or what is asking: somebody who refuses by their browser, a robot, or a program that only looks ahead.
import type { Request } from 'express'
import { isbot } from 'isbot'

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
