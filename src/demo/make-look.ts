// How the mails of the demo company look: its logo, which is drawn here so that nothing has to be fetched, and its colours.
import { Readable } from 'node:stream'
import { crc32, deflateSync } from 'node:zlib'
import { saveImage, saveLook } from '../campaigns/index.ts'
import type { Transaction } from '../platform/index.ts'

const SITE = 'https://vidjevik.example'
/** px of a side; it is shown at half of that, so that it is sharp on every screen. */
const LOGO = 96
/** Points in a pixel that are looked at in each direction, for edges without steps. */
const FINE = 3
const BROWN = [0x7a, 0x3e, 0x16] as const

/** Gives the sender its look; its logo is the first picture of the library. */
export async function makeLook(tx: Transaction, brandId: string, at: Date): Promise<void> {
  const content = Readable.from([drawLogo()])
  const { id } = await saveImage(tx, { name: 'vidjevik.png', alt: 'Vidjevik', content }, SITE, at)
  await saveLook(tx, brandId, {
    ...{ logoId: id, logoWidth: LOGO / 2, textColour: '#1C2723', backgroundColour: '#F6F3F0' },
    ...{ font: 'helvetica', buttonRadius: 4, website: SITE, social: [] },
  })
}

/** A V, cut out of a rounded square. x and y are between 0 and 1. */
function isInk(x: number, y: number): boolean {
  const radius = 0.2
  const [dx, dy] = [Math.max(radius - x, x - (1 - radius), 0), Math.max(radius - y, y - (1 - radius), 0)]
  if (Math.hypot(dx, dy) > radius) return false
  const arm = Math.abs(x - 0.5) - (0.72 - y) * 0.48
  return y < 0.24 || y > 0.78 || Math.abs(arm) > 0.075
}

/** A PNG with its transparency (ISO/IEC 15948). */
function drawLogo(): Buffer {
  const rows = Array.from({ length: LOGO }, (_row, top) => {
    const pixels = Array.from({ length: LOGO }, (_pixel, left) => {
      const points = Array.from({ length: FINE * FINE }, (_point, at) =>
        isInk((left + ((at % FINE) + 0.5) / FINE) / LOGO, (top + (Math.floor(at / FINE) + 0.5) / FINE) / LOGO),
      )
      return [...BROWN, Math.round((255 * points.filter((one) => one).length) / points.length)]
    })
    return Buffer.from([0, ...pixels.flat()])
  })
  const size = Buffer.alloc(13)
  size.writeUInt32BE(LOGO, 0)
  size.writeUInt32BE(LOGO, 4)
  size.set([8, 6], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
