// The few parts of a mail that say what it is: header fields and the parts of a report (RFC 5322, 2046, 3462). Reads bytes
// of strangers, so each step looks at every byte a fixed number of times and at no more than a bound of anything.
export type Part = {
  /** By name in lower case, unfolded; what is repeated comes in its order. */
  fields: Map<string, string[]>
  body: string
}

/** Characters of a head. A mail has some thousand; what is over is not looked at. */
const HEAD_MAX = 100_000
/** Parts of a report: three, and a few more where somebody adds a signature. */
const PARTS_MAX = 20

/** The head and the body. Bytes are taken as latin1: every word that is looked for is ASCII. */
export function readPart(text: string): Part {
  // A part without fields begins with the empty line.
  const blank = /^\r?\n|\r?\n\r?\n/.exec(text)
  const head = text.slice(0, Math.min(blank?.index ?? text.length, HEAD_MAX))
  const body = blank ? text.slice(blank.index + blank[0].length) : ''
  const fields = new Map<string, string[]>()
  for (const line of head.replace(/\r?\n[ \t]/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = fields.get(name)
    if (before) before.push(value)
    else fields.set(name, [value])
  }
  return { fields, body: decode(body, fields.get('content-transfer-encoding')?.[0]) }
}

/** The parts of a multipart; where its boundary is not named, or another than it has, the one that it begins with counts. */
export function partsOf({ fields, body }: Part): Part[] {
  const named = parameterOf(fields, 'boundary')
  const boundary =
    named && `\n${body}`.includes(`\n--${named}`) ? named : /^--(\S{1,70})[ \t\r]*$/m.exec(body.slice(0, 1000))?.[1]
  if (!boundary) return []
  const [, ...parts] = `\n${body}`.split(`\n--${boundary}`, PARTS_MAX + 1)
  return parts.filter((part) => !part.startsWith('--')).map((part) => readPart(part.replace(/^[ \t]*\r?\n/, '')))
}

/** The media type in lower case, such as `multipart/report`. */
export const typeOf = ({ fields }: Part) =>
  (fields.get('content-type')?.[0] ?? '').split(';', 1)[0]?.trim().toLowerCase()

/** A parameter of the content type. */
export function parameterOf(fields: Part['fields'], name: 'boundary' | 'report-type' | 'charset'): string | undefined {
  for (const piece of (fields.get('content-type')?.[0] ?? '').split(';').slice(1)) {
    const equals = piece.indexOf('=')
    if (piece.slice(0, equals).trim().toLowerCase() === name)
      return piece
        .slice(equals + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1')
  }
  return undefined
}

/** Reports are plain by their standard; some come wrapped all the same. */
function decode(body: string, encoding = ''): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1')
    case 'quoted-printable':
      return body
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    default:
      return body
  }
}
