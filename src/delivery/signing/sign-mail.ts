// A DKIM signature (RFC 6376, 8463) over the very bytes of a mail: the whole body and the headers that matter, so that a
// provider believes the one-click headers (RFC 8058 section 3.1).
import { createHash, createPrivateKey, hash, type KeyObject, sign } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type DkimKey, kindOf, nearest } from './dkim-keys.ts'

/** Header fields to go before the bytes. Rejects where it cannot sign: a mail never goes out unsigned by accident. */
export type SignMail = (bytes: Buffer) => Promise<string>

/**
 * What nobody on the way may change, leave out or add. Each name is signed once more than it occurs, so that a second
 * one breaks the signature too (RFC 6376 8.15).
 */
const SIGNED_HEADERS = [
  ...['From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version', 'Content-Type'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID'],
]
const NAMES = [...SIGNED_HEADERS, ...SIGNED_HEADERS]
const KNOWN = NAMES.map((name) => name.toLowerCase())
/** Lines of a header stay well below the 78 characters of RFC 5322. */
const PIECE = /.{1,72}/g
const FOLD = '\r\n '
const CRLF = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Threads that sign together would wait for each other at a key that they share (measured: a third more work for each
 * signature). So there are several of each, and signatures take them in turn.
 */
const COPIES = 2 * availableParallelism()

type ReadyKey = {
  domain: string
  digest: 'sha256' | null
  copies: readonly KeyObject[]
  /** The value of the header up to the hash of the body, as it is written and as it is signed. */
  written: string
  canonical: string
}

/**
 * Signs with each key of the sender’s domain, or of the nearest domain above it that has some; the mail of a sender
 * without any gets none. An RSA signature takes as long as everything else that a mail needs, so they are made by the
 * threads that Node keeps for such work, and the rest goes on meanwhile. The body is taken as it is (`simple`): ours is
 * printable ASCII in short lines, which nobody has a reason to touch.
 */
export function makeSigner(keys: readonly DkimKey[]): SignMail {
  const byDomain = Map.groupBy(keys.map(prepare), ({ domain }) => domain)
  let turn = 0
  return async (bytes) => {
    const end = bytes.indexOf(HEAD_END)
    if (end < 0) throw new Error('a mail without a body cannot be signed')
    const fields = readFields(bytes.toString('latin1', 0, end))
    const own = nearest(domainOf(fields), (domain) => byDomain.get(domain))
    if (!own) return ''
    const bodyHash = hashOf(bytes.subarray(end + HEAD_END.length))
    let signed = ''
    for (const name of KNOWN) signed += fields.get(name)?.pop() ?? ''
    turn = (turn + 1) % COPIES
    const signatures = await Promise.all(own.map((key) => signatureField(key, turn, bodyHash, signed)))
    return signatures.join('')
  }
}

function prepare({ domain, selector, privateKey }: DkimKey): ReadyKey {
  const kind = kindOf(privateKey)
  if (kind === undefined) throw new Error(`the DKIM key ${selector} of ${domain} cannot sign`)
  const written = [
    ` v=1; a=${kind}-sha256; c=relaxed/simple; d=${domain};`,
    `s=${selector};`,
    `h=${folded(NAMES.join(':'), /.{1,70}(?::|$)/g)};`,
    'bh=',
  ].join(FOLD)
  const copies = Array.from({ length: COPIES }, () => createPrivateKey(privateKey))
  return { domain, copies, digest: kind === 'rsa' ? 'sha256' : null, written, canonical: relaxed(written) }
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

const relaxed = (value: string) => (/[\t\r\n]| {2}/.test(value) ? value.replace(/[ \t\r\n]+/g, ' ') : value).trim()

/** Behind the @ of From, in small letters. */
const domainOf = (fields: ReadonlyMap<string, string[]>) =>
  /@([^@>\s]+)>?\r\n$/.exec(fields.get('from')?.at(-1) ?? '')?.[1]?.toLowerCase() ?? ''

/** `simple` (RFC 6376 3.4.3): one line end after the last line that is not empty. */
function hashOf(body: Buffer): string {
  let end = body.length
  while (end >= 2 && body[end - 1] === 10 && body[end - 2] === 13) end -= 2
  return createHash('sha256').update(body.subarray(0, end)).update(CRLF).digest('base64')
}

async function signatureField(
  { copies, digest, written, canonical }: ReadyKey,
  turn: number,
  bodyHash: string,
  signed: string,
): Promise<string> {
  const data = Buffer.from(`${signed}dkim-signature:${canonical}${bodyHash}; b=`, 'latin1')
  // Ed25519 signs the hash, since it hashes in a way of its own (RFC 8463 3).
  const what = digest ? data : hash('sha256', data, 'buffer')
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign(digest, what, copies[turn] as KeyObject, (fault, made) => (fault ? reject(fault) : resolve(made)))
  })
  return `DKIM-Signature:${written}${bodyHash};${FOLD}b=${folded(signature.toString('base64'), PIECE)}\r\n`
}

const folded = (text: string, piece: RegExp) => (text.match(piece) ?? []).join(FOLD)
