// Fetches a feed from the open internet: only what has changed since it was last read, a bounded number of bytes, within some
// seconds, and never from a private network, however the name or a redirect leads there.
import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSafe } from 'node:https'
import { gunzipSync } from 'node:zlib'
import { ClosedAddress, guardedLookup, isClosed, type Reach } from '../../consent/index.ts'
import { type Feed, parseFeed } from './parse-feed.ts'

export const FEED_FAULTS = ['unreachable', 'closed', 'status', 'not_a_feed', 'too_large', 'mail'] as const
/**
 * unreachable: nobody answers; closed: a private network; status: another answer than the feed; mail: the mail that is made
 * of it has mistakes.
 */
export type FeedFault = (typeof FEED_FAULTS)[number]
/** What the server named the state that was read. */
export type FeedState = { etag: string | null; lastModified: string | null }
export type Fetched =
  | ({ outcome: 'read'; feed: Feed } & FeedState)
  | { outcome: 'unchanged' }
  | { outcome: 'failed'; fault: FeedFault; detail: string | null }

/** ms for one answer, to its last byte. */
const ANSWERS_WITHIN = 15_000
/** Bytes of a feed. The largest that are common have some hundred thousand. */
const BYTES_MAX = 2_000_000
const REDIRECTS_MOST = 5

/** Fetches and reads it. Never throws. */
export async function fetchFeed(address: string, state: FeedState, reach: Reach): Promise<Fetched> {
  const fail = (fault: FeedFault, detail: string | null = null): Fetched => ({ outcome: 'failed', fault, detail })
  try {
    let url = new URL(address)
    for (let step = 0; step <= REDIRECTS_MOST; step++) {
      const answer = await ask(url, state, reach)
      if (answer.location !== undefined) url = new URL(answer.location, url)
      else if (answer.status === 304) return { outcome: 'unchanged' }
      else if (answer.status !== 200) return fail('status', String(answer.status))
      else {
        const feed = parseFeed(answer.text, url.href)
        if (!feed) return fail('not_a_feed')
        return { outcome: 'read', feed, etag: answer.etag, lastModified: answer.lastModified }
      }
    }
    return fail('unreachable')
  } catch (error) {
    if (error instanceof ClosedAddress) return fail('closed')
    return fail(error instanceof TooLarge ? 'too_large' : 'unreachable')
  }
}

class TooLarge extends Error {}

type Answer = FeedState & { status: number; location: string | undefined; text: string }

function ask(url: URL, { etag, lastModified }: FeedState, reach: Reach): Promise<Answer> {
  if (isClosed(url, reach)) throw new ClosedAddress('an address of a private network')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('no address of the web')
  const request = url.protocol === 'https:' ? requestSafe : requestPlain
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        headers: {
          accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
          'accept-encoding': 'gzip',
          'user-agent': 'Mozilla/5.0 (compatible; Assent feed reader)',
          ...(etag !== null && { 'if-none-match': etag }),
          ...(lastModified !== null && { 'if-modified-since': lastModified }),
        },
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(ANSWERS_WITHIN),
        agent: false,
      },
      (response) => readAnswer(response).then(resolve, reject),
    )
    sent.on('error', reject)
    sent.end()
  })
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const { statusCode: status = 0, headers } = response
  const state = { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null }
  const isRedirect = status >= 300 && status < 400 && status !== 304 && headers.location !== undefined
  if (status !== 200) {
    response.on('error', () => {})
    response.destroy()
    return { ...state, status, text: '', location: isRedirect ? headers.location : undefined }
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > BYTES_MAX) throw new TooLarge()
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const text = decode(unpack(bytes, headers['content-encoding']), headers['content-type'])
  return { ...state, status, text, location: undefined }
}

function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== 'gzip') return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: BYTES_MAX })
  } catch (error) {
    throw error instanceof RangeError ? new TooLarge() : error
  }
}

/** By the header, else by what the document says of itself (RFC 7303), else UTF-8. */
function decode(bytes: Buffer, type = ''): string {
  const said = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]
  const own = /^[^>]{0,200}\bencoding\s*=\s*["']([\w-]+)/.exec(bytes.subarray(0, 300).toString('latin1'))?.[1]
  try {
    return new TextDecoder(said ?? own ?? 'utf-8').decode(bytes)
  } catch {
    return bytes.toString()
  }
}
