// Asks a page on the open internet whether it is there, as a browser would and no further: a few redirects, a few seconds,
// nothing of the answer kept, and never into a private network, however the name or the redirect leads there.
import { request as requestPlain } from 'node:http'
import { request as requestSafe } from 'node:https'
import { ClosedAddress, guardedLookup, isClosed, type Reach } from '../../consent/index.ts'

/** ms for one answer. A reader waits no longer. */
const ANSWERS_WITHIN = 8000
/** Redirects followed: browsers give up after 20, and who needs more than this is going in circles. */
const REDIRECTS_MOST = 5
/** Answers of servers that do not know HEAD; they are asked as a browser would. */
const NO_HEAD = [400, 403, 404, 405, 501]

export const LINK_ANSWERS = ['there', 'gone', 'refused', 'silent', 'closed'] as const
/** gone: no such page; refused: the server does not give it to us; silent: nobody answers; closed: a private network. */
export type LinkAnswer = (typeof LINK_ANSWERS)[number]
export type AskedLink = { answer: LinkAnswer; status: number | null }

/** Follows a link to where it ends. Never throws. */
export async function askLink(address: string, reach: Reach): Promise<AskedLink> {
  try {
    const first = await follow(address, 'HEAD', reach)
    const status = NO_HEAD.includes(first) ? await follow(address, 'GET', reach) : first
    return { answer: status < 400 ? 'there' : status === 404 || status === 410 ? 'gone' : 'refused', status }
  } catch (error) {
    return { answer: error instanceof ClosedAddress ? 'closed' : 'silent', status: null }
  }
}

async function follow(address: string, method: 'HEAD' | 'GET', reach: Reach): Promise<number> {
  let url = new URL(address)
  for (let step = 0; step <= REDIRECTS_MOST; step++) {
    const { status, location } = await ask(url, method, reach)
    if (status < 300 || status >= 400 || location === undefined) return status
    url = new URL(location, url)
  }
  throw new Error('it is sent on and on')
}

function ask(url: URL, method: string, reach: Reach): Promise<{ status: number; location: string | undefined }> {
  if (isClosed(url, reach)) throw new ClosedAddress('an address of a private network')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('no address of the web')
  const request = url.protocol === 'https:' ? requestSafe : requestPlain
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: { accept: 'text/html,*/*;q=0.8', 'user-agent': 'Mozilla/5.0 (compatible; Assent link check)' },
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(ANSWERS_WITHIN),
        agent: false,
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, location: response.headers.location })
        response.on('error', () => {}) // only its number was asked for
        response.destroy()
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}
