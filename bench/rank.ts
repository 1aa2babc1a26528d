// rank: the top 100 of 1,000,000 scored contacts, across twenty values of fit, and the change of one score by one event
// through the product, commit included. top100Ms and updateMs are medians of 500 in ms; growth is top100Ms over what the
// same query takes with 10,000 contacts.
import { recordEvents, registerEventConsumers } from '../src/contacts/index.ts'
import { Prisma } from '../src/platform/index.ts'
import { rankContacts, scoreEvents } from '../src/scoring/index.ts'
import { count, type Figures, median } from './benchmark.ts'
import { makeContacts, makePurpose, makeSender, sayYes } from './make-people.ts'
import { type BenchDatabase, startBenchDatabase } from './start-product.ts'

const FEW = 10_000
const QUERIES = 500
const TOP = 100
const CHUNK = 100_000

export async function run(options: Record<string, string>): Promise<Figures> {
  const many = count(options, 'contacts', 1_000_000)
  const queries = count(options, 'queries', QUERIES)
  const database = await startBenchDatabase()
  try {
    registerEventConsumers([scoreEvents])
    const people = await makeVisitors(database)
    await makeScores(database, FEW)
    const topOfFew = await timeTop(database, queries)
    for (let made = FEW; made < many; made += CHUNK) await makeScores(database, Math.min(CHUNK, many - made))
    const top100Ms = await timeTop(database, queries)
    const updateMs = await timeUpdates(database, people, queries)
    return { top100Ms, updateMs, growth: top100Ms / topOfFew }
  } finally {
    await database.stop()
  }
}

/** People whose events count, for the updates. */
async function makeVisitors(database: BenchDatabase): Promise<string[]> {
  const { brandId } = await makeSender(database)
  const profiling = await makePurpose(database, brandId, 'profiling', 'profiling', ['web'])
  await database.db.scoringRule.create({
    data: { name: 'Held a meeting', kind: 'behaviour', eventType: 'meeting.held', points: 5 },
  })
  const people = await makeContacts(database, 1000)
  await sayYes(database, people, profiling, 'web')
  return people
}

/** Contacts with a score that is the sum of their one entry, as scoring itself would have stored them. */
async function makeScores(database: BenchDatabase, number: number): Promise<void> {
  const ids = await makeContacts(database, number)
  const rule = await database.db.scoringRule.findFirstOrThrow()
  await database.db.$executeRaw(Prisma.sql`
    with entry as (
      insert into score_entry (contact_id, event_id, rule_id, points, occurred_at)
      select id, gen_random_uuid(), ${rule.id}::uuid, 1 + (random() * 80)::int, now() - random() * interval '300 days'
      from unnest(${ids}::uuid[]) as contact (id)
      returning contact_id, points, occurred_at
    )
    insert into score (contact_id, heat, fit)
    select contact_id, points * power(2, extract(epoch from occurred_at - origin)::float8 / half_life_seconds),
      (random() * 19)::int * 2
    from entry cross join scoring_model`)
  await database.pool.query('vacuum analyze score')
}

async function timeTop({ db }: BenchDatabase, queries: number): Promise<number> {
  const times: number[] = []
  for (let query = 0; query < queries; query++) {
    const start = performance.now()
    const top = await rankContacts(db, { limit: TOP }, new Date())
    times.push(performance.now() - start)
    if (top.length !== TOP) throw new Error(`the ranking has ${top.length} people`)
  }
  return median(times)
}

async function timeUpdates({ db }: BenchDatabase, people: readonly string[], queries: number): Promise<number> {
  const times: number[] = []
  for (let query = 0; query < queries; query++) {
    const contactId = people[query % people.length] ?? ''
    const now = new Date()
    const start = performance.now()
    await recordEvents(db, [{ contactId, type: 'meeting.held', occurredAt: now, source: 'bench', properties: {} }], now)
    times.push(performance.now() - start)
  }
  const { heat } = await db.score.findUniqueOrThrow({ where: { contactId: people[0] ?? '' } })
  if (heat <= 0) throw new Error('the events gave no points')
  return median(times)
}
