// A DKIM signature (RFC 6376, 8463) over the very bytes of a mail: the whole body and the headers that matter, so that a
// provider believes the one-click headers (RFC 8058 section 3.1). Heavy work, and pure: it runs in threads of its own.
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { type DkimKey, kindOf, nearest } from './dkim-keys.ts'

/**
 * What nobody on the way may change, leave out or add. Each name is signed once more than it occurs, so that a second
 * one breaks the signature too (RFC 6376 8.15).
 */
const SIGNED_HEADERS = [
  ...['From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version', 'Content-Type'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID'],
]
const NAMES = [...SIGNED_HEADERS, ...SIGNED_HEADERS]
/** Lines of a header stay well below the 78 characters of RFC 5322. */
const LINE = 72
const FOLD = '\r\n '
/** Two of these stand between head and body, and one ends the body as it arrives. */
const CRLF = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

type ReadyKey = { domain: string; selector: string; algorithm: string; key: KeyObject; digest: 'sha256' | null }

/**
 * Puts a signature for each key of the sender’s domain before the bytes, or of the nearest domain above it that has some.
 * A sender without any gets the bytes back as they are. The body is taken as it is (`simple`): ours is printable ASCII in
 * short lines, which nobody has a reason to touch, and looking at each of its bytes would cost as much as the rest.
 */
export function makeSigner(keys: readonly DkimKey[]): (bytes: Buffer) => Buffer {
  const byDomain = Map.groupBy(keys.map(prepare), ({ domain }) => domain)
  return (bytes) => {
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) throw new Error('a mail without a body cannot be signed')
    const fields = readFields(bytes.toString('latin1', 0, end))
    const own = nearest(domainOf(fields), (domain) => byDomain.get(domain))
    if (!own) return bytes
    const bodyHash = hashOf(bytes.subarray(end + HEAD_END.length))
    const signed = NAMES.map((name) => fields.get(name.toLowerCase())?.pop() ?? '').join('')
    const head = Buffer.from(own.map((key) => signatureField(key, bodyHash, signed)).join(''), 'latin1')
    const whole = Buffer.allocUnsafeSlow(head.length + bytes.length)
    head.copy(whole)
    bytes.copy(whole, head.length)
    return whole
  }
}

function prepare({ domain, selector, privateKey }: DkimKey): ReadyKey {
  const kind = kindOf(privateKey)
  if (kind === undefined) throw new Error(`the DKIM key ${selector} of ${domain} cannot sign`)
  const key = createPrivateKey(privateKey)
  return { domain, selector, key, algorithm: `${kind}-sha256`, digest: kind === 'rsa' ? 'sha256' : null }
}

/** By name, the canonical lines (`relaxed`, RFC 6376 3.4.2) in the order in which they stand. */
function readFields(head: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  for (const field of head.split(/\r\n(?![ \t])/)) {
    const colon = field.indexOf(':')
    const name = field.slice(0, colon).trim().toLowerCase()
    const line = `${name}:${relaxed(field.slice(colon + 1))}\r\n`
    const others = fields.get(name)
    if (others) others.push(line)
    else fields.set(name, [line])
  }
  return fields
}

const relaxed = (value: string) => value.replace(/[ \t\r\n]+/g, ' ').trim()

/** Behind the @ of From, in small letters. */
const domainOf = (fields: ReadonlyMap<string, string[]>) =>
  /@([^@>\s]+)>?\r\n$/.exec(fields.get('from')?.at(-1) ?? '')?.[1]?.toLowerCase() ?? ''

/** `simple` (RFC 6376 3.4.3): one line end after the last line that is not empty. */
function hashOf(body: Buffer): string {
  let end = body.length
  while (end >= 2 && body[end - 1] === 10 && body[end - 2] === 13) end -= 2
  return createHash('sha256').update(body.subarray(0, end)).update(CRLF).digest('base64')
}

function signatureField(
  { domain, selector, algorithm, key, digest }: ReadyKey,
  bodyHash: string,
  signed: string,
): string {
  const value = [
    ` v=1; a=${algorithm}; c=relaxed/simple; d=${domain};`,
    `s=${selector};`,
    `h=${folded(NAMES.join(':'), /.{1,70}(?::|$)/g)};`,
    `bh=${bodyHash};`,
    'b=',
  ].join(FOLD)
  const data = Buffer.from(`${signed}dkim-signature:${relaxed(value)}`, 'latin1')
  // Ed25519 signs the hash, since it hashes in a way of its own (RFC 8463 3).
  const signature = sign(digest, digest ? data : createHash('sha256').update(data).digest(), key)
  return `DKIM-Signature:${value}${folded(signature.toString('base64'), new RegExp(`.{1,${LINE}}`, 'g'))}\r\n`
}

const folded = (text: string, piece: RegExp) => (text.match(piece) ?? []).join(FOLD)
