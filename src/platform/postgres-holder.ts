// One Assent holds a cluster at a time: by an advisory lock that ends with its connection, so a killed process holds
// nothing. Never signals a process that it has not proved to be the server of this very cluster.
import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { clusterUrl } from './postgres-cluster.ts'
import type { PostgresPlace } from './postgres-place.ts'

/** Any number that nothing else in the maintenance database uses. */
const HOLDER_LOCK = 7_283_651
/** In ms. A server that is on its way up or down answers within this; longer means it hangs. */
const ANSWERS_WITHIN = 60_000

/**
 * Takes the cluster for this process for as long as the connection lives, and makes sure of the database `assent`.
 * Throws while the server does not take connections yet. Returns how to let go.
 */
export async function holdCluster(port: number, password: string): Promise<() => Promise<void>> {
  const client = await connect(port, password)
  await client.query(`set lock_timeout = '5s'`)
  await client.query('select pg_advisory_lock($1)', [HOLDER_LOCK])
  const { rowCount } = await client.query(`select 1 from pg_database where datname = 'assent'`)
  if (rowCount === 0) await client.query('create database assent')
  return () => client.end().catch(() => {})
}

/** Stops a server that a killed Assent left on this cluster. Throws, naming the holder, when one is alive. */
export async function stopAbandonedServer(place: PostgresPlace, password: string): Promise<void> {
  const pidFile = join(place.data, 'postmaster.pid')
  for (const start = performance.now(); performance.now() - start < ANSWERS_WITHIN; await sleep(100)) {
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    if (!(pid > 0)) return
    if (!(await isServerOf(place, pid))) {
      await rm(pidFile, { force: true }) // the number may belong to another process by now, and PostgreSQL would wait
      return
    }
    const client = await connect(port, password).catch(() => undefined) // else on its way up or down
    if (client && (await isAbandoned(client, place))) process.kill(pid, 'SIGINT')
    await client?.end().catch(() => {})
  }
  throw new Error(`The PostgreSQL server of ${place.data} neither answers nor stops. End it by hand and start again.`)
}

async function isAbandoned(client: Client, place: PostgresPlace): Promise<boolean> {
  // Twice: a server that has only just come up is about to be held.
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { rows } = await client.query(
      `select application_name as holder, to_char(backend_start, 'HH24:MI:SS') as since
       from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1`,
      [HOLDER_LOCK],
    )
    const [held] = rows as { holder: string; since: string }[]
    if (held)
      throw new Error(
        `Assent already runs on this data: ${held.holder}, since ${held.since} UTC, in ${place.data}. Stop it first, or set DATA_DIR to another folder.`,
      )
    await sleep(300)
  }
  return true
}

async function connect(port: number, password: string): Promise<Client> {
  const connectionString = clusterUrl(port, password, 'postgres')
  const client = new Client({ connectionString, application_name: `process ${process.pid}` })
  client.on('error', () => {}) // the server went away, and the lock with it
  await client.connect()
  return client
}

async function isServerOf(place: PostgresPlace, pid: number): Promise<boolean> {
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
          ({ stdout }) => stdout,
          () => '',
        )
  return command.includes(place.data)
}
