// What follows when somebody sends a form: who they are, what they said yes to, and the fact itself, in one transaction.
// A form is no proof of who sits there: it never raises what a known person has lowered.
import {
  countSaidYes,
  findSuppressed,
  type Grant,
  giveConsent,
  holdSuppressed,
  holdsOf,
  type KeptEvidence,
  noteAttempts,
  rekeySeen,
  type SuppressedHit,
  type SuppressionKey,
  stopHandingOver,
  stopped,
} from '../../consent/index.ts'
import {
  addressHash,
  type ContactRow,
  lockContacts,
  normaliseAddress,
  recordEvents,
  saveContacts,
} from '../../contacts/index.ts'
import { type Db, inTransaction, Prisma, type Transaction } from '../../platform/database.ts'
import { idFrom } from '../../platform/id.ts'
import { findTrackingPurposes } from '../find-limits.ts'
import { findVisitor } from '../visitors.ts'
import type { Answers, Sent, Tick } from './read-answers.ts'
import { type ShownForm, servedOf } from './read-form.ts'

export type Submission = Sent & {
  /** The page it was sent from. */
  page: string
  /** What this installation keeps of browsers. */
  kept: KeptEvidence
  /** The browser says that data may not be handed to others (Sec-GPC). */
  refusesByBrowser: boolean
  visitorId: string | undefined
  /** Names this sending: repeating it does nothing. */
  once: string
}

/** A box that a child has ticked, and how old one must be to tick it, in years. */
export type TooYoungTick = { tick: Tick; age: number }

class TickedByChild extends Error {
  readonly ticks: readonly TooYoungTick[]
  constructor(ticks: readonly TooYoungTick[]) {
    super('a child cannot say yes alone')
    this.ticks = ticks
  }
}

/**
 * Keeps a form that was sent and is without faults. What cannot be kept (an erased address) is kept quiet about. Where a
 * child has ticked what it cannot say yes to alone, nothing is kept and those boxes are answered (consent.md C15).
 */
export async function submitForm(
  db: Db,
  form: ShownForm,
  submission: Submission,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<readonly TooYoungTick[]> {
  try {
    await inTransaction(db, (tx) => keepForm(tx, form, submission, keys, now))
    return []
  } catch (error) {
    if (error instanceof TickedByChild) return error.ticks
    throw error
  }
}

async function keepForm(
  tx: Transaction,
  form: ShownForm,
  submission: Submission,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<void> {
  const hits = await findHits(tx, form, submission, keys, now)
  const allowed = await findAllowedTicks(tx, submission, hits)
  if (allowed === undefined) return void (await noteAttempts(tx, 'form', hits, now))
  const [saved] = await saveContacts(tx, [asContact(form, submission.answers)], { source: 'form' }, now)
  if (saved?.outcome === 'refused' || !saved) return
  const { contactId } = saved
  await lockContacts(tx, [contactId])
  await holdSuppressed(tx, holdsOf(contactId, hits), now)
  const id = idFrom('form.submitted', form.id, submission.once)
  if (await tx.event.findUnique({ where: { contactId_id: { contactId, id } } })) return
  if (submission.visitorId !== undefined && !submission.refusesByBrowser)
    await recogniseVisitor(tx, submission.visitorId, contactId, now)
  const lowered = saved.outcome === 'created' ? new Set<string>() : await findLowered(tx, contactId)
  const ticks = allowed.filter((tick) => !lowered.has(tick.purposeId) && !lowered.has(EVERYTHING))
  const grants = ticks.map((tick) => asGrant(form, submission, tick, contactId, now))
  const { tooYoung } = await giveConsent(tx, grants, now)
  if (tooYoung.length > 0)
    throw new TickedByChild(
      ticks.flatMap((tick) => {
        const child = tooYoung.find(({ fact }) => fact.purposeId === tick.purposeId && fact.channel === tick.channel)
        return child ? [{ tick, age: child.age }] : []
      }),
    )
  if (submission.refusesByBrowser) {
    const said = { ticked: submission.ticks, evidence: evidenceOf(form, submission) }
    await stopHandingOver(tx, contactId, said, now)
  }
  const heldBack = submission.ticks.length - ticks.length
  const properties = { ...describe(form, submission), ...(heldBack > 0 ? { heldBack } : {}) }
  await recordEvents(tx, [{ contactId, id, type: 'form.submitted', occurredAt: now, source: 'form', properties }], now)
  await countSaidYes(tx, servedOf(form, ticks), now)
}

async function findHits(
  tx: Transaction,
  form: ShownForm,
  { answers }: Submission,
  keys: readonly SuppressionKey[],
  now: Date,
): Promise<SuppressedHit[]> {
  const { email, phone } = asContact(form, answers)
  const addresses = [['email', email] as const, ['phone', phone] as const].flatMap(([kind, text]) => {
    const value = text === undefined ? undefined : normaliseAddress(kind, text)
    return value === undefined ? [] : [{ kind, value }]
  })
  const hits = await findSuppressed(tx, keys, addresses)
  await rekeySeen(tx, keys, addresses, hits, now)
  return hits
}

/**
 * The boxes that may count. An address that must never be written to again, or was erased, is taken in only for a
 * purpose that its owner must confirm from that address (consent.md S8, W6); without one, nothing of it is kept.
 */
async function findAllowedTicks(
  tx: Transaction,
  { ticks }: Submission,
  hits: readonly SuppressedHit[],
): Promise<Tick[] | undefined> {
  if (stopped(hits).size === 0) return ticks
  const confirmed = await tx.purpose.findMany({
    where: { id: { in: ticks.map((tick) => tick.purposeId) }, doubleOptIn: true },
    select: { id: true },
  })
  const allowed = ticks.filter((tick) => tick.channel === 'email' && confirmed.some(({ id }) => id === tick.purposeId))
  return allowed.length > 0 ? allowed : undefined
}

function asContact(form: ShownForm, answers: Answers): ContactRow {
  const say = (key: string) => answers[key] || undefined
  const company = say('company')
  const own = form.questions.filter(({ key }) => key.startsWith('fields.') && answers[key])
  return {
    email: say('email'),
    phone: say('phone'),
    firstName: say('first_name'),
    lastName: say('last_name'),
    jobTitle: say('job_title'),
    city: say('city'),
    language: form.language,
    ...(company ? { company: { name: company } } : {}),
    ...(own.length > 0
      ? { fields: Object.fromEntries(own.map(({ key }) => [key.slice('fields.'.length), answers[key] ?? ''])) }
      : {}),
  }
}

const PERSONAL = new Set(['email', 'phone', 'first_name', 'last_name'])

/** The fact, without what names the person: that stands on the contact and is erased there. */
function describe(form: ShownForm, { answers, page }: Submission) {
  const said = form.questions.filter(({ key }) => !PERSONAL.has(key) && answers[key])
  return {
    formKey: form.key,
    form: form.name,
    ...(page ? { page } : {}),
    ...Object.fromEntries(said.map(({ key }) => [`answer.${key}`, answers[key] ?? ''])),
  }
}

function asGrant(form: ShownForm, submission: Submission, tick: Tick, contactId: string, now: Date): Grant {
  return {
    contactId,
    purposeId: tick.purposeId,
    channel: tick.channel,
    method: 'form',
    actor: 'contact',
    language: form.language,
    occurredAt: now,
    evidence: { ...evidenceOf(form, submission), shownTextId: tick.textId },
  }
}

/** Where it was said. A yes in spite of the browser's signal counts, since it was ticked by hand, and shows that. */
const evidenceOf = (form: ShownForm, { page, kept, refusesByBrowser }: Submission) => ({
  form: form.key,
  configuration: form.fingerprint,
  page,
  locale: form.language,
  ...kept,
  ...(refusesByBrowser && { signal: 'Sec-GPC' }),
})

const EVERYTHING = '*'

/**
 * What this person has taken back or refused. A reason for silence that covers the person covers everything; a suppressed
 * address does not, since what may count then has been found already.
 */
async function findLowered(tx: Transaction, contactId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>(Prisma.sql`
    select purpose_id::text as key from consent_state
    where contact_id = ${contactId}::uuid and state in ('withdrawn', 'refused')
    union
    select ${EVERYTHING} from consent_hold where contact_id = ${contactId}::uuid and lifted_at is null
      and kind in ('objection', 'restriction', 'complaint', 'erasure')`)
  return new Set(rows.map((row) => row.key))
}

/**
 * A visitor who gives their name is that person from now on, in this browser. A nameless contact's yes to tracking goes
 * with it where the person was never asked. Somebody else's browser (a name stands there already) changes nothing.
 */
async function recogniseVisitor(tx: Transaction, visitorId: string, contactId: string, now: Date): Promise<void> {
  const visitor = await findVisitor(tx, visitorId)
  if (!visitor?.isNameless || visitor.contactId === contactId) return
  await lockContacts(tx, [visitor.contactId, contactId])
  await tx.identity.updateMany({ where: { kind: 'visitor', value: visitorId }, data: { contactId } })
  const valueHash = Buffer.from(addressHash('visitor', visitorId), 'hex')
  await tx.addressKey.update({ where: { kind_valueHash: { kind: 'visitor', valueHash } }, data: { contactId } })
  const purposes = [
    ...(await findTrackingPurposes(tx)),
    ...(await tx.purpose.findMany({ where: { kind: 'profiling', retiredAt: null } })),
  ]
  const said = await tx.consentState.findMany({
    where: {
      contactId: visitor.contactId,
      channel: 'web',
      state: 'given',
      purposeId: { in: purposes.map((one) => one.id) },
    },
  })
  const grants = said.map(
    (state): Grant => ({
      contactId,
      purposeId: state.purposeId,
      channel: state.channel,
      method: 'rule',
      actor: 'system',
      language: 'en',
      occurredAt: now,
      evidence: {
        rule: 'the same browser said yes before it had a name',
        visitorContactId: visitor.contactId,
        entry: state.seq,
      },
    }),
  )
  await giveConsent(tx, grants, now)
}
