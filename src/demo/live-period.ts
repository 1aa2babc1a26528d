// Lives through one stretch of the demo company's past: people come, answer and visit, sellers answer their leads. All
// of it goes through the use cases that would have been used then, with the clock of then.
import { giveConsent, recordConsent } from '../consent/index.ts'
import { saveContacts } from '../contacts/index.ts'
import { type Db, Prisma, type Transaction } from '../platform/index.ts'
import { acceptLead, type RejectReason, rejectLead } from '../sales/index.ts'
import { admitEvents, type ReportedEvent } from '../tracking/index.ts'
import type { Chance } from './chance.ts'
import type { Did, History, Said } from './invent-history.ts'
import { DAY_MS, HOUR_MS, type Person } from './invent-people.ts'

/** What happened after `from`, up to and including `to`. */
export type Period = { from: Date; to: Date }
export type Plan = { people: Person[]; history: History }

const isIn =
  ({ from, to }: Period) =>
  ({ at }: { at: Date }) =>
    at > from && at <= to

/** Everything of this period that people did by themselves. */
export async function livePeriod(tx: Transaction, { people, history }: Plan, period: Period): Promise<void> {
  await savePeople(
    tx,
    people.filter((person) => isIn(period)({ at: person.cameAt })),
    period.to,
  )
  const ids = await findIds(tx)
  await saveAnswers(tx, history.said.filter(isIn(period)), { people, ids, now: period.to })
  await saveDeeds(tx, history.did.filter(isIn(period)), ids, period.to)
}

async function savePeople(tx: Transaction, people: readonly Person[], now: Date): Promise<void> {
  for (const cameFrom of ['import', 'form', 'fair'] as const) {
    const rows = people.filter((person) => person.cameFrom === cameFrom)
    await saveContacts(tx, rows, { source: cameFrom }, now)
  }
  await describeAccounts(tx, people)
}

/** What is known of companies has no use case of its own yet. */
async function describeAccounts(tx: Transaction, people: readonly Person[]): Promise<void> {
  const companies = [...new Map(people.map((person) => [person.company.domain, person])).values()]
  if (companies.length === 0) return
  const of = <T>(pick: (person: Person) => T) => companies.map(pick)
  await tx.$executeRaw(Prisma.sql`
    update account set industry = known.industry, employees = known.employees, country = known.country
    from unnest(${of((one) => one.company.domain)}::text[], ${of((one) => one.company.industry)}::text[],
      ${of((one) => one.company.employees)}::int[], ${of((one) => one.country)}::text[])
      as known (domain, industry, employees, country)
    where account.domain = known.domain`)
}

type Ids = { contacts: Map<string, string>; purposes: Map<string, string> }

async function findIds(db: Db): Promise<Ids> {
  const identities = await db.identity.findMany({ where: { kind: 'email' } })
  const purposes = await db.purpose.findMany()
  return {
    contacts: new Map(identities.map((identity) => [identity.value, identity.contactId])),
    purposes: new Map(purposes.map((purpose) => [purpose.key, purpose.id])),
  }
}

type Answers = { people: readonly Person[]; ids: Ids; now: Date }

/** The yeses first: nobody here says yes again after taking one back. */
async function saveAnswers(tx: Transaction, said: readonly Said[], { people, ids, now }: Answers): Promise<void> {
  const languages = new Map(people.map((person) => [person.email, person.language]))
  const mails = await findLastMails(tx, said, ids)
  const facts = said.flatMap(({ email, purpose, channel, method, at, type }) => {
    const contactId = ids.contacts.get(email)
    const purposeId = ids.purposes.get(purpose)
    if (contactId === undefined || purposeId === undefined) return []
    const actor = method === 'import' ? ('import' as const) : ('contact' as const)
    const messageId = method === 'one_click' ? mails.get(contactId) : undefined
    const evidence = { page: PAGE_OF[method], invented: true, ...(messageId && { messageId }) }
    const language = languages.get(email) ?? 'en'
    return [{ contactId, purposeId, channel, method, actor, occurredAt: at, evidence, type, language }]
  })
  await giveConsent(
    tx,
    facts.filter((fact) => fact.type === 'given').map(({ type: _, ...grant }) => grant),
    now,
  )
  await recordConsent(
    tx,
    facts.filter((fact) => fact.type !== 'given').map(({ language: _, ...fact }) => ({ ...fact, textId: null })),
    now,
  )
}

/** In which mail those pressed who unsubscribed by one: the last that they had got. */
async function findLastMails(tx: Transaction, said: readonly Said[], { contacts }: Ids): Promise<Map<string, string>> {
  const pressed = said.flatMap(({ email, method }) => (method === 'one_click' ? [contacts.get(email)] : []))
  const mails = await tx.message.findMany({
    where: { contactId: { in: pressed.filter((id) => id !== undefined) }, status: 'sent' },
    orderBy: { decidedAt: 'asc' },
    select: { contactId: true, id: true },
  })
  return new Map(mails.map(({ contactId, id }) => [contactId, id]))
}

const PAGE_OF = {
  form: 'https://vidjevik.example/guide',
  import: 'Messe Stavanger, skjema på stand',
  preference_page: 'preference page',
  one_click: 'mail',
}

async function saveDeeds(tx: Transaction, did: readonly Did[], { contacts }: Ids, now: Date): Promise<void> {
  const events = did.flatMap(({ email, type, at, properties }): ReportedEvent[] => {
    const contactId = contacts.get(email)
    return contactId ? [{ person: { kind: 'contact', value: contactId }, type, occurredAt: at, properties }] : []
  })
  if (events.length > 0) await admitEvents(tx, events, 'demo', now)
}

/** Leads are answered within ten days, most of them soon; the newest wait. */
export async function answerLeads(tx: Transaction, chance: Chance, { to }: Period): Promise<void> {
  const leads = await tx.lead.findMany({
    where: { status: 'assigned' },
    include: { contact: { include: { identities: true } } },
  })
  for (const { id, contact, createdAt } of leads) {
    const about = contact.identities[0]?.value ?? id
    const answerAt = +createdAt + 3 * HOUR_MS + chance('answers', about) ** 1.5 * 10 * DAY_MS
    if (answerAt > +to) continue
    if (chance('accepts', about) < 0.55) await acceptLead(tx, id, { sellerId: null }, to)
    else await rejectLead(tx, id, { sellerId: null }, { reason: reasonOf(chance('why', about)), note: null }, to)
  }
}

function reasonOf(drawn: number): RejectReason {
  if (drawn < 0.6) return 'no_project'
  if (drawn < 0.8) return 'bad_timing'
  return drawn < 0.9 ? 'wrong_person' : 'no_budget'
}
