// Whether a campaign arrives whole when its processes are killed (-9) at any moment: two workers, the web side and the
// database, one of them at a time, each started again as a supervisor would. Ends with 1 where something is lost, where
// more arrived twice than SMTP leaves open, or where that is not written down. Options: --messages, --kills, --seed.
//
//   kills        of workers, web and database, at random points of the campaign
//   lost         people whose mail never arrived, or whose message is not final
//   duplicates   mails that arrived more than once
//   bound        the most that may: what a worker had on the wire or had not yet written down, for each kill
//   unmarked     people who got it more than once though their message is not marked uncertain: so also all that a claim was
//                given back for without having begun
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { countWaiting, enqueueMessages, saveContent } from '../src/delivery/index.ts'
import { Prisma } from '../src/platform/index.ts'
import { count, type Figures } from './benchmark.ts'
import { makeContacts, makeSender, sayYes } from './make-people.ts'
import { type BenchDatabase, type Product, startBenchDatabase, startProduct, startScript } from './start-product.ts'

/** ms for each mail: long enough that many are always on the wire, short enough for the campaign to end. */
const RELAY_MS = 10
/** Of each worker. */
const CONNECTIONS = 10
/** The most that a worker claims at once, and so can have sent without having written it down. */
const MARKING_SET = 200
/** Share of the campaign within which everything is killed: the last kill should still meet mails. */
const KILLED_WITHIN = 0.9
const LOOK_EVERY_MS = 10
const START_AGAIN_MS = 500

type Part = 'worker 1' | 'worker 2' | 'web' | 'database'
const PARTS: Part[] = ['worker 1', 'worker 2', 'web', 'database']

export async function run(options: Record<string, string>): Promise<Figures> {
  const messages = count(options, 'messages', 20_000)
  const kills = count(options, 'kills', 20)
  const random = randomFrom(count(options, 'seed', 1 + Math.floor(Math.random() * 1e9)))
  const database = await startBenchDatabase()
  const relay = await startScript('witness-server.ts')
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'))
  const parts = openParts({ DATABASE_URL: database.url, SMTP_URL: `smtp://127.0.0.1:${relay.first}` }, database)
  try {
    await relay.ask(`delay ${RELAY_MS}`)
    await prepare(database, messages)
    await parts.startAll()
    const moments = Array.from({ length: kills }, () => random() * messages * KILLED_WITHIN).sort((a, b) => a - b)
    for (const [index, moment] of moments.entries()) {
      while (Number(await relay.ask('taken')) < moment) await sleep(LOOK_EVERY_MS)
      // Each in turn, in an order that is chance within every four.
      await parts.kill(index % PARTS.length === 0 ? parts.shuffle(random) : parts.next())
    }
    while ((await untilThere(() => countWaiting(database.db))) > 0) await sleep(100)
    const log = join(folder, 'taken')
    await relay.ask(`taken ${log}`)
    const figures = await compare(database, readFileSync(log, 'utf8').split('\n'), kills)
    const { lost, duplicates, bound, unmarked } = figures
    if (lost > 0 || duplicates > bound || unmarked > 0) process.exitCode = 1
    return figures
  } finally {
    await parts.stopAll()
    relay.stop()
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(database: BenchDatabase, messages: number): Promise<void> {
  const { brandId, purposeId } = await makeSender(database)
  await sayYes(database, await makeContacts(database, messages), purposeId)
  const text = 'Hei {{ contact.first_name }} {{ unsubscribe_url }} {{ preferences_url }}'
  const mail = { subject: 'Hei', preheader: '', html: `<p>${text}</p>`, text }
  const contentId = await saveContent(database.db, { brandId, purposeId, ...mail })
  const people = Prisma.sql`select id as contact_id, 'bench' as occasion from contact`
  const settings = { contentId, campaignId: null, people, notBefore: new Date(0) }
  await enqueueMessages(database.db, settings, new Date())
}

/** The processes, each of which can be killed and comes back by itself. */
function openParts(env: Record<string, string>, database: BenchDatabase) {
  const running = new Map<Part, Promise<Product>>()
  const start = (part: Part) => {
    if (part === 'database') return // whoever started it starts it again
    running.set(part, startUntilUp({ ...env, ASSENT_ROLE: part === 'web' ? 'web' : 'worker' }))
  }
  let order: Part[] = []
  const next = () => order.shift() ?? 'worker 1'
  return {
    next,
    shuffle: (random: () => number) => {
      order = PARTS.map((part) => ({ part, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ part }) => part)
      return next()
    },
    startAll: async () => {
      for (const part of PARTS) start(part)
      await Promise.all(running.values())
    },
    kill: async (part: Part) => {
      process.stderr.write(`  ${part} is killed\n`)
      if (part === 'database') return killServer(database)
      const product = await running.get(part)
      if (product?.hasFallen()) throw new Error(`${part} had ended by itself`)
      await product?.kill()
      start(part)
    },
    stopAll: async () => {
      for (const product of running.values()) await product.then(({ stop }) => stop()).catch(() => {})
    },
  }
}

/** A process that begins while the database is away ends by itself, says why, and is started again. */
async function startUntilUp(env: Record<string, string>): Promise<Product> {
  for (;;) {
    const product = await startProduct(env).catch(() => undefined)
    if (product) return product
    await sleep(START_AGAIN_MS)
  }
}

/** Kills the first process of the server; the others end when they miss it. */
async function killServer({ pool }: BenchDatabase): Promise<void> {
  const backend = await untilThere(async () => {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    return rows[0]?.pid
  })
  const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${backend}/status`, 'utf8'))?.[1]
  process.kill(Number(parent), 'SIGKILL')
}

/** Asks again while the database is away. */
async function untilThere<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => undefined)
    if (answer !== undefined) return answer
    await sleep(LOOK_EVERY_MS)
  }
}

async function compare({ db }: BenchDatabase, taken: readonly string[], kills: number) {
  const rows = await db.$queryRaw<{ address: string; status: string; is_uncertain: boolean }[]>(Prisma.sql`
    select identity.value as address, message.status, message.is_uncertain
    from message join identity on identity.contact_id = message.contact_id and identity.kind = 'email'`)
  const times = new Map<string, number>()
  for (const address of taken) times.set(address, (times.get(address) ?? 0) + 1)
  const timesOf = ({ address }: { address: string }) => times.get(address) ?? 0
  return {
    kills,
    lost: rows.filter((row) => timesOf(row) === 0 || row.status !== 'sent').length,
    duplicates: rows.reduce((sum, row) => sum + Math.max(0, timesOf(row) - 1), 0),
    bound: kills * (CONNECTIONS + MARKING_SET),
    unmarked: rows.filter((row) => timesOf(row) > 1 && !row.is_uncertain).length,
  }
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32), so that a run can be repeated. */
function randomFrom(seed: number): () => number {
  process.stderr.write(`  --seed ${seed}\n`)
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
