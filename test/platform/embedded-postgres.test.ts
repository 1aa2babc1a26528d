import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'
import { scratchFolder } from '../support/scratch.ts'

const MODULE = join(import.meta.dirname, '../../src/platform/embedded-postgres.ts')

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(scratchFolder(), 'assent-postgres-'))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'postgres')
}

async function start(folder: string, said: string[] = []) {
  const server = await startEmbeddedPostgres({ folder, say: (line) => said.push(line) })
  onTestFinished(() => server.stop())
  return server
}

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows as T[]
}

/** A process that holds a server, as Assent does, until it is killed. */
async function startElsewhere(folder: string): Promise<ChildProcess> {
  const program = `import { startEmbeddedPostgres } from ${JSON.stringify(MODULE)}
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, say: console.error })
    console.log('up')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

const postmaster = async (folder: string) =>
  Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0])

describe('the embedded database', () => {
  test('keeps its data from one start to the next, and reaches the disk with what it commits', async () => {
    const folder = await emptyFolder()
    const first = await start(folder)
    await query(first.url, 'create table kept as select 7 as number')
    expect(await query(first.url, 'show fsync')).toEqual([{ fsync: 'on' }])
    await first.stop()
    const second = await start(folder)
    expect(await query(second.url, 'select number from kept')).toEqual([{ number: 7 }])
  })

  test('listens on this machine alone and lets nobody in without the password', async () => {
    const { url } = await start(await emptyFolder())
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    const guessed = new URL(url)
    guessed.password = 'postgres'
    await expect(query(guessed.href, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('is held by one process at a time, and the second one hears which', async () => {
    const folder = await emptyFolder()
    const holder = await startElsewhere(folder)
    await expect(start(folder)).rejects.toThrow(`Assent already runs on this data: process ${holder.pid}`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await start(folder)
  })

  test.runIf(process.platform === 'linux')('that was left running by killed processes is stopped first', async () => {
    const folder = await emptyFolder()
    const holder = await startElsewhere(folder)
    const abandoned = await postmaster(folder)
    process.kill(await watcherOf(abandoned), 'SIGKILL')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    process.kill(abandoned, 0) // it still runs
    await start(folder)
    expect(await postmaster(folder)).not.toBe(abandoned)
  })

  test('starts although its lock file names a process that is another one by now', async () => {
    const folder = await emptyFolder()
    await (await start(folder)).stop()
    await writeFile(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n0\n1\n\n127.0.0.1\n`)
    await start(folder)
  })

  test('comes back at the same address when it falls', async () => {
    const folder = await emptyFolder()
    const said: string[] = []
    const { url } = await start(folder, said)
    process.kill(await postmaster(folder), 'SIGKILL')
    while (said.length < 2) await sleep(100)
    expect(said[1]).toBe('PostgreSQL is back.')
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of another major version is refused with what to do', async () => {
    const folder = await emptyFolder()
    await (await start(folder)).stop()
    await writeFile(join(folder, 'PG_VERSION'), '17\n')
    await expect(start(folder)).rejects.toThrow(/is of PostgreSQL 17, this Assent brings 18\. Dump it/)
  })

  test('that cannot be made says where, and leaves nothing half made', async () => {
    const folder = await emptyFolder()
    await writeFile(folder, 'a file in the way')
    await expect(start(join(folder, 'below'))).rejects.toThrow(`${folder} cannot be made or written. Set DATA_DIR`)
    expect(await readdir(join(folder, '..'))).toEqual(['postgres'])
  })
})

/** The little shell that stops a server when its Assent ends. */
async function watcherOf(server: number): Promise<number> {
  for (const name of await readdir('/proc')) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    if (command.startsWith('/bin/sh\0') && command.endsWith(`\0${server}\0`)) return Number(name)
  }
  throw new Error('Nothing watches over the server.')
}
