// Jobs: what runs beside the requests. A job finds its work as rows in our tables; the clock only wakes it. It may run
// twice and may run beside itself in another process, so it claims rows (`for update skip locked`) and stops at a batch.
import type { z } from 'zod'
import type { Db } from './database.ts'
import type { Services } from './services.ts'

export type Job = {
  name: string
  every: string | undefined
  concurrency: number
  run: (services: Services, data: unknown, stopping: AbortSignal) => Promise<void>
}

type JobDefinition<Data extends z.ZodType> = {
  /** `domain.verb-noun`, as in `delivery.send-batch`. */
  name: string
  /** How often it runs by itself: '5 seconds', '1 minute', or a cron expression. Without it, only when enqueued. */
  every?: string
  /** How many of it run at once in one process; 1 unless told. */
  concurrency?: number
  /** Of what `enqueueJob` passes: ids, never addresses, never the work itself. */
  data?: Data
  /** `stopping` is aborted when the process stops: finish the batch and return, the rest is found again. */
  run: (services: Services, data: z.output<Data>, stopping: AbortSignal) => Promise<void>
}

/** Describes a job; `app.ts` lists it. What it throws is logged, and it is tried again until it succeeds. */
export function defineJob<Data extends z.ZodType = z.ZodUnknown>(definition: JobDefinition<Data>): Job {
  const { name, every, concurrency = 1, data: schema, run } = definition
  return {
    name,
    every,
    concurrency,
    run: (services, data, stopping) => run(services, (schema ? schema.parse(data) : data) as z.output<Data>, stopping),
  }
}

/** The channel on which the database tells every running clock that there is something to do. */
export const CHANNEL = 'agenda_jobs'

/** A tick has a row of its own that repeats; being woken is another row under this name, so that neither hides the other. */
export const wakeName = (name: string) => `${name} now`

/** Lets the job `name` run once with `data`, as soon as the transaction `db` commits; never if it rolls back. */
export async function enqueueJob(db: Db, name: string, data: Record<string, unknown> = {}): Promise<void> {
  await db.$executeRaw`
    with job as (
      insert into agenda_jobs (name, next_run_at, data) values (${name}, now(), ${JSON.stringify(data)}::jsonb)
      returning id, name, next_run_at
    )
    select pg_notify(${CHANNEL}, json_build_object('jobId', id, 'jobName', name, 'nextRunAt', next_run_at,
      'priority', 0, 'timestamp', now())::text) from job`
}

/**
 * Lets a job that runs `every` so often run now, as soon as the transaction `db` commits. Many calls before it begins
 * are one run; a call while it runs is another run after it, so nothing that was committed before stays unseen.
 */
export async function wake(db: Db, name: string): Promise<void> {
  // The share lock keeps a waiting row from starting before this transaction's own rows can be seen.
  await db.$executeRaw`
    with waiting as (
      select id from agenda_jobs
      where name = ${wakeName(name)} and locked_at is null and next_run_at <= now()
      limit 1 for share skip locked
    ), job as (
      insert into agenda_jobs (name, next_run_at, data)
      select ${wakeName(name)}, now(), '{}'::jsonb where not exists (select from waiting)
    )
    select pg_notify(${CHANNEL}, json_build_object('jobId', gen_random_uuid(), 'jobName', ${wakeName(name)}::text,
      'nextRunAt', now(), 'priority', 0, 'timestamp', now())::text)`
}
