// npm run example -- FILE: the whole main job on a file of leads that nobody here wrote. Imports it, records consent,
// publishes a workflow, replays the visits, sends into a mailbox, ranks, hands over to sales, and holds every number
// against what must follow from the file. Fails if any number differs or any mail went to somebody without a yes.
// The last line is one JSON object. Nothing stays behind: database and mailbox live in a temporary folder.
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import '../src/app.ts' // registers what happens to events and withdrawals
import { importContacts, importMapping, linkKey, readImport, suppressionKey } from '../src/consent/index.ts'
import { countWaiting, relayOptions, startDeliveryWorker } from '../src/delivery/index.ts'
import { openMailbox } from '../src/mailbox/index.ts'
import { applyMigrations, openDatabase, Prisma, startTemporaryPostgres } from '../src/platform/index.ts'
import type { PrismaClient } from '../src/platform/prisma/client.ts'
import { findReasons, rankContacts, sayReason } from '../src/scoring/index.ts'
import { takeDueSteps } from '../src/workflows/index.ts'
import { readExpected, readVisitors } from './x-education/expect.ts'
import { replayVisits, seededRandom, seedTracking } from './x-education/replay-visits.ts'
import { KEEN_FROM, setUpCompany } from './x-education/set-up-company.ts'

const HOUR_MS = 3_600_000
const SEED = 20_261
const SECRET = 'a secret for the example, which keeps nothing'

const file = process.argv[2]
if (!file) {
  process.stderr.write('Name the file: npm run example -- ../shared/data/lead-scoring/x-education/Leads.csv\n')
  process.exit(1)
}
const say = (line = '') => process.stdout.write(`${line}\n`)
let isRight = true
const row = (what: string, expected: number | string, got: number | string) => {
  const isSame = String(expected) === String(got)
  isRight &&= isSame
  say(`  ${what.padEnd(44)} ${String(expected).padStart(10)} ${String(got).padStart(10)}  ${isSame ? '' : '← differs'}`)
}

const folder = await mkdtemp(join(tmpdir(), 'assent-example-'))
const postgres = await startTemporaryPostgres()
await applyMigrations(postgres.url)
const { db, close } = openDatabase(postgres.url)
const mailbox = await openMailbox(join(folder, 'mailbox'))
try {
  const result = await runExample(db, file)
  say(JSON.stringify(result))
} finally {
  await mailbox.close()
  await close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(isRight ? 0 : 1)

async function runExample(db: PrismaClient, path: string) {
  const now = new Date()
  const random = seededRandom(SEED)
  const expected = await readExpected(path)
  const company = await setUpCompany(db, now)

  say(`Importing ${basename(path)} …`)
  const report = await importFile(db, path)
  const allowing = await seedTracking(db, company.purposes, random, now)
  say(`${allowing} leads allow tracking and profiling (invented from seed ${SEED}, and labelled so in the ledger).`)
  const replayed = await replayVisits(db, await readVisitors(path), random, now)
  say(
    `${replayed.visits} visits kept, ${replayed.notAllowed} not kept because tracking was not allowed; ${replayed.enquiries} enquiries.`,
  )

  say('Following the workflow: mail, a day, who is keen, sales …')
  await takeDueSteps(db, now)
  await sendAll(db)
  await takeDueSteps(db, new Date(+now + 25 * HOUR_MS))

  const messages = await countMessages(db)
  const blocked = Object.fromEntries(
    messages.filter((of) => of.status === 'blocked').map((of) => [of.reason, of.count]),
  )
  const sent = messages.find((of) => of.status === 'sent')?.count ?? 0
  const mails = mailbox.list('', 0, Number.MAX_SAFE_INTEGER).mails
  const sentWithoutConsent = mails.filter((mail) => !expected.allowed.has(mail.to)).length
  const [leads, keen] = [await db.lead.count(), await countKeen(db, new Date(+now + 25 * HOUR_MS))]

  say(`\n  ${''.padEnd(44)} ${'expected'.padStart(10)} ${'got'.padStart(10)}`)
  row('rows in the file, imported', expected.rows, report.created)
  row('refused', 0, report.refused)
  row('may be mailed', expected.allowed.size, await countAllowed(db, company.purposes.get('newsletter') ?? ''))
  row('blocked: never asked', expected.blocked.never_asked, blocked.never_asked ?? 0)
  row('blocked: withdrew', expected.blocked.withdrawn, blocked.withdrawn ?? 0)
  row('sent', expected.allowed.size, sent)
  row('mails in the mailbox', expected.allowed.size, mails.length)
  row('people who got exactly one', expected.allowed.size, new Set(mails.map((mail) => mail.to)).size)
  row('mails to somebody without a yes', 0, sentWithoutConsent)
  row(`leads: ${KEEN_FROM} points or more and a yes to sales`, keen, leads)
  for (const { code, rows } of report.reasons) say(`  note on ${rows} rows: ${code}`)
  await sayFirstLeads(db, new Date(+now + 25 * HOUR_MS))
  return {
    imported: report.created,
    refused: report.refused,
    allowed: expected.allowed.size,
    blocked,
    sent,
    sentWithoutConsent,
    leads,
  }
}

async function importFile(db: PrismaClient, path: string) {
  const mapping = importMapping.parse(
    JSON.parse(await readFile(join(import.meta.dirname, 'x-education/mapping.json'), 'utf8')),
  )
  const request = { fileName: basename(path), open: () => createReadStream(path), mapping, startedBy: null }
  const id = await importContacts(db, request, { now: () => new Date(), keys: [suppressionKey(SECRET)] })
  return readImport(db, id, new Date())
}

async function sendAll(db: PrismaClient): Promise<void> {
  const worker = startDeliveryWorker(db, {
    relay: relayOptions(mailbox.url),
    publicUrl: 'http://localhost:3000',
    linkKey: linkKey(SECRET),
    now: () => new Date(),
    onError: (error) => say(`sending: ${error}`),
  })
  while ((await countWaiting(db)) > 0) await sleep(100)
  await worker.stop()
}

function countMessages(db: PrismaClient) {
  return db.$queryRaw<{ status: string; reason: string; count: number }[]>(Prisma.sql`
    select status, reason, count(*)::int as count from message group by 1, 2 order by 3 desc`)
}

/** Counted without the decision, straight from the states: what the decision must agree with. */
async function countAllowed(db: PrismaClient, purposeId: string): Promise<number> {
  return db.consentState.count({ where: { purposeId, channel: 'email', state: 'given' } })
}

/** Whoever is keen enough by the sum of their entries and fit, and has said yes to being shared with sales. */
async function countKeen(db: PrismaClient, at: Date): Promise<number> {
  const ranked = await rankEverybody(db, at)
  const yes = await db.consentState.findMany({
    where: {
      state: 'given',
      purposeId: (await db.purpose.findUniqueOrThrow({ where: { key: 'share_with_sales' } })).id,
    },
    select: { contactId: true },
  })
  const willing = new Set(yes.map((state) => state.contactId))
  return ranked.filter((of) => of.total >= KEEN_FROM && willing.has(of.contactId)).length
}

/** Totals as the account of points says, entry by entry: the slow way that the fast one must agree with. */
async function rankEverybody(db: PrismaClient, at: Date) {
  const model = await db.scoringModel.findFirstOrThrow()
  return db.$queryRaw<{ contactId: string; total: number }[]>(Prisma.sql`
    select score.contact_id as "contactId", score.fit + coalesce(sum(entry.points *
      power(2, -extract(epoch from ${at}::timestamptz - entry.occurred_at)::float8 / ${model.halfLifeSeconds})), 0) as total
    from score left join score_entry entry on entry.contact_id = score.contact_id group by score.contact_id, score.fit`)
}

async function sayFirstLeads(db: PrismaClient, at: Date): Promise<void> {
  const ranked = await rankContacts(db, { limit: 500 }, at)
  const leads = new Set((await db.lead.findMany({ select: { contactId: true } })).map((lead) => lead.contactId))
  const first = ranked.filter((of) => leads.has(of.contactId)).slice(0, 10)
  const reasons = await findReasons(
    db,
    first.map((of) => of.contactId),
    at,
  )
  say('\nThe first ten leads, and why')
  for (const [place, { contactId, total, fit }] of first.entries()) {
    const name = await db.identity.findFirstOrThrow({ where: { contactId, kind: 'external' } })
    const why = (reasons.get(contactId) ?? []).map((reason) => `${sayReason(reason)} (${reason.pointsNow.toFixed(1)})`)
    say(
      `${String(place + 1).padStart(3)}. lead ${name.value}  ${total.toFixed(1)} points: ${why.join(', ')}, fit ${fit}`,
    )
  }
}
