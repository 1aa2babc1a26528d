// Random lives of a few people, in any order: what they say, pauses and how often, what staff and files claim, merges and
// their undoing, a restored backup, and campaigns that were put in line before and are claimed after. A model keeps only
// the promises.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseFrequency, FREQUENCIES, type Frequency, isSeldomer } from '../../src/consent/frequency.ts'
import {
  eraseContact,
  type Journal,
  liftHold,
  mergeContacts,
  openJournal,
  registerJournal,
  registerSilencers,
  replayJournal,
  suppressionKey,
  undoMerge,
  verifyLedger,
} from '../../src/consent/index.ts'
import { pauseUntil, stopEverything } from '../../src/consent/stop-consent.ts'
import { claimMessages } from '../../src/delivery/claim-messages.ts'
import { enqueueMessages, saveContent, silenceContacts } from '../../src/delivery/index.ts'
import { Prisma } from '../../src/platform/database.ts'
import { testDatabase } from '../support/database.ts'
import { DAY_MS, grant, makeBrand, makeContact, makePurpose, makeTopic, NOON, withdraw } from '../support/factories.ts'

const { db } = await testDatabase()
const PEOPLE = 3
const RUNS = 25
const KEYS = [suppressionKey('a secret that only this test knows')]
let folder = ''
let journal: Journal
let [brandId, contentId, purposeId] = ['', '', '']
/** A topic of the purpose, and a mail that is sent for it. */
let [topicId, topicContentId] = ['', '']
let minutes = 0
const now = () => new Date(+NOON + ++minutes * 60_000)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-journal-'))
  journal = await openJournal(folder)
  registerJournal(journal)
  registerSilencers([silenceContacts])
  brandId = (await makeBrand(db)).id
  purposeId = (await makePurpose(db, { brandId })).id
  const mail = '{{ unsubscribe_url }} {{ preferences_url }}'
  contentId = await saveContent(db, { brandId, purposeId, subject: 'Hei', preheader: '', html: mail, text: mail })
  topicId = (await makeTopic(db, purposeId)).id
  const forTopic = { brandId, purposeId, topicId, subject: 'Hei', preheader: '', html: mail, text: mail }
  topicContentId = await saveContent(db, forTopic)
  await db.$executeRaw`create schema backup`
  for (const table of TABLES) await db.$executeRawUnsafe(`create table backup.${table} (like ${table})`)
})
afterAll(async () => {
  registerJournal(undefined)
  await journal.close()
  await rm(folder, { recursive: true })
})

/** How much somebody wants to hear: nothing before `pausedUntil` (ms), and how often after. */
type Wish = { pausedUntil: number; often: Frequency }
const ANYTHING: Wish = { pausedUntil: 0, often: 'always' }
/**
 * What may be true at most: whether anybody ever said yes for them, took it back or left the topic out since, or erased
 * them; and when they got something (ms) after they had chosen how often.
 */
type Person = Wish & { mayBeYes: boolean; isLowered: boolean; isOut: boolean; isErased?: boolean; lastGot: number }
type Join = {
  keep: number
  other: number
  id: string
  before: Person
  isLoweredSince: boolean
  isOutSince: boolean
  wishSince: Wish
}
type Model = { people: Person[]; joins: Join[] }
type World = {
  ids: string[]
  model: Model
  backup: Model | undefined
  loweredSince: Set<number>
  outSince: Set<number>
  erasedSince: Set<number>
  wishesSince: Map<number, Wish>
  gotSince: Map<number, number>
  sent: number
  reasons: Set<string>
  sentForTopic: number
  told: string[]
}

const copy = (model: Model): Model => structuredClone(model)

function headOf({ model }: World, person: number): number {
  const join = model.joins.find((one) => one.other === person)
  return join ? headOf({ model } as World, join.keep) : person
}

function lower(world: World, head: number): void {
  world.loweredSince.add(head)
  Object.assign(world.model.people[head] as Person, { mayBeYes: false, isLowered: true })
  for (const join of world.model.joins) if (join.keep === head) join.isLoweredSince = true
}

function leaveOut(world: World, head: number): void {
  world.outSince.add(head)
  Object.assign(world.model.people[head] as Person, { isOut: true })
  for (const join of world.model.joins) if (join.keep === head) join.isOutSince = true
}

/** The less of two wishes. */
const lessOf = (one: Wish, two: Wish): Wish => ({
  pausedUntil: Math.max(one.pausedUntil, two.pausedUntil),
  often: isSeldomer(one.often, two.often) ? one.often : two.often,
})

/** Less, as anybody with the link may say, also where what stands is less already: that may be another's word. */
function wishForLess(world: World, head: number, wish: Partial<Wish>): void {
  const less = (standing: Wish = ANYTHING) => lessOf(standing, { ...ANYTHING, ...wish })
  Object.assign(world.model.people[head] as Person, less(world.model.people[head]))
  for (const join of world.model.joins) if (join.keep === head) join.wishSince = less(join.wishSince)
  world.wishesSince.set(head, less(world.wishesSince.get(head)))
}

/** Whatever the owner of the address says, in the place of what either had said before a merge. */
function wishAnew(world: World, head: number, wish: Partial<Wish>): void {
  Object.assign(world.model.people[head] as Person, wish)
  for (const join of world.model.joins)
    if (join.keep === head) {
      Object.assign(join.before, wish)
      join.wishSince = { ...join.wishSince, ...wish }
    }
  world.wishesSince.set(head, { ...(world.wishesSince.get(head) ?? ANYTHING), ...wish })
}

const isErased = ({ model }: World, person: number) => model.people[person]?.isErased === true

function forget(world: World, head: number): void {
  for (const [person, state] of world.model.people.entries()) {
    if (headOf(world, person) !== head) continue
    state.isErased = true
    world.erasedSince.add(person)
  }
}

const NOBODY_YET: Person = { ...ANYTHING, mayBeYes: false, isLowered: false, isOut: false, lastGot: -Infinity }

type Step = (world: World) => Promise<void>

const say =
  (person: number, actor: 'contact' | 'staff' | 'import'): Step =>
  async (world) => {
    const head = headOf(world, person)
    await grant(db, world.ids[head] ?? '', purposeId, {
      actor,
      method: actor === 'contact' ? 'form' : 'staff',
      now: now(),
    })
    const state = world.model.people[head] as Person
    if (actor === 'contact') Object.assign(state, { mayBeYes: true, isLowered: false })
    else if (!state.isLowered) state.mayBeYes = true
  }

const leave =
  (person: number, actor: 'contact' | 'import'): Step =>
  async (world) => {
    const head = headOf(world, person)
    await withdraw(db, world.ids[head] ?? '', purposeId, { actor, now: now() })
    lower(world, head)
  }

const leaveTopic =
  (person: number): Step =>
  async (world) => {
    const head = headOf(world, person)
    await withdraw(db, world.ids[head] ?? '', topicId, { now: now() })
    leaveOut(world, head)
  }

const takeTopic =
  (person: number, actor: 'contact' | 'staff'): Step =>
  async (world) => {
    const head = headOf(world, person)
    const method = actor === 'contact' ? 'preference_page' : 'staff'
    await grant(db, world.ids[head] ?? '', topicId, { actor, method, now: now() })
    if (actor === 'contact') Object.assign(world.model.people[head] as Person, { isOut: false })
  }

const stopAll =
  (person: number): Step =>
  async (world) => {
    const head = headOf(world, person)
    const speaker = { contactId: world.ids[head] ?? '', method: 'preference_page' as const, evidence: {} }
    await stopEverything(db, speaker, now())
    lower(world, head)
  }

/** In ms. Time passes in days, so that pauses end and a week goes by. */
const clock = () => +NOON + minutes * 60_000

const daysPass =
  (days: number): Step =>
  async () => {
    minutes += days * 24 * 60
  }

const pause =
  (person: number, days: number): Step =>
  async (world) => {
    const head = headOf(world, person)
    const until = clock() + days * DAY_MS
    const speaker = { contactId: world.ids[head] ?? '', method: 'preference_page' as const, evidence: {} }
    await pauseUntil(db, speaker, new Date(until), now())
    wishForLess(world, head, { pausedUntil: until })
  }

const endPause =
  (person: number): Step =>
  async (world) => {
    const head = headOf(world, person)
    await liftHold(db, world.ids[head] ?? '', 'pause', now())
    wishAnew(world, head, { pausedUntil: 0 })
  }

const choose =
  (person: number, often: Frequency, mayRaise: boolean): Step =>
  async (world) => {
    const head = headOf(world, person)
    const choice = { contactId: world.ids[head] ?? '', brandId, frequency: often, reason: 'preference_page' }
    await chooseFrequency(db, choice, mayRaise, now())
    if (mayRaise) wishAnew(world, head, { often })
    else wishForLess(world, head, { often })
  }

const erase =
  (who: number): Step =>
  async (world) => {
    const head = headOf(world, who)
    if (isErased(world, head)) return
    const said = { contactId: world.ids[head] ?? '', method: 'staff' as const, actor: 'staff' as const }
    const occurredAt = now()
    await eraseContact(db, KEYS, { ...said, occurredAt }, occurredAt)
    forget(world, head)
  }

const merge =
  (one: number, two: number): Step =>
  async (world) => {
    const [keep, other] = [headOf(world, one), headOf(world, two)]
    if (keep === other || isErased(world, keep) || isErased(world, other)) return
    const merged = { keepId: world.ids[keep] ?? '', otherId: world.ids[other] ?? '', userId: null }
    const { id } = await mergeContacts(db, merged, now())
    const [kept, gone] = [world.model.people[keep] as Person, world.model.people[other] as Person]
    const since = { isLoweredSince: false, isOutSince: false, wishSince: ANYTHING }
    world.model.joins.push({ keep, other, id, before: { ...kept }, ...since })
    Object.assign(kept, {
      ...lessOf(kept, gone),
      lastGot: Math.max(kept.lastGot, gone.lastGot),
      mayBeYes: kept.mayBeYes || gone.mayBeYes,
      isLowered: kept.isLowered || gone.isLowered,
      isOut: kept.isOut || gone.isOut,
    })
  }

const undo: Step = async (world) => {
  const join = world.model.joins.at(-1)
  if (!join || headOf(world, join.keep) !== join.keep || isErased(world, join.keep) || isErased(world, join.other))
    return
  await undoMerge(db, world.ids[join.keep] ?? '', join.id, now())
  world.model.joins.pop()
  const [kept, gone] = [world.model.people[join.keep] as Person, world.model.people[join.other] as Person]
  const isLowered = join.isLoweredSince ? kept.isLowered : kept.isLowered && join.before.isLowered
  const isOut = join.isOutSince ? kept.isOut : kept.isOut && join.before.isOut
  const mayBeYes = kept.mayBeYes || join.before.mayBeYes
  Object.assign(kept, { mayBeYes, isLowered, isOut, ...lessOf(join.before, join.wishSince) })
  Object.assign(gone, lessOf(gone, join.wishSince))
  if (join.isLoweredSince) gone.isLowered = true
  if (join.isOutSince) gone.isOut = true
}

const queue: Step = async ({ ids }) => {
  for (const content of [contentId, topicContentId]) {
    const people = Prisma.sql`select id as contact_id, ${`occasion ${++minutes}`} as occasion from contact
      where id = any(${ids}::uuid[])`
    await enqueueMessages(db, { contentId: content, campaignId: null, people, notBefore: new Date(0) }, now())
  }
}

/** In ms: the least time between two messages. Of a month the shortest, and always half a day less. */
const QUIET_MS: Record<Frequency, number> = { always: 0, weekly: 6.5 * DAY_MS, monthly: 27.5 * DAY_MS }
const isWished = ({ pausedUntil, often, lastGot }: Person) =>
  pausedUntil <= clock() && (often === 'always' || clock() - lastGot >= QUIET_MS[often])

/** What a worker does, up to the moment before MAIL FROM: whoever is claimed as started would get the mail. */
const send: Step = async (world) => {
  for (const batch of await db.messageBatch.findMany({ where: { status: 'open' } })) {
    const isForTopic = batch.contentId === topicContentId
    const question = {
      ...{ kind: 'marketing' as const, purposeId, topicId: isForTopic ? topicId : null },
      ...{ channel: 'email', trackingPurposeId: null },
    }
    const { started } = await claimMessages(db, { ...batch }, question, 100, now())
    for (const { contactId } of started) {
      const person = world.ids.indexOf(contactId)
      const may = world.model.people[headOf(world, person)]
      const isYes = may?.mayBeYes === true && !may.isLowered && !may.isErased && !(isForTopic && may.isOut)
      const isAllowed = isYes && isWished(may)
      if (may && may.often !== 'always') {
        may.lastGot = clock()
        world.gotSince.set(headOf(world, person), clock())
      }
      if (isForTopic) world.sentForTopic++
      expect(isAllowed ? 'allowed' : `${person} was sent to after: ${world.told.join(', ')}`).toBe('allowed')
      world.sent++
    }
    const blocked = await db.message.findMany({ where: { batchId: batch.id, status: 'blocked' }, distinct: ['reason'] })
    for (const { reason } of blocked) world.reasons.add(reason ?? '')
    await db.message.updateMany({ where: { status: 'started' }, data: { status: 'sent', finishedAt: now() } })
    await db.messageBatch.update({ where: { id: batch.id }, data: { status: 'done' } })
  }
}

const queueAndSend: Step = async (world) => {
  await queue(world)
  await send(world)
}

const TABLES = [
  ...['contact', 'identity', 'address_key', 'consent_event', 'consent_evidence', 'consent_state', 'consent_hold'],
  ...['contact_merge', 'message_batch', 'message', 'setting', 'frequency_mark', 'event'],
]

const backUp: Step = async (world) => {
  await db.$transaction(TABLES.map((table) => db.$executeRawUnsafe(`delete from backup.${table}`)))
  await db.$transaction(TABLES.map((table) => db.$executeRawUnsafe(`insert into backup.${table} table ${table}`)))
  world.backup = copy(world.model)
  world.loweredSince.clear()
  world.outSince.clear()
  world.erasedSince.clear()
  world.wishesSince.clear()
  world.gotSince.clear()
}

/** The backup takes the place of everything; then the journal is read, as each start does before anything is sent. */
const restore: Step = async (world) => {
  if (!world.backup) return
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica` // triggers refuse what a restore does
    for (const table of TABLES) await tx.$executeRawUnsafe(`delete from ${table}`)
    for (const table of TABLES) await tx.$executeRawUnsafe(`insert into ${table} table backup.${table}`)
  })
  world.model = copy(world.backup)
  await replayJournal(db, journal, now(), KEYS)
  for (const person of [...world.loweredSince]) lower(world, headOf(world, person))
  for (const person of [...world.outSince]) leaveOut(world, headOf(world, person))
  for (const [person, wish] of [...world.wishesSince]) wishForLess(world, headOf(world, person), wish)
  for (const [person, at] of [...world.gotSince]) {
    const head = world.model.people[headOf(world, person)]
    if (head) head.lastGot = Math.max(head.lastGot, at)
  }
  for (const person of [...world.erasedSince]) forget(world, headOf(world, person))
}

const someone = fc.nat({ max: PEOPLE - 1 })
const steps: fc.Arbitrary<[name: string, step: Step]> = fc.oneof(
  { weight: 9, arbitrary: someone.map((who): [string, Step] => [`${who} says yes`, say(who, 'contact')]) },
  { weight: 2, arbitrary: someone.map((who): [string, Step] => [`staff say yes for ${who}`, say(who, 'staff')]) },
  { weight: 2, arbitrary: someone.map((who): [string, Step] => [`a file says yes for ${who}`, say(who, 'import')]) },
  { weight: 3, arbitrary: someone.map((who): [string, Step] => [`${who} leaves`, leave(who, 'contact')]) },
  { weight: 1, arbitrary: someone.map((who): [string, Step] => [`a file says no for ${who}`, leave(who, 'import')]) },
  { weight: 3, arbitrary: someone.map((who): [string, Step] => [`${who} leaves the topic out`, leaveTopic(who)]) },
  { weight: 1, arbitrary: someone.map((who): [string, Step] => [`${who} takes it in`, takeTopic(who, 'contact')]) },
  {
    weight: 1,
    arbitrary: someone.map((who): [string, Step] => [`staff take it in for ${who}`, takeTopic(who, 'staff')]),
  },
  { weight: 1, arbitrary: someone.map((who): [string, Step] => [`${who} stops everything`, stopAll(who)]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(someone, fc.integer({ min: 1, max: 40 }))
      .map(([who, days]): [string, Step] => [`${who} pauses for ${days} days`, pause(who, days)]),
  },
  { weight: 1, arbitrary: someone.map((who): [string, Step] => [`${who} ends the pause`, endPause(who)]) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(someone, fc.constantFrom(...FREQUENCIES), fc.boolean())
      .map(([who, often, may]): [string, Step] => [
        `${who} chooses ${often}${may ? ' with a code' : ''}`,
        choose(who, often, may),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 9 }).map((days): [string, Step] => [`${days} days pass`, daysPass(days)]),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(someone, someone).map(([a, b]): [string, Step] => [`${b} becomes ${a}`, merge(a, b)]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['undo', undo]) },
  { weight: 3, arbitrary: fc.constant<[string, Step]>(['queue', queue]) },
  { weight: 4, arbitrary: fc.constant<[string, Step]>(['send', send]) },
  { weight: 7, arbitrary: fc.constant<[string, Step]>(['queue and send', queueAndSend]) },
  { weight: 1, arbitrary: someone.map((who): [string, Step] => [`${who} is erased`, erase(who)]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['back up', backUp]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['restore', restore]) },
)

const some = fc.array(steps, { minLength: 5, maxLength: 12 })
/** Of every other life the second half is lost, and only the journal knows of it. */
const lives = fc
  .tuple(some, some, fc.boolean())
  .map(([first, second, isLost]): [name: string, step: Step][] =>
    isLost ? [...first, ['back up', backUp], ...second, ['restore', restore]] : [...first, ...second],
  )

test('whatever happens in whatever order, nobody is sent what they have not said yes to, and the ledger holds (D3, L7, L15, S5)', {
  timeout: 180_000,
}, async () => {
  let [sent, sentForTopic] = [0, 0]
  const reasons = new Set<string>()
  await fc.assert(
    fc
      .asyncProperty(lives, async (life) => {
        const contacts = await Promise.all(Array.from({ length: PEOPLE }, () => makeContact(db)))
        const world: World = {
          ids: contacts.map(({ id }) => id),
          model: { people: contacts.map(() => ({ ...NOBODY_YET })), joins: [] },
          backup: undefined,
          loweredSince: new Set(),
          outSince: new Set(),
          erasedSince: new Set(),
          wishesSince: new Map(),
          gotSince: new Map(),
          reasons,
          sent: 0,
          sentForTopic: 0,
          told: life.map(([name]) => name),
        }
        for (const [name, step] of life)
          await step(world).catch((cause) => {
            throw new Error(`${name} failed in: ${world.told.join(', ')}`, { cause })
          })
        await queueAndSend(world)
        sent += world.sent
        sentForTopic += world.sentForTopic
        expect((await verifyLedger(db, now())).faults).toEqual([])
      })
      .beforeEach(async () => {
        await db.messageBatch.updateMany({ data: { status: 'done' } })
      }),
    { numRuns: RUNS },
  )
  expect(sent).toBeGreaterThan(RUNS) // or nothing was shown
  expect(sentForTopic).toBeGreaterThan(0)
  expect([...reasons]).toEqual(expect.arrayContaining(['paused', 'too_soon']))
})
