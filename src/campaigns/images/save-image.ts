// The library of pictures for mails. The same bytes are kept once; what was taken out of it still shows in mails.
import { hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { imagePath } from '../../delivery/index.ts'
import { type Db, Prisma } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'
import { type ImageType, readImage } from './read-image.ts'

/** Bytes of one picture. Whoever reads on a phone pays for each of them; a good one has a tenth. */
export const IMAGE_MOST = 5_000_000

export type ImageLine = {
  id: string
  /** Where mails find it, the same for ever. */
  address: string
  type: ImageType
  width: number
  height: number
  size: number
  name: string
  alt: string
  createdAt: Date
}
type Row = Omit<ImageLine, 'address'> & { hash: Uint8Array }

const SHOWN = {
  id: true,
  hash: true,
  type: true,
  width: true,
  height: true,
  size: true,
  name: true,
  alt: true,
  createdAt: true,
}

const shown = (row: Omit<Row, 'type'> & { type: string }, publicUrl: string): ImageLine => {
  const { hash: bytes, type, ...rest } = row
  return { ...rest, type: type as ImageType, address: `${publicUrl}${imagePath(bytes, type)}` }
}

/** Keeps a picture. One that is there already comes back into the library, with the new words. */
export async function saveImage(
  db: Db,
  { name, alt, content }: { name: string; alt: string; content: Readable },
  publicUrl: string,
  now: Date,
): Promise<ImageLine> {
  const data = await readWhole(content)
  const read = readImage(data)
  const key = new Uint8Array(hash('sha256', data, 'buffer'))
  const row = await db.mailImage.upsert({
    where: { hash: key },
    create: { ...read, hash: key, size: data.length, name, alt, data: new Uint8Array(data), createdAt: now },
    update: { name, removedAt: null, ...(alt !== '' && { alt }) },
    select: SHOWN,
  })
  return shown(row, publicUrl)
}

async function readWhole(content: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of content as AsyncIterable<Buffer>) {
    size += part.length
    if (size > IMAGE_MOST)
      throw new DomainError('invalid', 'This picture cannot be used in mails.', {
        faults: [{ path: 'image', message: 'It is over 5 MB. Make it smaller: people read mails on the move.' }],
      })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What is in the library, the newest first. */
export async function listImages(db: Db, publicUrl: string): Promise<ImageLine[]> {
  const rows = await db.mailImage.findMany({ where: { removedAt: null }, select: SHOWN, orderBy: { id: 'desc' } })
  return rows.map((row) => shown(row, publicUrl))
}

/** Changes what it is called and what is said of it. Mails that were written before keep what they say. */
export async function describeImage(db: Db, id: string, said: { name?: string; alt?: string }): Promise<void> {
  await requireOne(await db.mailImage.updateMany({ where: { id, removedAt: null }, data: said }))
}

/** Takes it out of the library. Mails that show it still do. */
export async function removeImage(db: Db, id: string, now: Date): Promise<void> {
  await requireOne(await db.mailImage.updateMany({ where: { id, removedAt: null }, data: { removedAt: now } }))
}

function requireOne({ count }: { count: number }): void {
  if (count === 0)
    throw new DomainError('not_found', 'There is no such picture in the library. Look at the list again.')
}

/** The bytes behind an address; undefined where there are none. */
export async function findImage(db: Db, key: Uint8Array): Promise<{ type: string; data: Uint8Array } | undefined> {
  const [row] = await db.$queryRaw<{ type: string; data: Uint8Array }[]>(Prisma.sql`
    select type, data from mail_image where hash = ${key}`)
  return row
}
