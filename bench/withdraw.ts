// Whether anything goes out after a withdrawal was answered, and what withdrawing costs. A campaign at full speed, with
// its worker and its web side as processes of their own, while people just ahead of the cursor press the one-click link.
// Options: --messages, --withdrawals.
//
//   leaked           transactions that began (MAIL FROM, as the server saw it) after their person had been answered, in all
//                    rounds: steady, burst, a slow server, a worker that was stopped in the middle, and
//                    people who were merged while the campaign went out
//   p50Ms, p99Ms     of the answer, at 50 withdrawals a second
//   sendRatio        messages decided a second meanwhile, over the same without withdrawals
//   burst…, slow…, stopped…, merge…   the same for all withdrawals at once, for a server that takes 200 ms, for a stopped
//                    worker, for people who were merged just before
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { linkKey, makeLinkToken } from '../src/consent/index.ts'
import { enqueueMessages, saveContent } from '../src/delivery/index.ts'
import { newId, Prisma } from '../src/platform/index.ts'
import { count, type Figures, percentile } from './benchmark.ts'
import { makeContacts, makeSender, sayYes } from './make-people.ts'
import { ONE_CLICK, sendRequest } from './send-request.ts'
import {
  API_KEY,
  type BenchDatabase,
  type Product,
  SECRET_KEY,
  startBenchDatabase,
  startProduct,
  startScript,
} from './start-product.ts'

const STEADY_PER_SECOND = 50
const BURST_CONNECTIONS = 32
const SLOW_MS = 200
const WARM_UP = 300
/** Share of the campaign for the rounds that are slow by nature. */
const SLOW_MESSAGES = 2000
const STOPPED_MESSAGES = 5000
const MERGED_MESSAGES = 10_000
const STOPPED_FOR_MS = 3000

type World = { database: BenchDatabase; web: Product; worker: Product; contentId: string; purposeId: string }
type Answered = { contactId: string; ms: number; at: bigint }

export async function run(options: Record<string, string>): Promise<Figures> {
  const messages = count(options, 'messages', 50_000)
  const withdrawals = count(options, 'withdrawals', 5000)
  const database = await startBenchDatabase()
  const sink = await startScript('witness-server.ts')
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-'))
  const products: Product[] = []
  try {
    const { brandId, purposeId } = await makeSender(database)
    await sayYes(database, await makeContacts(database, messages), purposeId)
    const contentId = await saveContent(database.db, { brandId, purposeId, ...letter() })
    await database.pool.query('vacuum analyze')
    const env = { DATABASE_URL: database.url, SMTP_URL: `smtp://127.0.0.1:${sink.first}` }
    const web = await startProduct({ ...env, ASSENT_ROLE: 'web' })
    products.push(web)
    const worker = await startProduct({ ...env, ASSENT_ROLE: 'worker' })
    products.push(worker)
    const world: World = { database, web, worker, contentId, purposeId }

    await warmUp(world)
    const plain = await campaign(world, 'plain', messages, async () => [])
    const steady = await campaign(world, 'steady', messages, (isOver) => withdrawSteadily(world, isOver))
    const burst = await campaign(world, 'burst', messages, () => withdrawAtOnce(world, withdrawals))
    const stopped = await campaign(world, 'stopped', Math.min(messages, STOPPED_MESSAGES), () =>
      withdrawWhileStopped(world),
    )
    const merged = await campaign(world, 'merged', Math.min(messages, MERGED_MESSAGES), (isOver) =>
      mergeAndWithdraw(world, isOver),
    )
    await sink.ask(`delay ${SLOW_MS}`)
    const slow = await campaign(world, 'slow', Math.min(messages, SLOW_MESSAGES), (isOver) =>
      withdrawSteadily(world, isOver, 10),
    )
    const log = join(folder, 'begun')
    await sink.ask(`log ${log}`)
    const rounds = [steady, burst, stopped, merged, slow]
    const answered = rounds.flatMap((round) => round.answered)
    return {
      withdrawals: answered.length,
      leaked: await countLeaked(database, answered, log),
      p50Ms: percentile(timesOf(steady.answered), 0.5),
      p99Ms: percentile(timesOf(steady.answered), 0.99),
      sendRatio: steady.perSecond / plain.perSecond,
      sendPerSecond: plain.perSecond,
      burstWithdrawals: burst.answered.length,
      burstPerSecond: rateOf(burst.answered),
      burstP99Ms: percentile(timesOf(burst.answered), 0.99),
      burstSendRatio: burst.perSecond / plain.perSecond,
      slowP99Ms: percentile(timesOf(slow.answered), 0.99),
      stoppedP99Ms: percentile(timesOf(stopped.answered), 0.99),
      merges: merged.answered.length / 2,
      mergedP99Ms: percentile(timesOf(merged.answered), 0.99),
    }
  } finally {
    for (const product of products) await product.stop()
    sink.stop()
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** As on any day of work: a process that has answered nobody yet reads its own code first. These people are not counted. */
async function warmUp({ database, ...world }: World): Promise<void> {
  const ids = await makeContacts(database, WARM_UP)
  await sayYes(database, ids, world.purposeId)
  const agent = new Agent({ keepAlive: true, maxSockets: BURST_CONNECTIONS })
  await Promise.all(ids.map((contactId) => press({ database, ...world }, agent, contactId)))
  agent.destroy()
}

function letter() {
  const text = `Hei {{ contact.first_name }}\n${'Varmen er allerede betalt én gang.\n'.repeat(40)}{{ unsubscribe_url }} {{ preferences_url }}`
  return { subject: 'Hei {{ contact.first_name }}', preheader: '', html: `<p>${text}</p>`, text }
}

/** Sends to so many of those who still say yes, while `meanwhile` works. Messages decided a second, and who was answered. */
async function campaign(
  { database: { db }, contentId, purposeId }: World,
  occasion: string,
  messages: number,
  meanwhile: (isOver: () => boolean) => Promise<Answered[]>,
): Promise<{ perSecond: number; answered: Answered[] }> {
  process.stderr.write(`  ${occasion} …\n`)
  const people = Prisma.sql`select contact_id, ${occasion} as occasion from consent_state
    where purpose_id = ${purposeId}::uuid and state = 'given' limit ${messages}::int`
  await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, new Date())
  while ((await waiting(db, occasion)) === messages) await sleep(5)
  let isOver = false
  const working = meanwhile(() => isOver)
  while ((await waiting(db, occasion)) > 0) await sleep(100)
  isOver = true
  const answered = await working
  const [row] = await db.$queryRaw<{ decided: number; seconds: number }[]>(Prisma.sql`
    select count(*)::int as decided, extract(epoch from max(finished_at) - min(decided_at))::float8 as seconds
    from message where occasion = ${occasion} and status in ('sent', 'blocked', 'cancelled')`)
  return { perSecond: (row?.decided ?? 0) / (row?.seconds ?? 1), answered }
}

async function waiting(db: BenchDatabase['db'], occasion: string): Promise<number> {
  const [row] = await db.$queryRaw<{ waiting: number }[]>(Prisma.sql`
    select count(*)::int as waiting from message
    where batch_id in (select id from message_batch where status = 'open') and status in ('queued', 'started')
      and occasion = ${occasion}`)
  return row?.waiting ?? 0
}

/** People whose messages are claimed within the next second: in the batch that comes after those that are being sent. */
async function findNext({ database: { db } }: World, limit: number, done: ReadonlySet<string>): Promise<string[]> {
  const rows = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    select contact_id from message where status = 'queued' and batch_id = (
      select id from message_batch where status = 'open' order by leased_by is not null, not_before, id limit 1)
    limit ${limit + done.size}::int`)
  return rows
    .map((row) => row.contact_id)
    .filter((id) => !done.has(id))
    .slice(0, limit)
}

async function withdrawSteadily(
  world: World,
  isOver: () => boolean,
  perSecond = STEADY_PER_SECOND,
): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true })
  const done = new Set<string>()
  const pressed: Promise<Answered>[] = []
  const started = performance.now()
  let next: string[] = []
  while (!isOver()) {
    const due = Math.floor(((performance.now() - started) * perSecond) / 1000) - pressed.length
    if (next.length < due) next = await findNext(world, Math.ceil(perSecond / 4), done)
    for (const contactId of next.splice(0, due)) {
      done.add(contactId)
      pressed.push(press(world, agent, contactId))
    }
    await sleep(1000 / perSecond)
  }
  return Promise.all(pressed)
}

async function withdrawAtOnce(world: World, withdrawals: number): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: BURST_CONNECTIONS })
  const done = new Set<string>()
  const answered: Answered[] = []
  while (answered.length < withdrawals) {
    const next = await findNext(world, Math.min(4 * BURST_CONNECTIONS, withdrawals - answered.length), done)
    if (next.length === 0) break
    for (const contactId of next) done.add(contactId)
    answered.push(...(await Promise.all(next.map((contactId) => press(world, agent, contactId)))))
  }
  return answered
}

/** Two at a time become one, and the link of the one who is gone is pressed: nothing may begin to either after that. */
async function mergeAndWithdraw(world: World, isOver: () => boolean): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true })
  const done = new Set<string>()
  const answered: Answered[] = []
  while (!isOver()) {
    const [keepId, otherId] = await findNext(world, 2, done)
    if (keepId === undefined || otherId === undefined) break
    done.add(keepId).add(otherId)
    const merged = await fetch(`${world.web.url}/api/contacts/${keepId}/merge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
      body: JSON.stringify({ otherId }),
    })
    if (!merged.ok) throw new Error(`a merge was answered ${merged.status}: ${await merged.text()}`)
    const answer = await press(world, agent, otherId)
    answered.push(answer, { ...answer, contactId: keepId })
  }
  if (answered.length === 0) throw new Error('nobody was merged')
  return answered
}

/** The worker is stopped as if the machine had frozen, with messages claimed; people withdraw; then it goes on. */
async function withdrawWhileStopped(world: World): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true })
  process.kill(world.worker.pid, 'SIGSTOP')
  const { db } = world.database
  const claimed = await db.$queryRaw<{ contact_id: string }[]>(Prisma.sql`
    select contact_id from message where status = 'started'`)
  const next = [...claimed.map((row) => row.contact_id), ...(await findNext(world, 100, new Set()))]
  const pressed = Promise.all(next.map((contactId) => press(world, agent, contactId)))
  await sleep(STOPPED_FOR_MS)
  process.kill(world.worker.pid, 'SIGCONT')
  return pressed
}

const KEY = linkKey(SECRET_KEY)

async function press({ web, purposeId }: World, agent: Agent, contactId: string): Promise<Answered> {
  const token = makeLinkToken(KEY, { contactId, purposeId, messageId: newId() })
  const { status, headMs, headAt } = await sendRequest(agent, `${web.url}/u/${token}`, ONE_CLICK)
  if (status !== 200) throw new Error(`a withdrawal was answered ${status}`)
  return { contactId, ms: headMs, at: headAt }
}

async function countLeaked({ db }: BenchDatabase, answered: readonly Answered[], log: string): Promise<number> {
  const rows = await db.identity.findMany({ where: { kind: 'email' }, select: { contactId: true, value: true } })
  const contactOf = new Map(rows.map((row) => [row.value, row.contactId]))
  const answeredAt = new Map(answered.map(({ contactId, at }) => [contactId, at]))
  const begun = readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => JSON.parse(line) as [string, string])
  if (begun.length === 0) throw new Error('nothing was sent')
  return begun.filter(([to, at]) => BigInt(at) > (answeredAt.get(contactOf.get(to) ?? '') ?? BigInt(at))).length
}

const timesOf = (answered: readonly Answered[]) => answered.map(({ ms }) => ms)

function rateOf(answered: readonly Answered[]): number {
  const ends = answered.map(({ at }) => Number(at) / 1e9)
  const first = Math.min(...answered.map(({ at, ms }) => Number(at) / 1e9 - ms / 1000))
  return answered.length / (Math.max(...ends) - first)
}
