// What a benchmark runs on: an embedded PostgreSQL that waits for the disk as in use, migrated; and the product itself as
// processes of its own, started as an operator would.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import packageJson from '../package.json' with { type: 'json' }
import { applyMigrations, type Database, openDatabase, startTemporaryPostgres } from '../src/platform/index.ts'

/** As an embedded server in use: everything durable, memory for a small machine. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
}
export const SECRET_KEY = 'a key for benchmarks, known to all'
export const API_KEY = 'a-key-for-benchmarks-that-everybody-may-know'

export type BenchDatabase = Database & { url: string; stop: () => Promise<void> }

export async function startBenchDatabase(): Promise<BenchDatabase> {
  const server = await startTemporaryPostgres(DURABLE)
  await applyMigrations(server.url)
  const database = openDatabase(server.url)
  return {
    ...database,
    url: server.url,
    stop: async () => {
      await database.close()
      await server.stop()
    },
  }
}

export type Product = {
  pid: number
  url: string
  stop: () => Promise<void>
  /** Ends it as a power cut would. */
  kill: () => Promise<void>
  /** It has ended, and nobody has asked for it. */
  hasFallen: () => boolean
}

/** Starts `node src/main.ts` and waits until it is ready. */
export async function startProduct(env: Record<string, string>): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'assent-bench-'))
  const port = await freePort()
  // As npm start does: what is measured is what is started.
  const flags = packageJson.config.productFlags.split(' ')
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, '../src/main.ts')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
      DATA_DIR: dataDir,
      SECRET_KEY,
      ASSENT_API_KEY: API_KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await readyOf(child)
  let isWanted = true
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    isWanted = false
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    hasFallen: () => isWanted && (child.exitCode !== null || child.signalCode !== null),
  }
}

async function readyOf(child: ChildProcess): Promise<void> {
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000)
  })
  while (!said.includes('"msg":"ready"')) {
    if (child.exitCode !== null) throw new Error(`the product did not start:\n${said}`)
    await sleep(50)
  }
  child.stdout?.removeAllListeners('data').resume()
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** A script of bench/ as a process; `ask` writes a line to it and answers with the next line that it prints. */
export async function startScript(file: string, ...words: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const nextLine = async () => String((await once(child.stdout, 'data'))[0]).trim()
  return {
    pid: child.pid ?? 0,
    first: await nextLine(),
    ask: (line: string) => {
      child.stdin.write(`${line}\n`)
      return nextLine()
    },
    stop: () => {
      child.stdin.end()
    },
  }
}
