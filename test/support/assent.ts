// A whole Assent in a process of its own, as npm start runs it, for tests that press, kill and start again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { scratchFolder } from './scratch.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
/** In ms. The first start makes a database; two busy cores need most of this. */
const READY_WITHIN = 60_000

export type RunningAssent = {
  url: string
  process: ChildProcess
  /** Everything that it wrote so far, errors too. */
  output: () => string
  /** Sends the signal and waits for the end. Answers the exit code, null when the signal itself ended it. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** A folder for DATA_DIR until the end of the test; others may enter it, since root's PostgreSQL is another user. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(scratchFolder(), 'assent-data-'))
  await chmod(folder, 0o711)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts it with these variables and no others, and waits for its end: for starts that are refused. */
export async function failingAssent(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnAssent(env)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

/** Starts it on a free port with these variables and no others, and waits until /readyz says yes. */
export async function startAssent(env: Record<string, string>): Promise<RunningAssent> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const { child, output } = spawnAssent({ PORT: String(port), ...env })
  const closed = once(child, 'close')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await closed
    return child.exitCode
  }
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await end('SIGKILL')
  })
  for (const start = performance.now(); performance.now() - start < READY_WITHIN; await sleep(100)) {
    if (child.exitCode !== null) break
    if (await isReady(url)) return { url, process: child, output, end }
  }
  throw new Error(`Assent was not ready within ${READY_WITHIN / 1000} s. It said:\n${output()}`)
}

export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

function spawnAssent(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  return { child, output: () => said }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  return address !== null && typeof address === 'object' ? address.port : 0
}
