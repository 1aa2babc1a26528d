// Why somebody gets a campaign or does not: the answer in one sentence, the checks in the order in which the decision
// asks, and what the person has said. Where the mail was decided already, that decision is told, not a new one.
import { decide, isYes, MARK_OF_REASON, type MarkState, markOfEvent, markState } from '../consent/index.ts'
import { HELD_OUT } from '../delivery/index.ts'
import { type Db, Prisma } from '../platform/database.ts'
import { found } from '../platform/errors.ts'
import { timeZoneOf } from '../sales/index.ts'
import { describePerson, findAudience, type Language } from '../segments/index.ts'
import { segmentsOf } from './audience/segments-of.ts'
import { SAME_MAILBOX, sharingSql } from './audience/shared-mailboxes.ts'
import { type CampaignReason, reasonWords } from './reason-words.ts'
import { whyWordsOf } from './sms/why-sms.ts'
import { tellWaiting } from './waiting-words.ts'
import type { CheckName, WhyFacts, WhyWords } from './why-words.ts'

export type Why = {
  person: { id: string; name: string; detail: string | null }
  state: MarkState
  answer: string
  checks: { result: 'passed' | 'decided' | 'skipped'; title: string; detail: string | null }[]
  said: { at: Date; state: MarkState; text: string }[]
  saidHeading: string
  rules: string
  next: string | null
  at: Date
}

/** Explains for one contact, in the reader's language. Throws not_found for a campaign or contact that is not there. */
export async function explainCampaign(
  db: Db,
  campaignId: string,
  contactId: string,
  language: Language,
  now: Date,
): Promise<Why> {
  const campaign = found(
    await db.campaign.findUnique({
      where: { id: campaignId },
      include: { segment: true, purpose: { include: { brand: true } } },
    }),
    'campaign',
  )
  const words = whyWordsOf(language, campaign.channel)
  const contact = found(
    await db.contact.findUnique({ where: { id: contactId }, include: { account: true } }),
    'contact',
  )
  const message = await db.message.findFirst({ where: { contactId, campaignId }, orderBy: { createdAt: 'desc' } })
  const isAhead = !message || message.status === 'queued'
  const at = isAhead ? later(campaign.startsAt, now) : (message.decidedAt ?? message.createdAt)
  const { purposeId, topicId, channel } = campaign
  const decision = await decide(db, contactId, { purposeId, topicId, channel, at })
  const place = message ? IN_LINE : await findPlace(db, campaign, contactId, at)
  const reason = isAhead
    ? place.isSharing && isYes(decision.reason)
      ? SAME_MAILBOX
      : decision.reason
    : decidedReason(message)
  const { isIn } = place

  const spell = spellMoments(words, timeZoneOf(campaign.purpose.brand.country))
  const { name, detail } = describePerson(
    {
      first_name: contact.firstName,
      last_name: contact.lastName,
      job_title: contact.jobTitle,
      company: contact.account?.name ?? null,
    },
    reasonWords[language].unnamed,
  )
  const facts: WhyFacts = {
    name: contact.firstName ?? name,
    purpose: campaign.purpose.name,
    on: decision.since ? spell(decision.since) : '',
    until: decision.expiresAt ? spell(decision.expiresAt) : '',
    audience: campaign.segment?.name ?? words.workflows,
  }
  const ended = { ...facts, on: message?.finishedAt ? spell(message.finishedAt) : '' }
  return {
    person: { id: contactId, name, detail },
    state: isIn
      ? reason === decision.reason
        ? markState(reason, decision.expiresAt, now)
        : reason === SAME_MAILBOX
          ? 'address'
          : MARK_OF_REASON[reason]
      : 'none',
    answer: !isIn
      ? words.notInAudience(facts)
      : message?.reason === HELD_OUT
        ? words.heldOut(facts)
        : answerOf(words, message?.status, reason, facts, ended) +
          (message ? tellWaiting(language, message, spell) : ''),
    checks: listChecks(words, isIn ? reason : undefined, facts),
    said: await findSaid(db, contactId, campaign, words),
    saidHeading: words.saidHeading(campaign.purpose.name),
    rules: words.rules(
      message?.ruleVersion ?? decision.ruleVersion,
      isAhead ? decision.consentSeq : (message.consentSeq ?? null),
    ),
    next: isIn && ASKABLE.includes(reason) ? words.mayAskAgain : null,
    at,
  }
}

/** Reasons after which a person may be asked again, but never by mail. */
const ASKABLE: readonly CampaignReason[] = ['never_asked', 'asked', 'refused', 'withdrawn', 'expired', 'sale_too_old']

const later = (a: Date | null, b: Date) => (a && a > b ? a : b)

/** What was decided when the message was claimed: a yes is why it was started. */
function decidedReason(message: { status: string; reason: string | null }): CampaignReason {
  if (message.status === 'blocked' && message.reason !== null) return message.reason as CampaignReason
  if (message.reason === SAME_MAILBOX) return SAME_MAILBOX
  return message.reason === 'withdrawn' || message.reason === 'topic_declined' ? message.reason : 'given'
}

function answerOf(
  words: WhyWords,
  status: string | undefined,
  reason: CampaignReason,
  facts: WhyFacts,
  ended: WhyFacts,
): string {
  const because = words.answers[reason](facts)
  if (status === 'sent') return `${words.got(ended)} ${because}`
  if (status === 'started') return `${words.gets(facts)} ${because}`
  if (status === 'blocked') return `${words.didNot(facts)} ${because}`
  if (status === 'expired') return words.tooLate(ended)
  if (status === 'failed') return words.failed(ended)
  if (status === 'cancelled') return isYes(reason) ? words.removed(ended) : `${words.didNot(facts)} ${because}`
  return `${isYes(reason) ? words.willGet(facts) : words.willNot(facts)} ${because}`
}

/** The checks in the order in which the decision asks, and the reasons for which each stops. */
const CHECKS: { name: CheckName; stops: readonly CampaignReason[] }[] = [
  { name: 'audience', stops: [] },
  { name: 'silence', stops: ['erased', 'restricted', 'objected'] },
  { name: 'purpose', stops: ['purpose_retired'] },
  { name: 'yes', stops: ['never_asked', 'asked', 'unproven', 'refused', 'withdrawn', 'expired', 'sale_too_old'] },
  { name: 'topic', stops: ['topic_declined'] },
  { name: 'address', stops: ['address_stopped'] },
  { name: 'pause', stops: ['paused'] },
  { name: 'frequency', stops: ['too_soon'] },
  { name: 'negotiation', stops: ['in_negotiation'] },
  { name: 'reachable', stops: ['no_address'] },
  { name: 'mailbox', stops: [SAME_MAILBOX] },
]

/** `reason` is undefined where the person is not in the audience. With a yes, the yes is what decided. */
function listChecks(words: WhyWords, reason: CampaignReason | undefined, facts: WhyFacts): Why['checks'] {
  const place =
    reason === undefined
      ? 0
      : CHECKS.findIndex(({ name, stops }) => (isYes(reason) ? name === 'yes' : stops.includes(reason)))
  return CHECKS.map(({ name }, index) => {
    const { passed, passedDetail, decided } = words.checks[name]
    if (index > place && !(reason !== undefined && isYes(reason)))
      return { result: 'skipped', title: passed, detail: null }
    if (index !== place) return { result: 'passed', title: passed, detail: passedDetail(facts) }
    if (reason !== undefined && isYes(reason)) return { result: 'decided', title: passed, detail: passedDetail(facts) }
    const detail = reason === undefined ? words.notInAudience(facts) : capitalise(words.answers[reason](facts))
    return { result: 'decided', title: decided, detail }
  })
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type Place = { isIn: boolean; isSharing: boolean }
const IN_LINE: Place = { isIn: true, isSharing: false }

type Planned = Written & { id: string; segmentId: string | null; channel: string }

/** Whether somebody is in the audience of a campaign that has not put them in line, and shares a mailbox with another. */
async function findPlace(db: Db, campaign: Planned, contactId: string, at: Date): Promise<Place> {
  const { id, segmentId, purposeId, topicId, channel } = campaign
  if (segmentId === null) return IN_LINE
  const { among } = await findAudience(db, await segmentsOf(db, { id, segmentId }), at)
  const [row] = await db.$queryRaw<[Place]>(Prisma.sql`
    select exists (${among(Prisma.sql`select ${contactId}::uuid`)}) as "isIn",
      ${contactId}::uuid in (select contact_id from (${sharingSql(among, { purposeId, topicId, channel, at })}) sharing) as "isSharing"`)
  return row
}

/** What the ledger holds about this purpose, its topic and the whole person, newest first. */
type Written = { purposeId: string; topicId: string | null; channel: string }

async function findSaid(
  db: Db,
  contactId: string,
  { purposeId, topicId, channel }: Written,
  words: WhyWords,
): Promise<Why['said']> {
  const events = await db.consentEvent.findMany({
    where: {
      contactId,
      OR: [{ purposeId, channel }, { purposeId: null }, ...(topicId ? [{ purposeId: topicId }] : [])],
    },
    orderBy: { seq: 'desc' },
    take: 20,
  })
  return events.map(({ type, method, occurredAt }) => ({
    at: occurredAt,
    state: markOfEvent(type),
    text: [words.said[type] ?? type, words.methods[method]].filter(Boolean).join(', '),
  }))
}

/** Moments as the sender's own clock shows them. */
function spellMoments({ locale, at }: WhyWords, timeZone: string): (moment: Date) => string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
  const clock = (moment: Date) => (locale === 'nb-NO' ? time.format(moment).replace(':', '.') : time.format(moment))
  return (moment) => at(date.format(moment), clock(moment))
}
