// What a file really is, told from its bytes and never from its name: a picture that every mail program shows, and how
// large it is in pixels. What can hold a script (SVG, HTML) is no picture here.
import { DomainError } from '../../platform/errors.ts'

export const IMAGE_TYPES = ['png', 'jpeg', 'gif'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]
export type ReadImage = { type: ImageType; width: number; height: number }

/** Pixels of a side. Mails are 600 wide; four times that is enough for every screen. */
const SIDE_MOST = 8000

/** Reads the head of a picture. Throws `invalid` with what to do. */
export function readImage(bytes: Buffer): ReadImage {
  const found = readPng(bytes) ?? readGif(bytes) ?? readJpeg(bytes)
  if (!found) throw refuse(sayWhatItIs(bytes))
  if (found.width < 1 || found.height < 1 || found.width > SIDE_MOST || found.height > SIDE_MOST)
    throw refuse(`It is ${found.width} by ${found.height} pixels. Make it smaller: 1200 wide is plenty for a mail.`)
  return found
}

const refuse = (message: string) =>
  new DomainError('invalid', 'This picture cannot be used in mails.', { faults: [{ path: 'image', message }] })

function sayWhatItIs(bytes: Buffer): string {
  const start = bytes.subarray(0, 1000).toString('latin1')
  if (/<svg|<\?xml/i.test(start))
    return 'Mail programs show no SVG, and it can hold scripts. Save it as PNG, then upload that.'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP')
    return 'Outlook shows no WebP. Save it as PNG or JPEG, then upload that.'
  if (start.slice(4, 12) === 'ftypavif' || start.slice(4, 12) === 'ftypheic')
    return 'Few mail programs show it. Save it as PNG or JPEG, then upload that.'
  return 'It is no PNG, JPEG or GIF. Save it as one of these, then upload that.'
}

function readPng(bytes: Buffer): ReadImage | undefined {
  const isPng = bytes.length >= 33 && bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n'
  if (!isPng || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): ReadImage | undefined {
  if (bytes.length < 13 || !/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined
  return { type: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** Walks the segments up to the one that tells the size (ITU T.81 B.2.2). */
function readJpeg(bytes: Buffer): ReadImage | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
