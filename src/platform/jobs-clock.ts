// The clock that runs the jobs: Agenda over our PostgreSQL, all of it behind this file. It holds no work: killed at any
// moment, it loses nothing, since a job that did not finish is taken again when its lock runs out.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresBackend, PostgresNotificationChannel } from '@agendajs/postgres-backend'
import { Agenda, type Job as AgendaJob } from 'agenda'
import type { Pool } from 'pg'
import { CHANNEL, type Job, wakeName } from './jobs.ts'
import { type Log, withoutAddresses } from './log.ts'
import type { ReadinessCheck, Services } from './services.ts'

/** How often the table is looked at even if nobody called, in ms. Calls come within milliseconds; this is for lost ones. */
const POLL_MS = 5000
/** A job of a killed process is taken again after this, in ms. Too short, a stalled process' job runs twice at once. */
const LOCK_MS = 30_000
/** How often a running job renews its lock, in ms: three tries before it runs out. */
const RENEW_MS = LOCK_MS / 3
/** A failed job waits 1, 2, 4 … seconds, at most this long, in ms, and never gives up: what it is to do is not lost. */
const LONGEST_RETRY_MS = 60_000
/** How long after its time a job may still not have begun before /readyz says so, in ms. */
const OVERDUE_MS = 60_000
/** Errors of the clock itself (the database is away) are logged once in this time, in ms, not with every poll. */
const SAME_ERROR_MS = 60_000
const RECONNECT_MS = 1000

export type JobClock = { stop: (timeoutMs: number) => Promise<{ finished: boolean }> }

/** Starts the clock for these jobs. Any number of processes may run the same ones. */
export async function startJobs(services: Services, jobs: readonly Job[]): Promise<JobClock> {
  const { pool, log } = services
  let hasStopped = false
  const reportFault = oncePerMinute(log)
  const report = (error: unknown) => {
    if (!hasStopped) reportFault(error) // afterwards the database may go away as it likes
  }
  const backend = new PostgresBackend({ pool, ensureSchema: false, disableNotifications: true })
  const repository = backend.repository
  const unlock = repository.unlockJob.bind(repository)
  repository.unlockJob = (job) => unlock(job).catch(report) // Agenda does not wait for it, so nobody else would catch
  const agenda = new Agenda({
    name: randomUUID(),
    backend,
    notificationChannel: openChannel(pool, report),
    processEvery: POLL_MS,
    defaultLockLifetime: LOCK_MS,
    maxConcurrency: jobs.reduce((sum, { concurrency }) => sum + concurrency + 1, 1),
    removeOnComplete: false, // it would delete only after telling that the job is complete; endJob does it in time
  })
  agenda.on('error', report)
  const stopping = new AbortController()
  const running = new Set<string>()
  agenda.on('start', (job) => void running.add(String(job.attrs._id)))
  agenda.on('complete', (job) => {
    if (!('attrs' in job)) return
    endJob(pool, job)
      .catch(report)
      .finally(() => running.delete(String(job.attrs._id)))
  })

  for (const job of jobs) {
    const turn = limitTo(job.concurrency)
    const run = (agendaJob: AgendaJob) =>
      keepLocked(agendaJob, log, () => turn(() => runJob(services, job, agendaJob, stopping.signal)))
    // The lock limit equals the concurrency: a job that is locked but has to wait here would lose its lock unnoticed.
    const options = { concurrency: job.concurrency, lockLimit: job.concurrency, backoff: retryDelay }
    agenda.define(job.name, run, options)
    if (job.every) agenda.define(wakeName(job.name), run, options)
  }
  await agenda.ready
  await setUpTicks(pool, jobs)
  await agenda.start()
  log.info({ jobs: jobs.length }, 'jobs started')

  return {
    stop: async (timeoutMs) => {
      stopping.abort()
      await agenda.stop(false).catch(report)
      const end = Date.now() + timeoutMs
      while (running.size > 0 && Date.now() < end) await sleep(20)
      hasStopped = true
      return { finished: running.size === 0 }
    },
  }
}

/** Stops taking jobs and waits for those that run, at most `timeoutMs`. What is cut off runs again after its lock. */
export const stopJobs = (clock: JobClock, timeoutMs = 10_000) => clock.stop(timeoutMs)

async function runJob(services: Services, job: Job, { attrs }: AgendaJob, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) throw new Error('The process stopped before this began; it runs elsewhere or later.')
  try {
    await job.run(services, attrs.data, stopping)
  } catch (error) {
    const attempt = (attrs.failCount ?? 0) + 1
    services.log.error({ job: job.name, id: attrs._id, attempt, err: error }, 'job failed, will be tried again')
    throw new Error(withoutAddresses(error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** Renews the lock of a job while it works or waits for its turn. */
async function keepLocked(agendaJob: AgendaJob, log: Log, work: () => Promise<void>): Promise<void> {
  let renewal = Promise.resolve()
  const renew = setInterval(() => {
    renewal = agendaJob
      .touch()
      .catch((error) => log.warn({ job: agendaJob.attrs.name, err: error }, 'lock not renewed'))
  }, RENEW_MS)
  try {
    await work()
  } finally {
    clearInterval(renew)
    await renewal // a renewal that arrives after the end would lock the row again
  }
}

/** At most `limit` at once; the others wait in order. A tick and a call to wake it take turns. */
function limitTo(limit: number) {
  let free = limit
  const waiting: (() => void)[] = []
  return async (work: () => Promise<void>): Promise<void> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

const retryDelay = ({ attempt }: { attempt: number }) =>
  Math.min(1000 * 2 ** Math.min(attempt - 1, 10), LONGEST_RETRY_MS) * (0.9 + Math.random() * 0.2)

function openChannel(pool: Pool, report: (error: unknown) => void) {
  const reconnect = { enabled: true, initialDelayMs: RECONNECT_MS, maxDelayMs: RECONNECT_MS }
  const channel = new PostgresNotificationChannel({ pool: closing(pool), channelName: CHANNEL, reconnect })
  // Nobody listens to the state of single jobs, and every NOTIFY takes a lock on the whole database.
  channel.publishState = async () => {}
  channel.on('error', report)
  return channel
}

/** The same pool, but what was a listening connection is closed instead of given back with its listeners. */
function closing(pool: Pool): Pool {
  const connect = async () => {
    const client = await pool.connect()
    const release = client.release.bind(client)
    client.release = () => release(true)
    return client
  }
  return Object.create(pool, { connect: { value: connect } })
}

/** Makes the row of each tick. A tick that is new, or has a new interval, runs at once; a restart delays none. */
async function setUpTicks(pool: Pool, jobs: readonly Job[]): Promise<void> {
  const ticks = jobs.filter(({ every }) => every)
  await pool.query(
    `insert into agenda_jobs (name, type, repeat_interval, next_run_at, data)
     select name, 'single', every, now(), '{}' from unnest($1::text[], $2::text[]) as tick (name, every)
     on conflict (name) where type = 'single' do update set
       repeat_interval = excluded.repeat_interval,
       next_run_at = case when agenda_jobs.repeat_interval = excluded.repeat_interval
         then coalesce(agenda_jobs.next_run_at, now()) else now() end`,
    [ticks.map(({ name }) => name), ticks.map(({ every }) => every)],
  )
}

/**
 * Removes a job that succeeded (one that failed has a next time), and calls for the next one that waits under its name:
 * Agenda looks for it only when it polls or is called.
 */
async function endJob(pool: Pool, { attrs: { _id: id, name } }: AgendaJob): Promise<void> {
  await pool.query(
    `with done as (
       delete from agenda_jobs where id = $1 and type = 'normal' and next_run_at is null and locked_at is null
     )
     select pg_notify($3, json_build_object('jobId', id, 'jobName', name, 'nextRunAt', next_run_at,
       'priority', 0, 'timestamp', now())::text)
     from agenda_jobs
     where name = $2 and type = 'normal' and locked_at is null and next_run_at <= now() and not disabled
     limit 1`,
    [String(id), name, CHANNEL],
  )
}

function oncePerMinute(log: Log) {
  let last = Number.NEGATIVE_INFINITY
  return (error: unknown) => {
    if (Date.now() - last < SAME_ERROR_MS) return
    last = Date.now()
    log.warn({ err: error }, 'the job clock has a fault; it goes on when it can')
  }
}

/** Whether the jobs are being done, by whichever process: some worker has set them up, and none waits for long. */
export function jobsReadiness({ pool }: Pick<Services, 'pool'>, jobs: readonly Job[]): ReadinessCheck {
  const names = jobs.flatMap(({ name }) => [name, wakeName(name)])
  const ticks = jobs.filter(({ every }) => every).length
  return {
    name: 'jobs',
    findFault: async () => {
      const { rows } = await pool.query<{ ticks: number; overdue: number }>(
        `select count(*) filter (where type = 'single')::int as ticks,
                count(*) filter (where next_run_at < now() - $2 * interval '1 millisecond'
                  and (locked_at is null or locked_at < now() - $3 * interval '1 millisecond'))::int as overdue
         from agenda_jobs where name = any($1) and not disabled`,
        [names, OVERDUE_MS, LOCK_MS],
      )
      const [{ ticks: known, overdue } = { ticks: 0, overdue: 0 }] = rows
      if (known < ticks) return 'The jobs have not been started. Start a process with ASSENT_ROLE all or worker.'
      if (overdue > 0) return `${overdue} jobs wait for more than a minute. Is a worker running, and can it keep up?`
      return undefined
    },
  }
}
