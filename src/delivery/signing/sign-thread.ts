// A thread that signs. Bytes come and go without being copied: their memory is handed over each way. Keys are parsed here,
// since a key that threads share makes them wait for each other (measured: a third more work for each signature).
import { parentPort, workerData } from 'node:worker_threads'
import type { DkimKey } from './dkim-keys.ts'
import { makeSigner } from './sign-bytes.ts'

export type ToSign = { id: number; bytes: Uint8Array<ArrayBuffer> }
export type Signed = { id: number } & ({ bytes: Uint8Array<ArrayBuffer> } | { fault: string })

const sign = makeSigner(workerData as DkimKey[])

parentPort?.on('message', ({ id, bytes }: ToSign) => {
  try {
    const signed = sign(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    const answer = { id, bytes: new Uint8Array(signed.buffer as ArrayBuffer, signed.byteOffset, signed.length) }
    parentPort?.postMessage(answer satisfies Signed, [answer.bytes.buffer])
  } catch (fault) {
    parentPort?.postMessage({ id, fault: fault instanceof Error ? fault.message : String(fault) } satisfies Signed)
  }
})
