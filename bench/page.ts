// Preference pages and one-click stops among 1,000,000 contacts: each page for another person, over HTTP, from a product
// process of its own. Those who are visited have said yes through the ledger; the others stand in the same tables.
// Options: --contacts, --visits.
//
//   perSecond, p99Ms                   pages opened (GET /p/:token)
//   oneClickPerSecond, oneClickP99Ms   stops that were answered (POST /u/:token), each committed, in the journal, silenced
import { Agent } from 'node:http'
import { linkKey, makeLinkToken } from '../src/consent/index.ts'
import { newId } from '../src/platform/index.ts'
import { count, type Figures, percentile } from './benchmark.ts'
import { makeContacts, makeSender, sayYes } from './make-people.ts'
import { ONE_CLICK, type Sent, sendRequest } from './send-request.ts'
import { SECRET_KEY, startBenchDatabase, startProduct } from './start-product.ts'

const CONNECTIONS = 8
const CHUNK = 100_000

export async function run(options: Record<string, string>): Promise<Figures> {
  const contacts = count(options, 'contacts', 1_000_000)
  const visits = Math.min(contacts, count(options, 'visits', 5000))
  const database = await startBenchDatabase()
  try {
    const { purposeId } = await makeSender(database)
    const ids: string[] = []
    while (ids.length < contacts) ids.push(...(await makeContacts(database, Math.min(CHUNK, contacts - ids.length))))
    const every = Math.floor(contacts / visits)
    const visited = ids.filter((_, index) => index % every === 0).slice(0, visits)
    await sayYes(database, visited, purposeId)
    await database.pool.query(
      `insert into consent_state (contact_id, purpose_id, channel, state, since, seq)
       select id, $1, 'email', 'given', now(), 1 from contact on conflict do nothing`,
      [purposeId],
    )
    await database.pool.query('vacuum analyze')
    const product = await startProduct({ DATABASE_URL: database.url, ASSENT_ROLE: 'web' })
    try {
      const key = linkKey(SECRET_KEY)
      const links = visited.map((contactId) => makeLinkToken(key, { contactId, purposeId, messageId: newId() }))
      const opened = await visit(links.map((token) => ({ url: `${product.url}/p/${token}`, sent: { method: 'GET' } })))
      const stopped = await visit(links.map((token) => ({ url: `${product.url}/u/${token}`, sent: ONE_CLICK })))
      return {
        contacts,
        perSecond: opened.perSecond,
        p99Ms: opened.p99Ms,
        oneClickPerSecond: stopped.perSecond,
        oneClickP99Ms: stopped.p99Ms,
      }
    } finally {
      await product.stop()
    }
  } finally {
    await database.stop()
  }
}

type Visit = { url: string; sent: Sent }

async function visit(visits: readonly Visit[]): Promise<{ perSecond: number; p99Ms: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const took: number[] = []
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let one = visits[next++]; one; one = visits[next++]) took.push(await ask(agent, one))
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { perSecond: visits.length / seconds, p99Ms: percentile(took, 0.99) }
}

/** Milliseconds until the whole answer was there; anything but a page is an error. */
async function ask(agent: Agent, { url, sent }: Visit): Promise<number> {
  const { status, wholeMs } = await sendRequest(agent, url, sent)
  if (status !== 200) throw new Error(`a page was answered ${status}`)
  return wholeMs
}
