// Takes an uploaded file to disk, where it has no name: nobody else can open it, and it is gone when the process is.
// Memory holds a piece at a time, however long the file.
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { DomainError } from '../../platform/errors.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import type { OpenFile } from './read-file.ts'

export type Upload = { fileName: string; mapping: string; open: OpenFile; discard: () => Promise<void> }
export type UploadSetting = { folder: string; limitBytes: number }

/** Where the configuration says nothing, in bytes. */
const UPLOAD_LIMIT = 2_000_000_000

/** Where files wait, and how large one may be. */
export const uploadSetting = ({ uploads }: Pick<PlatformConfig, 'uploads'>): UploadSetting =>
  uploads ?? { folder: join(tmpdir(), 'assent-uploads'), limitBytes: UPLOAD_LIMIT }

/** Works with an upload and lets go of it, whatever happens. */
export async function withUpload<T>(upload: Upload, work: (upload: Upload) => Promise<T>): Promise<T> {
  try {
    return await work(upload)
  } finally {
    await upload.discard()
  }
}

/** Characters of the mapping; it grows with the columns. */
const MAPPING_MAX = 500_000

/** Reads a form with the parts `mapping` (JSON) and then `file`. Throws `invalid` or `too_large`. */
export async function receiveUpload(request: IncomingMessage, { folder, limitBytes }: UploadSetting): Promise<Upload> {
  const type = request.headers['content-type']
  if (!type?.startsWith('multipart/form-data'))
    throw new DomainError(
      'invalid',
      'Send a form (multipart/form-data) with the parts mapping and file, in this order.',
    )
  const handle = await openNameless(folder)
  try {
    const { fileName, mapping } = await readForm(request, type, handle, limitBytes)
    return {
      fileName,
      mapping,
      open: () => readFromStart(handle),
      discard: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  const handle = await open(path, 'wx+', 0o600)
  await unlink(path)
  return handle
}

async function readForm(
  request: IncomingMessage,
  type: string,
  handle: FileHandle,
  limitBytes: number,
): Promise<Pick<Upload, 'fileName' | 'mapping'>> {
  const headers: BusboyHeaders = { 'content-type': type }
  const form = new Busboy({ headers, limits: { files: 1, fileSize: limitBytes, fieldSize: MAPPING_MAX, fields: 5 } })
  let mapping: string | undefined
  let fileName: string | undefined
  let written: Promise<void> = Promise.resolve()
  const disk = Promise.withResolvers<never>()
  let isTooLarge = false
  form.on('field', (name: string, value: string) => {
    if (name === 'mapping') mapping = value
  })
  form.on('file', (name, stream, filename) => {
    if (name !== 'file') return void stream.resume()
    fileName = filename || 'file.csv'
    stream.on('limit', () => {
      isTooLarge = true
    })
    written = writeOut(stream, handle)
    written.catch(disk.reject)
  })
  await Promise.race([passOn(request, form), disk.promise])
  await written
  if (isTooLarge)
    throw new DomainError(
      'too_large',
      `The file is larger than ${Math.round(limitBytes / 1_000_000)} MB. Divide it, or raise UPLOAD_LIMIT_MB where Assent is started.`,
    )
  if (fileName === undefined || mapping === undefined)
    throw new DomainError('invalid', 'The form needs the parts mapping (JSON) and file, in this order.')
  return { fileName: fileName.slice(0, 200), mapping }
}

async function writeOut(pieces: AsyncIterable<Buffer>, handle: FileHandle): Promise<void> {
  for await (const piece of pieces) await handle.appendFile(piece)
}

/** Bytes read from the disk at once. */
const PIECE = 256 * 1024

/**
 * Not a stream of node:fs, which would close the file where a reader stops early. Every piece lies in the same memory
 * and holds only until the next one is asked for.
 */
async function* readFromStart(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(PIECE)
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, PIECE, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

/** Until the form has been read to its end. Its own `finish` counts: it comes only after every part was taken. */
function passOn(request: IncomingMessage, form: InstanceType<typeof Busboy>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cutShort = (cause: unknown) =>
      reject(
        new DomainError('invalid', 'The upload was cut short. Nothing has been imported; send the file again.', {
          cause,
        }),
      )
    form.once('finish', resolve).once('error', cutShort)
    request.once('error', cutShort).once('close', () => {
      if (!request.complete) cutShort(undefined)
    })
    request.pipe(form)
  })
}
