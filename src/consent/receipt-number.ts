// The number on a receipt: short enough to be said over the phone, taken from the hash of the entry it stands for.

/** Crockford's base 32: no letter that reads like a figure. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The first 40 bits of the entry's hash as eight signs that can be said over the phone. */
export function receiptNumber(hash: Uint8Array): string {
  const bits = Buffer.from(hash).readUIntBE(0, 5)
  const signs = Array.from({ length: 8 }, (_, index) => SIGNS[Math.floor(bits / 32 ** (7 - index)) % 32])
  return `${signs.slice(0, 4).join('')} ${signs.slice(4).join('')}`
}
