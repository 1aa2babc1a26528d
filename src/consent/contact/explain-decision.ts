// Why may we, or why not: the one decision in words, with what was checked and what the person has said. It explains
// what `decide` answered and decides nothing itself.
import type { Db } from '../../platform/database.ts'
import { found } from '../../platform/errors.ts'
import { findCallTimes } from '../calls/find-call-times.ts'
import { decide } from '../decide.ts'
import { type MarkState, markOfEvent, markState } from '../mark-state.ts'
import { datesIn } from '../preferences/page-language.ts'
import type { Channel, DecisionReason } from '../words.ts'
import { CHECK_OF_REASON, CHECKS, DECISION_WORDS, type DecisionLanguage } from './decision-words.ts'
import { STOPPED_WORDS } from './stopped-words.ts'

export type Explanation = {
  person: { id: string; name: string; detail: string | null }
  isAllowed: boolean
  reason: DecisionReason
  state: MarkState
  answer: string
  checks: { result: 'passed' | 'decided' | 'skipped'; title: string; detail: string }[]
  said: { at: Date; state: MarkState; text: string }[]
  saidHeading: string
  rules: string
  next: string | null
  at: Date
}
export type Question = { contactId: string; purposeId: string; channel: Channel; at: Date; language: DecisionLanguage }

export async function explainDecision(db: Db, question: Question): Promise<Explanation> {
  const { contactId, purposeId, channel, at, language } = question
  const words = DECISION_WORDS[language]
  const [person, purpose] = [
    found(await db.contact.findUnique({ where: { id: contactId }, include: { account: true } }), 'contact'),
    found(await db.purpose.findUnique({ where: { id: purposeId }, include: { brand: true } }), 'purpose'),
  ]
  const decision = await decide(db, contactId, { purposeId, channel, at })
  const { reason } = decision
  const dates = datesIn(language, purpose.brand.country)
  const hold = await findHold(db, contactId, channel, reason, at)
  const restsOn = await findMoment(db, contactId, decision, hold, at)
  const stopped = reason === 'address_stopped' && hold ? sayStopped(hold, language, dates) : null
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ')
  const said = words.answer[reason]({
    name: name || words.somebody.toLowerCase(),
    purpose: purpose.name,
    channel: words.channel[channel],
    on: restsOn ? dates.moment(restsOn) : '',
  })
  const answer = stopped ? `${said} ${stopped.why}` : said
  const asked = CHECKS.filter((check) => isAsked(check, channel))
  const decided = asked.indexOf(CHECK_OF_REASON[reason])
  return {
    person: {
      id: contactId,
      name: name || words.somebody,
      detail: [person.jobTitle, person.account?.name].filter(Boolean).join(', ') || null,
    },
    isAllowed: decision.isAllowed,
    reason,
    state: markState(reason, decision.expiresAt, at),
    answer,
    checks: asked.map((check, index) => {
      if (index === decided)
        return { result: 'decided', title: (decision.isAllowed ? words.checks : words.failed)[check], detail: answer }
      return index < decided || decision.isAllowed
        ? { result: 'passed', title: words.checks[check], detail: words.fine[check] }
        : { result: 'skipped', title: words.checks[check], detail: words.notLooked }
    }),
    said: await findSaid(db, question),
    saidHeading: words.saidHeading(purpose.name),
    rules: words.rules(decision.ruleVersion, decision.consentSeq),
    next: reason === 'outside_calling_hours' && restsOn ? null : (stopped?.next ?? words.next[reason] ?? null),
    at,
  }
}

/** Registers cover calls and letters, hours only calls. */
const isAsked = (check: (typeof CHECKS)[number], channel: Channel) =>
  (check !== 'hours' || channel === 'phone') && (check !== 'register' || channel === 'phone' || channel === 'post')

const HOLDS_OF_REASON: Partial<Record<DecisionReason, string[]>> = {
  restricted: ['restriction'],
  objected: ['objection', 'erasure'],
  address_stopped: ['bounce', 'complaint', 'suppression'],
  paused: ['pause'],
}

type Rest = { reason: DecisionReason; since: Date | null; expiresAt: Date | null }

/** What the answer names: when it was said, ran out, is held since, when a pause ends, from when a call may be made. */
async function findMoment(db: Db, contactId: string, rest: Rest, hold: Hold | null, at: Date): Promise<Date | null> {
  if (rest.reason === 'outside_calling_hours') {
    const time = (await findCallTimes(db, [contactId], at)).get(contactId)
    return time && !time.isOpen ? time.next : null
  }
  if (!HOLDS_OF_REASON[rest.reason])
    return rest.reason === 'expired' || rest.reason === 'sale_too_old' ? (rest.expiresAt ?? rest.since) : rest.since
  return (rest.reason === 'paused' ? hold?.until : hold?.since) ?? null
}

type Hold = { kind: string; reason: string; since: Date; until: Date | null }

/** The hold that the answer rests on, where it is one. */
async function findHold(
  db: Db,
  contactId: string,
  channel: Channel,
  reason: DecisionReason,
  at: Date,
): Promise<Hold | null> {
  const kinds = HOLDS_OF_REASON[reason]
  if (!kinds) return null
  const holds = await db.consentHold.findMany({
    where: {
      contactId,
      kind: { in: kinds },
      liftedAt: null,
      since: { lte: at },
      AND: [{ OR: [{ until: null }, { until: { gt: at } }] }, { OR: [{ channel: null }, { channel }] }],
    },
    orderBy: { since: 'desc' },
  })
  // What stays longest is told: nobody is promised that an address opens which a complaint has stopped too.
  return LASTING.flatMap((kind) => holds.filter((hold) => hold.kind === kind))[0] ?? holds[0] ?? null
}
const LASTING = ['complaint', 'suppression']

/** Why it is stopped and what opens it. The reason of a bounce is a code of delivery; others are told as bounces alone. */
function sayStopped({ kind, reason, until }: Hold, language: DecisionLanguage, dates: ReturnType<typeof datesIn>) {
  const { complaint, suppression, bounce } = STOPPED_WORDS[language]
  if (kind === 'complaint') return complaint
  if (kind === 'suppression') return suppression
  return {
    why: bounce.why[reason] ?? bounce.why.other,
    next: until ? bounce.nextOn(dates.moment(until)) : bounce.next,
  }
}

async function findSaid(
  db: Db,
  { contactId, purposeId, channel, at, language }: Question,
): Promise<Explanation['said']> {
  const words = DECISION_WORDS[language]
  const entries = await db.consentEvent.findMany({
    where: { contactId, recordedAt: { lte: at }, OR: [{ purposeId, channel }, { purposeId: null }] },
    orderBy: { seq: 'desc' },
    take: 50,
  })
  return entries.map(({ occurredAt, type, method }) => ({
    at: occurredAt,
    state: markOfEvent(type),
    text: words.said[type]?.(words.method[method] ?? method) ?? type,
  }))
}
