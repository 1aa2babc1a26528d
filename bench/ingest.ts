// ingest: 200,000 events over HTTP in batches of 500, each answered only when committed, scored by 20 rules and seen by
// 10 published workflows, on 100,000 contacts of whom 20 % make 80 % of the events; against COPY of the same rows into
// the same table. eventsPerSecond and copyPerSecond are events; ratio is the one over the other.
import { Agent } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { newId } from '../src/platform/index.ts'
import { count, type Figures } from './benchmark.ts'
import { makeContacts, makePurpose, makeSender, sayYes } from './make-people.ts'
import { publishWorkflows } from './make-workflows.ts'
import { sendRequest } from './send-request.ts'
import { API_KEY, type BenchDatabase, startBenchDatabase, startProduct } from './start-product.ts'

const BATCH = 500
const RULES = 20
const WORKFLOWS = 10
/** Senders at once: enough that the next batches wait while some commit. */
const SENDERS = 8
const COPY_RUNS = 3

type Happening = {
  id: string
  contactId: string
  type: string
  occurredAt: string
  properties: Record<string, string | number>
}

export async function run(options: Record<string, string>): Promise<Figures> {
  const number = count(options, 'events', 200_000)
  const database = await startBenchDatabase()
  try {
    const people = await prepare(database, count(options, 'contacts', 100_000))
    const events = invent(people, number)
    const copyBefore = await copyEvents(database, events)
    await database.pool.query('truncate event, machine_read')
    await database.pool.query(
      'vacuum analyze contact, identity, address_key, consent_event, consent_state, scoring_rule',
    )
    const product = await startProduct({ DATABASE_URL: database.url, ASSENT_ROLE: options.role ?? 'web' })
    try {
      const batches = Array.from({ length: Math.ceil(number / BATCH) }, (_, index) =>
        JSON.stringify({ events: events.slice(index * BATCH, (index + 1) * BATCH) }),
      )
      const start = performance.now()
      await sendAll(product.url, batches)
      const eventsPerSecond = number / ((performance.now() - start) / 1000)
      await requireDone(database, number)
      // Machines change their pace within a minute: the yardstick is taken on both sides.
      const copyPerSecond = (copyBefore + (await copyEvents(database, events))) / 2
      return { eventsPerSecond, copyPerSecond, ratio: eventsPerSecond / copyPerSecond }
    } finally {
      await product.stop()
    }
  } finally {
    await database.stop()
  }
}

/** People who may be watched and profiled, rules that all give points, workflows that all let somebody in. */
async function prepare(database: BenchDatabase, contacts: number): Promise<string[]> {
  const { brandId } = await makeSender(database)
  const tracking = await makePurpose(database, brandId, 'tracking', 'tracking', ['email', 'web'])
  const profiling = await makePurpose(database, brandId, 'profiling', 'profiling', ['web'])
  const ids = await makeContacts(database, contacts)
  await sayYes(database, ids, tracking, 'web')
  await sayYes(database, ids, profiling, 'web')
  await database.db.scoringRule.createMany({ data: Array.from({ length: RULES }, (_, index) => ruleOf(index)) })
  await publishWorkflows(database, brandId, WORKFLOWS)
  return ids
}

const TYPES = ['page.viewed', 'page.read', 'file.downloaded', 'form.submitted'] as const
const SECTIONS = ['prices', 'guides', 'cases', 'jobs', 'about']

/** One rule for each type and section, so that every event matches exactly one; every fourth has a daily cap. */
function ruleOf(index: number) {
  const [type, section] = [TYPES[index % TYPES.length], SECTIONS[Math.floor(index / TYPES.length)]]
  return {
    name: `${type} in ${section}`,
    kind: 'behaviour',
    eventType: type ?? '',
    points: 1 + (index % 9),
    dailyCap: index % 4 === 0 ? 25 : null,
    conditions: [{ field: 'path', operator: 'starts_with', value: `/${section}` }],
  }
}

/** Events of the last minutes, the same in every run: a fifth of the people make four fifths of them. */
function invent(people: readonly string[], number: number): Happening[] {
  let state = 42
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const busy = Math.floor(people.length / 5)
  const start = Date.now()
  return Array.from({ length: number }, (_, index) => {
    const among = random() < 0.8 ? random() * busy : busy + random() * (people.length - busy)
    const section = SECTIONS[Math.floor(random() * SECTIONS.length)] ?? ''
    return {
      id: newId(start + index / 100),
      contactId: people[Math.floor(among)] ?? '',
      type: TYPES[Math.floor(random() ** 2 * TYPES.length)] ?? TYPES[0],
      occurredAt: new Date(start + index / 100).toISOString(),
      properties: {
        path: `/${section}/${Math.floor(random() * 50)}`,
        title: `Page ${Math.floor(random() * 500)}`,
        formKey: `form-${index % WORKFLOWS}`,
      },
    }
  })
}

async function copyEvents({ pool }: BenchDatabase, events: readonly Happening[]): Promise<number> {
  const receivedAt = new Date().toISOString()
  const lines = events.map(
    ({ contactId, id, type, occurredAt, properties }) =>
      `${contactId}\t${id}\t${type}\t${occurredAt}\t${receivedAt}\tapi\t${JSON.stringify(properties)}\n`,
  )
  const rates: number[] = []
  for (let runs = 0; runs < COPY_RUNS; runs++) {
    await pool.query('truncate event, machine_read')
    const client = await pool.connect()
    const start = performance.now()
    await pipeline(
      Readable.from(chunked(lines)),
      client.query(
        copyFrom('copy event (contact_id, id, type, occurred_at, received_at, source, properties) from stdin'),
      ),
    )
    rates.push(events.length / ((performance.now() - start) / 1000))
    client.release()
  }
  return Math.max(...rates)
}

const chunked = (lines: readonly string[]) =>
  Array.from({ length: Math.ceil(lines.length / 1000) }, (_, index) =>
    lines.slice(index * 1000, (index + 1) * 1000).join(''),
  )

async function sendAll(url: string, batches: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
  let next = 0
  const send = async () => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++])
      await post(agent, `${url}/api/events`, batch)
  }
  await Promise.all(Array.from({ length: SENDERS }, send))
  agent.destroy()
}

async function post(agent: Agent, url: string, body: string): Promise<void> {
  const sent = {
    method: 'POST',
    body,
    type: 'application/json',
    headers: { authorization: `Bearer ${API_KEY}` },
  } as const
  const { status, text } = await sendRequest(agent, url, sent)
  if (status !== 200 || (JSON.parse(text()) as { recorded: number }).recorded !== BATCH)
    throw new Error(`a batch was answered ${status}: ${text().slice(0, 300)}`)
}

/** Every event must be there, every rule must have given points, every workflow must have let somebody in. */
async function requireDone({ pool }: BenchDatabase, number: number): Promise<void> {
  const { rows } = await pool.query<{ events: number; rules: number; workflows: number }>(
    `select (select count(*) from event where source = 'api')::int as events,
      (select count(distinct rule_id) from score_entry)::int as rules,
      (select count(distinct workflow_id) from enrolment)::int as workflows`,
  )
  const [done] = rows
  if (done?.events !== number || done.rules !== RULES || done.workflows !== WORKFLOWS)
    throw new Error(`not everything was done: ${JSON.stringify(done)}`)
}
