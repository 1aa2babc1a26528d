// How many parts a text is sent in, and so paid for: 160 characters of the GSM alphabet or 70 of any other, fewer where it
// takes several, since each then says which of them it is (3GPP TS 23.038 6.2.1, TS 23.040 9.2.3.24.1).

export type SmsParts = {
  /** ucs2: a character stands in it that the GSM alphabet does not have. */
  encoding: 'gsm7' | 'ucs2'
  parts: number
  /** In the units that count: septets, or code units. */
  length: number
  /** Units that still fit into the last part. */
  left: number
  /** The characters that ask for ucs2, each once. */
  foreign: string[]
}

const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** These are written as two. */
const GSM_EXTENDED = '\f^{}\\[~]|€'
const ROOM = { gsm7: { one: 160, each: 153 }, ucs2: { one: 70, each: 67 } } as const

/** Counts the parts of a text as it is sent. An empty one has none. */
export function smsParts(text: string): SmsParts {
  const characters = [...text]
  const foreign = [...new Set(characters.filter((one) => !GSM.includes(one) && !GSM_EXTENDED.includes(one)))]
  const encoding = foreign.length > 0 ? 'ucs2' : 'gsm7'
  const sizes = characters.map((one) => (encoding === 'ucs2' ? one.length : GSM_EXTENDED.includes(one) ? 2 : 1))
  const length = sizes.reduce((sum, size) => sum + size, 0)
  const { one, each } = ROOM[encoding]
  if (length <= one) return { encoding, parts: length === 0 ? 0 : 1, length, left: one - length, foreign }
  let [parts, used] = [1, 0]
  for (const size of sizes) {
    // No character is cut in two.
    if (used + size > each) [parts, used] = [parts + 1, 0]
    used += size
  }
  return { encoding, parts, length, left: each - used, foreign }
}
