// audience: the forecast of a campaign for 1,000,000 contacts of five countries (who gets it, who not, by reason), and
// putting all of them in line. Two thirds have said yes; the others withdrew, were never asked, paused or objected.
// Options: --contacts, --queries.
//
//   forecastMs  median of so many forecasts, each asking the decision for everybody
//   buildMs     from the first look at the due campaign until every message stands in a batch
import { forecastCampaign, startCampaigns } from '../src/campaigns/index.ts'
import { saveContent } from '../src/delivery/index.ts'
import { Prisma } from '../src/platform/index.ts'
import { count, type Figures, median } from './benchmark.ts'
import { makeContacts, makeSender } from './make-people.ts'
import { type BenchDatabase, startBenchDatabase } from './start-product.ts'

const CHUNK = 100_000
const COUNTRIES = ['NO', 'SE', 'DK', 'FI', 'DE']

export async function run(options: Record<string, string>): Promise<Figures> {
  const contacts = count(options, 'contacts', 1_000_000)
  const queries = count(options, 'queries', 5)
  const database = await startBenchDatabase()
  try {
    const campaignId = await prepare(database, contacts)
    const times: number[] = []
    for (let query = 0; query < queries; query++) {
      const start = performance.now()
      const { audience, gets, not } = await forecastCampaign(database.db, campaignId, new Date())
      times.push(performance.now() - start)
      const others = not.reduce((sum, one) => sum + one.count, 0)
      if (audience !== contacts || gets + others !== audience || not.length < 4)
        throw new Error(`the forecast is not of everybody: ${JSON.stringify({ audience, gets, not })}`)
    }
    return { contacts, forecastMs: median(times), buildMs: await build(database, campaignId, contacts) }
  } finally {
    await database.stop()
  }
}

/** People as they stand in a company of some years, and a campaign for all of them. */
async function prepare(database: BenchDatabase, contacts: number): Promise<string> {
  const { db, pool } = database
  const { brandId, purposeId } = await makeSender(database)
  for (let made = 0; made < contacts; made += CHUNK) await makeContacts(database, Math.min(CHUNK, contacts - made))
  await db.$executeRaw(Prisma.sql`
    with numbered as (select id, row_number() over (order by id) as n from contact)
    update contact set country = (${COUNTRIES}::text[])[1 + n % 5] from numbered where numbered.id = contact.id`)
  await db.$executeRaw(Prisma.sql`
    with numbered as (select id, row_number() over (order by id) as n from contact)
    insert into consent_state (contact_id, purpose_id, channel, state, since, expires_at, seq)
    select id, ${purposeId}::uuid, 'email', case when n % 30 = 0 then 'withdrawn' else 'given' end,
      now() - interval '200 days', case when n % 30 = 1 then now() - interval '1 day' end, 1
    from numbered where n % 3 > 0 or n % 30 < 2`)
  await db.$executeRaw(Prisma.sql`
    with numbered as (select id, row_number() over (order by id) as n from contact)
    insert into consent_hold (contact_id, kind, reason, since, until)
    select id, case when n % 3 = 1 then 'pause' else 'objection' end, 'asked', now() - interval '9 days',
      case when n % 3 = 1 then now() + interval '30 days' end
    from numbered where n % 50 = 1`)
  const html = '{{ unsubscribe_url }} {{ preferences_url }}'
  const contentId = await saveContent(db, { brandId, purposeId, subject: 'Hei', preheader: '', html, text: html })
  const conditions = [{ kind: 'field', field: 'country', operator: 'is', values: COUNTRIES }]
  const segment = await db.segment.create({
    data: { name: 'The five countries', definition: { kind: 'all', conditions } },
  })
  const campaign = await db.campaign.create({
    data: {
      name: 'Spring',
      purposeId,
      segmentId: segment.id,
      subject: 'Hei',
      status: 'scheduled',
      startsAt: new Date(),
    },
  })
  await db.campaignVersion.create({ data: { campaignId: campaign.id, version: 1, contentId, mjml: html } })
  await pool.query('vacuum analyze')
  return campaign.id
}

async function build(database: BenchDatabase, campaignId: string, contacts: number): Promise<number> {
  const start = performance.now()
  for (let isMore = true; isMore; ) isMore = await startCampaigns(database.db, new Date())
  const buildMs = performance.now() - start
  const inLine = await database.db.message.count({ where: { campaignId } })
  if (inLine !== contacts) throw new Error(`${inLine} of ${contacts} people stand in line`)
  return buildMs
}
