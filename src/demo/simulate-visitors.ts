// Invented visitors, so that the pages of a demo move: they look at pages, send a form, say yes, withdraw. They use what
// real people would have used, and everything they do is marked as the simulator's. Never part of production.
import { giveConsent, linkKey, withdrawConsent } from '../consent/index.ts'
import { saveContacts } from '../contacts/index.ts'
import { Prisma, type PrismaClient } from '../platform/database.ts'
import { defineJob, type Job } from '../platform/index.ts'
import { admitEvents } from '../tracking/index.ts'
import { type Act, SOURCE, type Tick } from './act.ts'
import { chanceOf } from './chance.ts'
import { PAGES, pickPage } from './invent-history.ts'
import { inventPerson } from './invent-people.ts'
import { FORM_KEY } from './make-company.ts'
import { askUnderRights, complain, confirmByMail, signUpForVisits } from './simulate-visits.ts'
import { findSimulator } from './switch-simulator.ts'

const COUNTER = 'simulator.day'
/** Acts of a day after which the visitors slow down to one in six ticks: about 3,000 acts in the longest day. */
const LIVELY_ACTS = 600
const SLOW = 6

export const demoJobs: Job[] = [
  defineJob({
    name: 'demo.simulate-visitors',
    every: '6 seconds',
    run: async ({ db, now, config }) => {
      await simulateVisitors(db, { now: now(), random: Math.random, linkKey: linkKey(config.secretKey) })
    },
  }),
]

/** Lets one visitor do one thing, unless the visitors are switched off. Answers whether somebody did something. */
export async function simulateVisitors(db: PrismaClient, tick: Tick): Promise<boolean> {
  if (!(await findSimulator(db))?.running) return false
  const acts = await countActs(db, tick.now)
  if (acts > LIVELY_ACTS && tick.random() * SLOW >= 1) return false
  const drawn = tick.random()
  const [, act] = ACTS.find(([below]) => drawn < below) ?? [1, lookAtPages]
  await act(db, tick)
  await saveActs(db, tick.now, acts + 1)
  return true
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10)

async function countActs(db: PrismaClient, now: Date): Promise<number> {
  const row = await db.setting.findUnique({ where: { key: COUNTER } })
  const { day, acts } = (row?.value ?? { day: '', acts: 0 }) as { day: string; acts: number }
  return day === dayOf(now) ? acts : 0
}

async function saveActs(db: PrismaClient, now: Date, acts: number): Promise<void> {
  const value = { day: dayOf(now), acts }
  await db.setting.upsert({ where: { key: COUNTER }, create: { key: COUNTER, value }, update: { value } })
}

type Picked = { contact_id: string; purpose_id: string; language: string | null; channel: string }

/** Anybody who said yes to a purpose of this kind on this channel. */
async function pickYes(db: PrismaClient, kind: string, channel: string, { now, random }: Tick) {
  const rows = await db.$queryRaw<Picked[]>(Prisma.sql`
    select state.contact_id, state.purpose_id, state.channel, contact.language
    from consent_state state join purpose on purpose.id = state.purpose_id join contact on contact.id = state.contact_id
    where purpose.kind = ${kind} and state.channel = ${channel} and state.state = 'given'
      and (state.expires_at is null or state.expires_at > ${now}::timestamptz)
    order by md5(state.contact_id::text || ${String(random())}) limit 1`)
  return rows[0]
}

const lookAtPages: Act = async (db, tick) => {
  const visitor = await pickYes(db, 'tracking', 'web', tick)
  if (!visitor) return
  const person = { kind: 'contact', value: visitor.contact_id } as const
  const pages = Array.from({ length: 1 + Math.floor(tick.random() * 2) }, () => pickPage(tick.random()))
  await admitEvents(
    db,
    pages.map(([path, title]) => ({
      person,
      type: 'page.viewed',
      occurredAt: tick.now,
      properties: { host: 'vidjevik.example', path, title },
    })),
    SOURCE,
    tick.now,
  )
}

type Mailed = { contact_id: string; id: string; campaign_id: string | null; link: string }

const clickMail: Act = async (db, { now, random }) => {
  const [mail] = await db.$queryRaw<Mailed[]>(Prisma.sql`
    select message.contact_id, message.id, message.campaign_id, content.links[1] as link
    from message join message_content content on content.id = message.content_id
    where message.status = 'sent' and message.is_tracked and content.links[1] is not null
      and message.finished_at > ${now}::timestamptz - interval '5 days'
    order by md5(message.id::text || ${String(random())}) limit 1`)
  if (!mail) return
  const { host, pathname } = new URL(mail.link)
  const properties = { messageId: mail.id, campaignId: mail.campaign_id, position: 0, host, path: pathname }
  const person = { kind: 'contact', value: mail.contact_id } as const
  await admitEvents(db, [{ person, type: 'mail.clicked', occurredAt: now, properties }], SOURCE, now)
}

/** Somebody new asks for a heat audit, and says yes to some of what the form asks. */
const sendForm: Act = async (db, { now, random }) => {
  const chance = chanceOf(`visitor ${+now} ${random()}`)
  const invented = inventPerson(chance, 0, now)
  const [saved] = await saveContacts(db, [{ ...invented, phone: undefined }], { source: 'form' }, now)
  if (saved?.outcome !== 'created') return
  const { contactId } = saved
  const person = { kind: 'contact', value: contactId } as const
  const purposes = await db.purpose.findMany({ where: { retiredAt: null } })
  const grants = purposes.flatMap(({ id: purposeId, key, channels }) => {
    const [channel] = key === 'tracking' ? ['web'] : channels
    if (channel === undefined || random() > (key === 'phone_follow_up' ? 0.15 : 0.6)) return []
    const evidence = { form: FORM_KEY, simulator: true }
    const said = { contactId, purposeId, channel, method: 'form', actor: 'contact' } as const
    return [{ ...said, language: invented.language, occurredAt: now, evidence }]
  })
  await giveConsent(db, grants, now)
  const submitted = { person, type: 'form.submitted', occurredAt: now, properties: { formKey: FORM_KEY } }
  await admitEvents(db, [submitted], SOURCE, now)
}

/** Somebody known who was never asked about one purpose says yes to it. */
const sayYes: Act = async (db, { now, random }) => {
  const [unasked] = await db.$queryRaw<Picked[]>(Prisma.sql`
    select contact.id as contact_id, purpose.id as purpose_id, contact.language, purpose.channels[1] as channel
    from contact cross join purpose
    where purpose.retired_at is null and purpose.kind <> 'topic' and contact.erased_at is null and contact.merged_into_id is null
      and exists (select from identity where identity.contact_id = contact.id and kind = 'email')
      and not exists (select from consent_state state where state.contact_id = contact.id
        and state.purpose_id = purpose.id and state.channel = purpose.channels[1])
    order by md5(contact.id::text || ${String(random())}) limit 1`)
  if (!unasked) return
  const { contact_id: contactId, purpose_id: purposeId, channel, language } = unasked
  const said = { contactId, purposeId, channel, method: 'form', actor: 'contact' } as const
  const evidence = { page: `https://vidjevik.example${PAGES[0]?.path ?? ''}`, simulator: true }
  await giveConsent(db, [{ ...said, language: language ?? 'en', occurredAt: now, evidence }], now)
}

const withdraw: Act = async (db, tick) => {
  const person = await pickYes(db, 'marketing', 'email', tick)
  if (!person) return
  const { contact_id: contactId, purpose_id: purposeId, channel } = person
  const said = { contactId, purposeId, channel, method: 'preference_page', actor: 'contact' } as const
  await withdrawConsent(db, [{ ...said, evidence: { simulator: true } }], tick.now)
}

/** What is drawn below each number. */
const ACTS: [below: number, act: Act][] = [
  [0.6, lookAtPages],
  [0.71, clickMail],
  [0.78, sendForm],
  [0.83, signUpForVisits],
  [0.87, confirmByMail],
  [0.955, sayYes],
  [0.994, withdraw],
  [0.998, askUnderRights],
  [1, complain],
]
