// DKIM (RFC 6376): a signature over the body and the headers that matter, so that a provider believes the one-click
// headers (RFC 8058 section 3.1). Signs the very bytes that go out; without a key nothing is done to them.
import { createPrivateKey } from 'node:crypto'
import DKIM from 'nodemailer/lib/dkim'
import { DomainError } from '../platform/errors.ts'

export type DkimKey = {
  /** Of the sender's addresses, or above it. */
  domain: string
  /** The key lies in DNS at selector._domainkey.domain. */
  selector: string
  /** PEM. */
  privateKey: string
}
/** Puts the signature before the bytes. Throws where it cannot sign: a mail never goes out unsigned by accident. */
export type SignMail = (bytes: Buffer) => Promise<Buffer>

/** What nobody on the way may change or leave out. */
const SIGNED_HEADERS = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'Reply-To', 'MIME-Version', 'Content-Type'],
  ...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID'],
].join(':')

/** Bits. Below it providers take a signature for none (RFC 8301). */
const RSA_MIN_BITS = 1024

/** Throws `invalid` for a key that cannot sign. */
export function signMails({ domain, selector, privateKey }: DkimKey): SignMail {
  checkKey(privateKey)
  const signer = new DKIM({
    ...{ domainName: domain, keySelector: selector, privateKey },
    headerFieldNames: SIGNED_HEADERS,
  })
  return async (bytes) => {
    const chunks: Buffer[] = []
    for await (const chunk of signer.sign(bytes) as AsyncIterable<Buffer>) chunks.push(chunk)
    const signed = Buffer.concat(chunks)
    // The library passes a mail on as it was where signing fails.
    if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) throw new Error('a mail could not be signed')
    return signed
  }
}

function checkKey(privateKey: string): void {
  let bits: number | undefined
  try {
    const key = createPrivateKey(privateKey)
    bits = key.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined
  } catch {
    bits = undefined // what is wrong with it must not be told: it may hold the key
  }
  if (bits === undefined || bits < RSA_MIN_BITS)
    throw new DomainError(
      'invalid',
      'DKIM_KEY_FILE holds no RSA key that can sign. Make one: openssl genrsa -out dkim.pem 2048.',
    )
}
