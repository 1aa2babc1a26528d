// Sends one batch: claims a little ahead, keeps every connection busy, and marks what is done in sets. Claiming the next
// and marking the last happen while mails are on the wire.
import { setTimeout as sleep } from 'node:timers/promises'
import { markToldByMail, type ToldByMail } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'
import { type Claimed, claimMessages, START_WITHIN_MS } from './claim-messages.ts'
import type { Mail } from './compose-mail.ts'
import { noteRefusal, noteRefusedNumber } from './facts/note-bounce.ts'
import { type Batch, LEASE_SECONDS, renewLease } from './lease-batch.ts'
import type { LoadedContent } from './load-content.ts'
import { type MailMemory, openMailMemory } from './mail-memory.ts'
import { markMessages, type Outcome } from './mark-messages.ts'
import { mayTry } from './relays/breaker.ts'
import {
  isAhead,
  isSilent,
  isUsable,
  type Lane,
  noteClaimed,
  noteResult,
  noteSending,
  partOf,
  usableIn,
} from './relays/lane.ts'
import { type RetryDelays, retryAfter } from './relays/retry-delays.ts'
import { domainOf, returnRoom } from './relays/take-room.ts'
import type { SignMail } from './signing/sign-mail.ts'
import type { RelayConnection, SendResult } from './smtp-relay.ts'

export type BatchResult = {
  sent: number
  blocked: number
  /** ms until there is a way for what is left. */
  retryAfterMs: number
}
export type SendBatch = {
  db: Db
  batch: Batch
  workerId: string
  content: LoadedContent
  /** The relays that may be used now. */
  lanes: readonly Lane[]
  delays: RetryDelays
  now: () => Date
  isStopping: () => boolean
  /** Called every few seconds: learns what has changed of the relays, and writes down how they fare. */
  keepUp: () => Promise<void>
  /** Called once nothing is left to claim: what is on the wire needs no more of this. */
  onClaimed: () => void
  sign?: SignMail
}
/** What goes one way. */
type Flow = {
  lane: Lane
  waiting: { person: Claimed; deadline: number }[]
  claiming: Promise<void> | undefined
  /** Connections that still send for this batch. Where all have left nobody waits for its part, be it usable again. */
  serving: number
  sent: number
  /** What was claimed for it and not begun after all, where limits count it. */
  unused: Claimed[]
  /** Nothing of the batch is left for it. */
  isExhausted: boolean
  /** ms until there is, where a limit holds it back. */
  fullForMs: number | undefined
}

/** ms between markings. A withdrawal waits for the marking of what was on its way; a marking costs a transaction, and
 * marking without a rest took a seventh of all the time of sending. */
const MARK_EVERY_MS = 20
/** How much of the time that a claim has may be planned for: the rest is for surprises. */
const PLANNED_SHARE = 0.3
const CLAIM_MIN = 10
const CLAIM_MAX = 200
/** ms between looks of who waits for the part of another relay, or for a probe. */
const LOOK_AGAIN_MS = 5
/** ms between tries to write down what was sent while the database is away, and how many: five minutes. */
const MARK_AGAIN_MS = 500
const MARK_TRIES = 600

export async function sendBatch(run: SendBatch): Promise<BatchResult> {
  const { db, batch, content, now } = run
  const outcomes: Outcome[] = []
  const noteRefused = content.question.channel === 'sms' ? noteRefusedNumber : noteRefusal
  const result: BatchResult = { sent: 0, blocked: 0, retryAfterMs: 0 }
  const flows = run.lanes.map(openFlow)
  let isLeaseLost = false
  let isOver = false
  const isOpen = (flow: Flow) => flow.serving > 0 && !flow.isExhausted && isUsable(flow.lane, performance.now())
  const mayClaim = (flow: Flow) => !isLeaseLost && !run.isStopping() && isOpen(flow)
  // Of several relays one claims at a time, so that each knows what the others have.
  const isOthersTurn = (flow: Flow) =>
    (mayTry(flow.lane.breaker, performance.now()) === 'probe' && flow.lane.underWay + flow.waiting.length > 0) ||
    (flows.length > 1 && (flows.some(isClaiming) || isAhead(flow.lane, flows.filter(isTaking).map(laneOf))))
  const isTaking = (flow: Flow) => isOpen(flow) && !isSilent(flow.lane, performance.now())
  const isPassedOver = ({ lane, fullForMs }: Flow) =>
    fullForMs !== undefined || !isUsable(lane, performance.now()) || isSilent(lane, performance.now())

  const claimAhead = (flow: Flow) => {
    if (flow.claiming) return flow.claiming
    const { lane, waiting } = flow
    const size = flows.length > 1 ? partOf(lane, claimSize(lane), run.lanes) : claimSize(lane)
    if (waiting.length > size / 2 || !mayClaim(flow) || isOthersTurn(flow)) return undefined
    flow.claiming = claimMessages(db, batch, content.question, size, now(), lane.limitIds)
      .then((claim) => {
        result.blocked += claim.blocked
        flow.isExhausted = claim.blocked + claim.later + claim.started.length === 0
        if (flow.isExhausted) flow.fullForMs = claim.fullForMs
        if (flows.every(({ isExhausted, fullForMs }) => isExhausted && fullForMs === undefined)) run.onClaimed()
        for (const person of claim.started) waiting.push({ person, deadline: claim.deadline })
        noteClaimed(lane, claim.started.length, flows.length > 1 ? flows.filter(isPassedOver).map(laneOf) : [])
      })
      .finally(() => {
        flow.claiming = undefined
      })
    return flow.claiming
  }
  const giveBackAll = ({ waiting, unused }: Flow) => {
    for (const { person } of waiting.splice(0)) {
      outcomes.push(giveBack(person, 'not begun'))
      unused.push(person)
    }
  }

  const serve = async (flow: Flow, connection: RelayConnection) => {
    let memory = openMailMemory()
    for (;;) {
      if (!isUsable(flow.lane, performance.now())) giveBackAll(flow)
      const next = flow.waiting.shift()
      const claim = claimAhead(flow)
      if (next) {
        claim?.catch(() => {}) // the error comes to whoever waits for the claim
        noteSending(flow.lane, performance.now())
        const outcome = await sendOne(connection, flow.lane, run, next, now(), memory)
          .catch((fault: unknown) => {
            outcomes.push(giveBack(next.person, 'not begun'))
            throw fault
          })
          .finally(() => flow.lane.underWay--)
        outcomes.push(outcome)
        // Of what has not been taken bytes may still be on their way out of the memory: nobody else's may come behind them.
        if (outcome.status !== 'sent') memory = openMailMemory()
        if (outcome.status === 'sent') flow.sent++
        else if (outcome.status === 'queued' && !outcome.wasTried) flow.unused.push(next.person)
      } else if (claim) await claim
      else if (mayClaim(flow)) await sleep(LOOK_AGAIN_MS)
      else return
    }
  }

  const mark = async () => {
    const startedAt = performance.now()
    let renewAt = startedAt + (LEASE_SECONDS * 1000) / 3
    for (let failures = 0; !isOver || outcomes.length > 0; ) {
      const ready = outcomes.splice(0)
      try {
        await markMessages(db, ready)
        await markToldByMail(db, ready.flatMap(toldByMail), now())
        for (const outcome of ready.filter(isRecipientRefused)) await noteRefused(db, outcome, now())
        failures = 0
        if (performance.now() > renewAt) {
          isLeaseLost ||= !(await renewLease(db, batch.id, run.workerId))
          await run.keepUp()
          renewAt = performance.now() + (LEASE_SECONDS * 1000) / 3
        }
      } catch (fault) {
        // What was sent must be written down, or it would be sent again: keep it until the database is back.
        outcomes.unshift(...ready)
        if (++failures >= MARK_TRIES) throw fault
        await sleep(MARK_AGAIN_MS)
      }
      const seconds = (performance.now() - startedAt) / 1000
      for (const { lane, sent } of flows) if (sent >= CLAIM_MIN) lane.pace.perSecond = sent / seconds
      if (!isOver) await sleep(MARK_EVERY_MS)
    }
  }

  const marking = mark()
  const served = await Promise.allSettled(
    flows.flatMap((flow) =>
      flow.lane.connections.map((connection) => serve(flow, connection).finally(() => flow.serving--)),
    ),
  )
  // What was still being claimed when a fault ended it is given back too: nobody else would look after it.
  await Promise.allSettled(flows.map(({ claiming }) => claiming))
  for (const flow of flows) giveBackAll(flow)
  isOver = true
  await marking
  for (const serving of served) if (serving.status === 'rejected') throw serving.reason
  for (const { lane, sent, unused } of flows) {
    result.sent += sent
    await returnRoom(db, lane.limitIds, unused.map(domainOf))
  }
  result.retryAfterMs = Math.min(...flows.map(nextIn))
  return result
}

const openFlow = (lane: Lane): Flow => ({
  ...{ lane, waiting: [], claiming: undefined, serving: lane.connections.length, sent: 0, unused: [] },
  ...{ isExhausted: false, fullForMs: undefined },
})
/** ms until what is left may go this way. */
const nextIn = ({ lane, fullForMs = 0 }: Flow) => Math.max(fullForMs, usableIn([lane], performance.now()) ?? 0)
const laneOf = ({ lane }: Flow) => lane
const isClaiming = ({ claiming }: Flow) => claiming !== undefined

/** As much as can begin in time, at the pace of this relay; one where it is tried whether it works again. */
function claimSize({ breaker, pace }: Lane): number {
  if (breaker.openUntil !== undefined) return 1
  const planned = Math.round((pace.perSecond * START_WITHIN_MS * PLANNED_SHARE) / 1000)
  return Math.max(CLAIM_MIN, Math.min(CLAIM_MAX, planned))
}

const toldByMail = (outcome: Outcome): ToldByMail[] =>
  outcome.status === 'sent'
    ? [{ contactId: outcome.contactId, messageId: outcome.messageId, sources: outcome.toldSources ?? [] }]
    : []

const isRecipientRefused = (outcome: Outcome) =>
  outcome.status === 'failed' && outcome.reason === 'rejected' && outcome.isRecipient

const idsOf = ({ contactId, messageId, token }: Claimed) => ({ contactId, messageId, token })

const giveBack = (person: Claimed, reply: string): Outcome => ({
  ...idsOf(person),
  status: 'queued',
  retryAfterMs: 0,
  wasTried: false,
  isUncertain: false,
  reply,
})

function tryLater(
  person: Claimed,
  { reply, about, isUncertain }: { reply: string; about: 'recipient' | 'relay'; isUncertain: boolean },
  delays: RetryDelays,
): Outcome {
  const retryAfterMs = retryAfter(person.attempts, about, delays)
  if (retryAfterMs === undefined) return { ...idsOf(person), status: 'failed', reason: 'gave_up', reply }
  return { ...idsOf(person), status: 'queued', retryAfterMs, wasTried: true, isUncertain, reply }
}

async function sendOne(
  connection: RelayConnection,
  lane: Lane,
  { content: { compose }, sign, delays }: Pick<SendBatch, 'content' | 'sign' | 'delays'>,
  { person, deadline }: { person: Claimed; deadline: number },
  now: Date,
  memory: MailMemory,
): Promise<Outcome> {
  let mail: Mail
  try {
    mail = compose(person, now, memory)
  } catch (fault) {
    const reply = fault instanceof Error ? fault.message : String(fault)
    return { ...idsOf(person), status: 'failed', reason: 'render_failed', reply }
  }
  // A mail that cannot be signed stops the batch, not the person: its message waits and is tried again.
  if (sign) mail.signature = await sign(mail.bytes)
  const result = await connection.send(mail, deadline)
  noteResult(lane, result, performance.now())
  return asOutcome(person, result, delays)
}

function asOutcome(person: Claimed, result: SendResult, delays: RetryDelays): Outcome {
  const { kind, reply } = result
  switch (kind) {
    case 'sent':
      return { ...idsOf(person), status: 'sent', reply, toldSources: person.sources ?? [] }
    case 'refused':
      return { ...idsOf(person), status: 'failed', reason: 'rejected', reply, isRecipient: result.isRecipient }
    case 'not_begun':
      return giveBack(person, reply)
    case 'relay_fault':
      return tryLater(person, { reply, about: 'relay', isUncertain: false }, delays)
    case 'later':
      return tryLater(person, { reply, about: 'recipient', isUncertain: false }, delays)
    case 'uncertain':
      // Lost is worse than twice: it is sent again, and the row says that it may have arrived before.
      return tryLater(person, { reply, about: 'recipient', isUncertain: true }, delays)
    default:
      return kind satisfies never
  }
}
