// Signs mails with DKIM in threads of their own: an RSA signature takes as long as everything else that a mail needs, and
// would halve the rate where it ran beside the sending.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { DkimKey } from './signing/dkim-keys.ts'
import type { Signed, ToSign } from './signing/sign-thread.ts'

/**
 * Puts the signatures before the bytes, whose memory it takes: use what it answers with. Rejects where it cannot sign: a
 * mail never goes out unsigned by accident.
 */
export type SignMail = (bytes: Buffer) => Promise<Buffer>
export type Signing = { sign: SignMail; stop: () => Promise<void> }

/** More would only take the processor from what else is to be done. */
const MOST_THREADS = 4
/** MB of young objects in a thread: it keeps nothing, and the product's own setting is for its main thread. */
const YOUNG_MB = 4

type Waiting = { resolve: (bytes: Buffer) => void; reject: (fault: Error) => void }
type Thread = { worker: Worker; waiting: Map<number, Waiting> }

/** Starts threads that sign with these keys. */
export function startSigning(
  keys: readonly DkimKey[],
  threads = Math.min(MOST_THREADS, availableParallelism()),
): Signing {
  const pool: Thread[] = []
  let lastId = 0
  let isStopped = false

  const open = (): Thread => {
    const worker = new Worker(new URL('./signing/sign-thread.ts', import.meta.url), {
      workerData: keys,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    const thread: Thread = { worker, waiting: new Map() }
    const end = (fault: Error) => {
      const place = pool.indexOf(thread)
      if (place >= 0) pool.splice(place, 1)
      for (const { reject } of thread.waiting.values()) reject(fault)
      thread.waiting.clear()
    }
    worker.on('message', (answer: Signed) => {
      const waiting = thread.waiting.get(answer.id)
      thread.waiting.delete(answer.id)
      if ('fault' in answer) waiting?.reject(new Error(answer.fault))
      else waiting?.resolve(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.length))
    })
    worker.on('error', end)
    worker.on('exit', () => end(new Error('a thread that signs has ended; the mail is tried again')))
    worker.unref()
    pool.push(thread)
    return thread
  }
  const freest = () =>
    pool.length < threads ? open() : pool.reduce((a, b) => (b.waiting.size < a.waiting.size ? b : a))

  return {
    sign: (bytes) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(new Error('signing has been stopped'))
        const { worker, waiting } = freest()
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        const own = ownMemory(bytes)
        worker.postMessage({ id, bytes: own } satisfies ToSign, [own.buffer])
      }),
    stop: async () => {
      isStopped = true
      await Promise.all([...pool].map(({ worker }) => worker.terminate()))
    },
  }
}

/** Small buffers share their memory with others, which cannot be handed over. */
const ownMemory = (bytes: Buffer): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength
    ? new Uint8Array(bytes.buffer)
    : new Uint8Array(bytes)
