// Runs a PostgreSQL of our own beside Assent: a real server from npm, reachable from this machine alone.
// It ends with this process however that ends, and comes back by itself when it falls.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, stat, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { clusterUrl, explainFailure, openCluster, processOptions } from './postgres-cluster.ts'
import { holdCluster, stopAbandonedServer } from './postgres-holder.ts'
import { choosePostgresPlace, type PostgresPlace } from './postgres-place.ts'

export type EmbeddedPostgres = {
  /** Of the database `assent`, owned by the only user there is. Holds the password: never log it. */
  url: string
  stop: () => Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** The cluster's folder, made when missing. Where root's PostgreSQL cannot reach it, it becomes a link. */
  folder: string
  /** Server settings that differ from ours, e.g. `{ fsync: 'off' }` for a cluster that may be lost. */
  settings?: Record<string, string>
  /** Told what an operator should know: another place for the data, a server that fell and came back. */
  say: (line: string) => void
}

/** For one small machine with a solid-state disk; jit costs more than it gives to short queries. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** In ms. Recovery after a power cut can take minutes; giving up earlier would only begin it anew. */
const READY_WITHIN = 180_000
/** In ms. A fast shutdown writes a checkpoint; past this the server stops without and recovers next time. */
const STOPPED_WITHIN = 20_000
/** In bytes. The log is there for the last few starts. */
const LOG_LIMIT = 5_000_000

/**
 * Starts the server and keeps it up until `stop`; makes the cluster and the database `assent` first where they are
 * missing. Throws an Error that says what to do: held by another process, disk full, other major version.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await choosePostgresPlace(resolve(options.folder), options.say)
  const password = await openCluster(place)
  await stopAbandonedServer(place, password)
  const log = join(dirname(resolve(options.folder)), 'postgres.log')
  const port = await freePort()
  const start = () => startServer(place, password, log, { ...SETTINGS, ...options.settings, port: String(port) })

  let server = await start()
  let isStopping = false
  const reviveWhenItFalls = () =>
    server.process.once('exit', async () => {
      if (isStopping) return
      options.say(`PostgreSQL stopped by itself and is started again. What it said is in ${log}.`)
      for (let isBack = false; !isBack && !isStopping; ) {
        await sleep(1000)
        isBack = await start().then(
          (next) => {
            server = next
            return true
          },
          () => false,
        )
      }
      if (isStopping) return server.stop()
      options.say('PostgreSQL is back.')
      reviveWhenItFalls()
    })
  reviveWhenItFalls()

  return {
    url: clusterUrl(port, password, 'assent'),
    stop: () => {
      isStopping = true
      return server.stop()
    },
  }
}

/** The address of the server that another Assent runs on this folder now; undefined where none answers. */
export async function findRunningPostgres(folder: string): Promise<string | undefined> {
  const place = await choosePostgresPlace(resolve(folder), () => {})
  const port = Number((await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[3])
  if (!(port > 0)) return undefined
  const url = clusterUrl(port, await openCluster(place), 'assent')
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  const isThere = await client.connect().then(
    () => true,
    () => false,
  )
  await client.end().catch(() => {})
  return isThere ? url : undefined
}

type Server = { process: ChildProcess; stop: () => Promise<void> }

async function startServer(
  place: PostgresPlace,
  password: string,
  log: string,
  settings: Record<string, string> & { port: string },
): Promise<Server> {
  if (((await stat(log).catch(() => undefined))?.size ?? 0) > LOG_LIMIT) await truncate(log)
  const output = openSync(log, 'a')
  const before = (await stat(log)).size
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(place.bin, 'postgres'), ['-D', place.data, ...flags], {
    ...processOptions(place),
    detached: true, // Ctrl-C reaches the whole process group, and the database is what we stop last
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  let hasEnded = false
  server.once('error', () => {
    hasEnded = true
  })
  server.once('exit', () => {
    hasEnded = true
  })
  endWithThisProcess(server, place)

  for (const start = performance.now(); performance.now() - start < READY_WITHIN; await sleep(50)) {
    if (hasEnded) {
      const said = (await readFile(log)).subarray(before).toString()
      throw new Error(explainFailure('PostgreSQL did not start', said, place))
    }
    const release = await holdCluster(Number(settings.port), password).catch(() => undefined)
    if (release) return { process: server, stop: () => release().then(() => stopServer(server)) }
  }
  await stopServer(server)
  throw new Error(`PostgreSQL was not ready after ${READY_WITHIN / 1000} s. What it said is in ${log}.`)
}

/** The pipe closes when this process ends in any way, even killed; then the little shell stops the server. */
function endWithThisProcess(server: ChildProcess, place: PostgresPlace): void {
  if (server.pid === undefined) return
  const script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null'
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(server.pid)], {
    ...processOptions(place),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.on('error', () => {})
  watch.unref()
  server.once('exit', () => watch.kill('SIGKILL'))
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const exit = new Promise((done) => server.once('exit', done))
  server.kill('SIGINT')
  const late = setTimeout(() => server.kill('SIGQUIT'), STOPPED_WITHIN)
  await exit
  clearTimeout(late)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('This system gave no free port on 127.0.0.1.')
  return address.port
}
