// Fills an empty database with the demo company, in steps that each commit with the mark that says so: what was stopped
// half-way goes on where it stood, and what is finished is never done again. Never part of production.
import { startCampaigns } from '../campaigns/index.ts'
import { linkKey } from '../consent/index.ts'
import { makePhoneGateway } from '../delivery/index.ts'
import { type Db, inTransaction, type PrismaClient, type Transaction } from '../platform/database.ts'
import { takeDueSteps } from '../workflows/index.ts'
import { answerMails } from './answer-mails.ts'
import { type Chance, chanceOf } from './chance.ts'
import { importFair } from './import-fair.ts'
import { AUDIT_DAYS, inventHistory } from './invent-history.ts'
import { DAY_MS, FIRST_DAY, HOUR_MS, inventPeople, LAST_DAYS } from './invent-people.ts'
import { answerLeads, livePeriod, type Period, type Plan } from './live-period.ts'
import { makeFollowUp, makeWhatComes, scheduleGuide, scheduleReminder, scheduleTrial } from './make-campaigns.ts'
import { makeCompany } from './make-company.ts'
import { makeRequests } from './make-requests.ts'
import { readMails } from './read-mails.ts'
import { type Outbox, openPastSender, type PastSender } from './send-in-the-past.ts'
import { makeSiteVisits } from './site-visits.ts'
import { washNumbers } from './wash-numbers.ts'

/** The setting that says how far the demo company is. */
const SETTING = 'demo'
/** Days ago on which the guide went out, two subjects were tried, and the list of a fair was taken in. */
const GUIDE_DAYS = 24
const TRIAL_DAYS = 16
const FAIR_DAYS = 3
/** Days ago on which an SMS reminded of the courses. */
const REMINDER_DAYS = 6

export type Seeding = Omit<Outbox, 'linkKey'> & {
  now: Date
  /** The same seed makes the same company. */
  seed: string
}
type Mark = { seed: string; now: string; done: number; isReady: boolean }
/** A step runs in one transaction with its mark; what `after` does may be done twice without harm. */
type Step = { run: (tx: Transaction) => Promise<void>; after?: (() => Promise<void>) | undefined }

/** Makes the demo company, if this database is empty or an earlier start was stopped while making it. Answers whether it did. */
export async function seedDemo(db: PrismaClient, { now, seed, secretKey, ...outbox }: Seeding): Promise<boolean> {
  const mark = (await findMark(db)) ?? ((await isEmpty(db)) ? await begin(db, seed, now) : undefined)
  if (!mark || mark.isReady) return false
  await makePhoneGateway(db, outbox.phone, secretKey, new Date(mark.now))
  const sender = openPastSender(db, { ...outbox, secretKey, linkKey: linkKey(secretKey) })
  try {
    const steps = planSteps(db, { chance: chanceOf(mark.seed), secretKey, sender }, new Date(mark.now))
    for (const [index, { run, after }] of steps.entries()) {
      if (index >= mark.done)
        await inTransaction(db, async (tx) => {
          await run(tx)
          await saveMark(tx, { ...mark, done: index + 1 })
        })
      // The step before may have been stopped between its mark and its end.
      if (index >= mark.done - 1) await after?.()
    }
    await saveMark(db, { ...mark, done: steps.length, isReady: true })
  } finally {
    await sender.close()
  }
  return true
}

/** Whether this database holds the demo company, whole. */
export async function hasDemo(db: Db): Promise<boolean> {
  return (await findMark(db))?.isReady ?? false
}

async function findMark(db: Db): Promise<Mark | undefined> {
  const row = await db.setting.findUnique({ where: { key: SETTING } })
  return row ? (row.value as Mark) : undefined
}

async function saveMark(db: Db, value: Mark): Promise<void> {
  await db.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } })
}

async function isEmpty(db: Db): Promise<boolean> {
  return (await db.contact.count()) + (await db.appUser.count()) + (await db.brand.count()) === 0
}

async function begin(db: Db, seed: string, now: Date): Promise<Mark> {
  const mark = { seed, now: now.toISOString(), done: 0, isReady: false }
  await saveMark(db, mark)
  return mark
}

type Means = { chance: Chance; secretKey: string; sender: PastSender }

function planSteps(db: PrismaClient, { chance, secretKey, sender }: Means, now: Date): Step[] {
  const people = inventPeople(chance, now)
  const plan: Plan = { people, history: inventHistory(chance, people, now) }
  const daysAgo = (days: number) => new Date(+now - days * DAY_MS)
  const quiet = (period: Period): Step => ({ run: (tx) => livePeriod(tx, plan, period) })
  const busy = (period: Period): Step => ({
    run: async (tx) => {
      await livePeriod(tx, plan, period)
      await readMails(tx, chance, period)
      await answerMails(tx, chance, period, now)
      await answerLeads(tx, chance, period)
    },
    after: async () => {
      await takeDueSteps(db, period.to)
      await sender.send(period.to)
    },
  })
  const guideAt = nextMorning(daysAgo(GUIDE_DAYS))
  const trialAt = nextMorning(daysAgo(TRIAL_DAYS))
  const reminderAt = nextMorning(daysAgo(REMINDER_DAYS))
  const send = async (at: Date) => {
    while (await startCampaigns(db, at));
    await sender.send(at)
    await startCampaigns(db, new Date(+at + HOUR_MS / 6))
  }
  return [
    { run: (tx) => makeCompany(tx, daysAgo(FIRST_DAY + 30)) },
    ...periods(now, FIRST_DAY + 1, LAST_DAYS, 60).map(quiet),
    ...periods(now, LAST_DAYS, AUDIT_DAYS, 7).map(quiet),
    { run: (tx) => makeFollowUp(tx, daysAgo(AUDIT_DAYS)) },
    ...periods(now, AUDIT_DAYS, GUIDE_DAYS, 2).map(busy),
    {
      run: (tx) => scheduleGuide(tx, guideAt),
      after: () => send(guideAt),
    },
    ...periods(now, GUIDE_DAYS, TRIAL_DAYS, 1).map(busy),
    { run: (tx) => scheduleTrial(tx, trialAt), after: () => send(trialAt) },
    ...periods(now, TRIAL_DAYS, TRIAL_DAYS - 2, 1).map(busy),
    // The time to decide is over: the rest gets the subject that leads.
    { run: async () => {}, after: () => send(new Date(+trialAt + 25 * HOUR_MS)) },
    ...periods(now, TRIAL_DAYS - 2, REMINDER_DAYS, 1).map(busy),
    { run: (tx) => scheduleReminder(tx, reminderAt), after: () => send(reminderAt) },
    ...periods(now, REMINDER_DAYS, FAIR_DAYS, 1).map(busy),
    { run: async () => {}, after: () => importFair(db, { chance, secretKey, at: daysAgo(FAIR_DAYS) }) },
    ...periods(now, FAIR_DAYS, 0, 1).map(busy),
    { run: (tx) => makeWhatComes(tx, now), after: () => washNumbers(db, now) },
    { run: (tx) => makeRequests(tx, now) },
    { run: (tx) => makeSiteVisits(tx, now) },
  ]
}

/** From so many days ago until so many, in stretches of at most `length` days. */
function periods(now: Date, first: number, last: number, length: number): Period[] {
  return Array.from({ length: Math.ceil((first - last) / length) }, (_, index) => ({
    from: new Date(+now - (first - index * length) * DAY_MS),
    to: new Date(+now - Math.max(last, first - (index + 1) * length) * DAY_MS),
  }))
}

/** The first seven o'clock (UTC) that is later. */
function nextMorning(moment: Date): Date {
  const seven = +moment - (+moment % DAY_MS) + 7 * HOUR_MS
  return new Date(seven > +moment ? seven : seven + DAY_MS)
}
