import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import {
  defineJob,
  enqueueJob,
  inTransaction,
  type Job,
  type JobClock,
  jobsReadiness,
  type Services,
  startJobs,
  stopJobs,
  wake,
} from '../../src/platform/index.ts'
import { testDatabase } from '../support/database.ts'
import { testServices } from '../support/http.ts'

const database = await testDatabase()
const { db } = database
const clocks: JobClock[] = []
const lines: string[] = []
const services: Services = testServices(database, { output: { write: (line: string) => void lines.push(line) } })

const start = async (...jobs: Job[]) => {
  const clock = await startJobs(services, jobs)
  clocks.push(clock)
  return clock
}

async function until(isSo: () => boolean | Promise<boolean>, withinMs = 4000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); await sleep(10))
    if (Date.now() > end) throw new Error('It did not happen in time.')
}

const rowsLeft = async () =>
  (await db.$queryRaw<{ left: number }[]>`select count(*)::int as left from agenda_jobs`)[0]?.left

beforeEach(() => void lines.splice(0))
afterEach(async () => {
  for (const clock of clocks.splice(0)) await stopJobs(clock, 1000)
  await db.$executeRaw`delete from agenda_jobs`
})

/** A job that notes every run. */
function noting(
  name: string,
  work: (data: { id?: string | undefined }) => Promise<void> = async () => {},
  every?: string,
) {
  const runs: (string | undefined)[] = []
  const job = defineJob({
    name,
    ...(every && { every }),
    data: z.object({ id: z.string().optional() }),
    run: async (_services, data) => {
      runs.push(data.id)
      await work(data)
    },
  })
  return { job, runs }
}

test('an enqueued job runs at once with its data, and leaves nothing behind', async () => {
  const { job, runs } = noting('test.run')
  await start(job)
  const begun = performance.now()
  await enqueueJob(db, 'test.run', { id: 'a' })
  await until(() => runs.length === 1)
  expect(performance.now() - begun).toBeLessThan(4000) // nobody waited for the next look at the table
  expect(runs).toEqual(['a'])
  await until(async () => (await rowsLeft()) === 0)
})

test('a job enqueued in a transaction runs after its commit, and never if it rolls back', async () => {
  const { job, runs } = noting('test.transaction')
  await start(job)
  await inTransaction(db, async (tx) => {
    await enqueueJob(tx, 'test.transaction', { id: 'committed' })
    await sleep(200)
    expect(runs).toEqual([])
  })
  await expect(
    inTransaction(db, async (tx) => {
      await enqueueJob(tx, 'test.transaction', { id: 'rolled back' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await until(() => runs.length === 1)
  await sleep(200)
  expect(runs).toEqual(['committed'])
})

test('many jobs of one kind run one after the other without waiting for the next poll', async () => {
  let atOnce = 0
  let most = 0
  const { job, runs } = noting('test.queue', async () => {
    most = Math.max(most, ++atOnce)
    await sleep(5)
    atOnce--
  })
  await start(job)
  for (let at = 0; at < 30; at++) await enqueueJob(db, 'test.queue', { id: String(at) })
  await until(() => runs.length === 30)
  expect(new Set(runs).size).toBe(30)
  expect(most).toBe(1)
})

test('two processes share the jobs and run none of them twice', async () => {
  const { job, runs } = noting('test.shared', () => sleep(5))
  await Promise.all([start(job), start(job)])
  await Promise.all(Array.from({ length: 40 }, (_, at) => enqueueJob(db, 'test.shared', { id: String(at) })))
  await until(() => runs.length >= 40)
  await sleep(200)
  expect(runs.length).toBe(40)
  expect(new Set(runs).size).toBe(40)
})

test('a tick runs by itself, and again for whoever wakes it while it runs, but not once for each', async () => {
  let go = () => {}
  const { job, runs } = noting('test.tick', () => new Promise((resolve) => (go = resolve)), '1 hour')
  await start(job)
  await until(() => runs.length === 1)
  for (let call = 0; call < 10; call++) await wake(db, 'test.tick')
  await sleep(100)
  expect(runs.length).toBe(1)
  go()
  await until(() => runs.length === 2)
  for (const end = Date.now() + 500; Date.now() < end; await sleep(10)) go()
  expect(runs.length).toBeLessThan(6) // of eleven
})

test('a restart neither repeats nor delays a tick', async () => {
  const { job, runs } = noting('test.restart', undefined, '1 hour')
  const first = await start(job)
  await until(() => runs.length === 1)
  await stopJobs(first)
  const next = () => db.$queryRaw<{ at: Date }[]>`select next_run_at as at from agenda_jobs where name = 'test.restart'`
  const [before] = await next()
  await start(job)
  await sleep(100)
  expect(await next()).toEqual([before])
  expect(runs.length).toBe(1)
})

test('a call to wake is not lost when an earlier call waits, uncommitted, beside it', async () => {
  let seen: number | undefined
  await db.$executeRaw`delete from setting`
  const job = defineJob({
    name: 'test.seen',
    every: '1 hour',
    run: async ({ db: own }) => {
      seen = await own.setting.count()
    },
  })
  await start(job)
  await sleep(100)
  await inTransaction(db, async (tx) => {
    await tx.setting.create({ data: { key: 'test', value: 1 } })
    await wake(tx, 'test.seen')
    await wake(db, 'test.seen') // another transaction, committed at once: its run cannot see the row yet
    await sleep(200)
    expect(seen).toBe(0) // it ran at its start
  })
  await until(() => seen === 1)
  await db.$executeRaw`delete from setting`
})

test('a job that fails is logged by name without addresses, kept, and tried again', async () => {
  let tries = 0
  const { job, runs } = noting('test.failing', async () => {
    if (++tries === 1) throw new Error('could not write to ida@nordlys.example')
  })
  await start(job)
  await enqueueJob(db, 'test.failing', { id: 'a' })
  await until(() => tries === 1)
  await until(async () => (await rowsLeft()) === 1)
  const line = lines.find((text) => text.includes('job failed'))
  expect(line).toContain('test.failing')
  expect(lines.join('')).not.toContain('ida@')
  // The reason is written after the line in the log.
  const reasonOf = async () =>
    (await db.$queryRaw<{ reason: string | null }[]>`select fail_reason as reason from agenda_jobs`)[0]?.reason
  await until(async () => (await reasonOf()) !== null)
  expect(await reasonOf()).toBe('could not write to [e-mail]')
  await until(async () => tries === 2 && (await rowsLeft()) === 0, 8000)
  expect(runs).toEqual(['a', 'a'])
})

test('data that does not fit the schema of the job fails it and stays', async () => {
  const { job, runs } = noting('test.data')
  await start(job)
  await enqueueJob(db, 'test.data', { id: 1 })
  await until(() => lines.some((text) => text.includes('job failed')))
  expect(runs).toEqual([])
  expect(await rowsLeft()).toBe(1)
})

test('a job of a killed process is taken again when its lock has run out', async () => {
  const { job, runs } = noting('test.killed')
  await db.$executeRaw`
    insert into agenda_jobs (name, data, next_run_at, locked_at, last_run_at)
    values ('test.killed', '{"id":"left behind"}', null, now() - interval '31 seconds', now() - interval '31 seconds')`
  await start(job)
  await until(() => runs.length === 1)
  expect(runs).toEqual(['left behind'])
})

test('stopping waits for the jobs that run, tells them, and takes no more', async () => {
  let finished = false
  let wasTold = false
  const job = defineJob({
    name: 'test.stopping',
    run: async (_services, _data, stopping) => {
      await sleep(300)
      wasTold = stopping.aborted
      finished = true
    },
  })
  const clock = await start(job)
  await enqueueJob(db, 'test.stopping')
  await until(
    async () => (await db.$queryRaw<unknown[]>`select from agenda_jobs where last_run_at is not null`).length === 1,
  )
  const begun = performance.now()
  expect(await stopJobs(clock, 5000)).toEqual({ finished: true })
  expect(performance.now() - begun).toBeLessThan(4500)
  expect([finished, wasTold]).toEqual([true, true])
  await enqueueJob(db, 'test.stopping')
  await sleep(200)
  expect(await rowsLeft()).toBe(1)
})

test('readiness says when nobody has started the jobs and when one waits too long', async () => {
  const { job, runs } = noting('test.ready', undefined, '1 hour')
  const { findFault } = jobsReadiness(services, [job])
  expect(await findFault()).toContain('have not been started')
  const clock = await start(job)
  expect(await findFault()).toBeUndefined()
  await until(() => runs.length === 1) // a run that begins while the clock stops would write its next time after ours
  await stopJobs(clock)
  await db.$executeRaw`update agenda_jobs set next_run_at = now() - interval '2 minutes', locked_at = null`
  expect(await findFault()).toContain('1 jobs wait')
})

test('jobs go on after the database has closed every connection', async () => {
  const { job, runs } = noting('test.away')
  await start(job)
  await db.$executeRaw`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  await sleep(100)
  await until(async () => {
    try {
      await enqueueJob(db, 'test.away', { id: 'after' })
      return true
    } catch {
      return false
    }
  })
  await until(() => runs.includes('after'), 8000)
})
