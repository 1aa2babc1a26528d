// Sends one batch: claims a little ahead, keeps every connection busy, and marks what is done in sets. Claiming the next
// and marking the last happen while mails are on the wire.
import { setTimeout as sleep } from 'node:timers/promises'
import { markToldByMail, type ToldByMail } from '../consent/index.ts'
import type { Db } from '../platform/database.ts'
import { type Claimed, claimMessages, START_WITHIN_MS } from './claim-messages.ts'
import type { Mail } from './compose-mail.ts'
import { noteRefusal } from './facts/note-bounce.ts'
import { type Batch, LEASE_SECONDS, renewLease } from './lease-batch.ts'
import type { LoadedContent } from './load-content.ts'
import { markMessages, type Outcome } from './mark-messages.ts'
import type { SignMail } from './sign-mail.ts'
import type { RelayConnection, SendResult } from './smtp-relay.ts'

export type BatchResult = {
  sent: number
  blocked: number
  /** The relay could not be reached: stop for a while. */
  isRelayDown: boolean
}
export type SendBatch = {
  db: Db
  batch: Batch
  workerId: string
  content: LoadedContent
  connections: readonly RelayConnection[]
  now: () => Date
  isStopping: () => boolean
  sign?: SignMail
  /** Messages a second lately, kept from batch to batch: how much to claim at once. */
  pace: { perSecond: number }
}

/** ms between markings. A withdrawal waits for the marking of what was on its way; a marking costs a transaction, and
 * marking without a rest took a seventh of all the time of sending. */
const MARK_EVERY_MS = 20
/** How much of the time that a claim has may be planned for: the rest is for surprises. */
const PLANNED_SHARE = 0.3
const CLAIM_MIN = 10
const CLAIM_MAX = 200
/** ms before a message that the relay put off is tried again; doubled each time, for a day in all. */
const LATER_MS = 60_000
const MAX_ATTEMPTS = 11
/** ms between tries to write down what was sent while the database is away, and how many: five minutes. */
const MARK_AGAIN_MS = 500
const MARK_TRIES = 600

export async function sendBatch(run: SendBatch): Promise<BatchResult> {
  const { db, batch, content, connections, now, pace } = run
  const waiting: { person: Claimed; deadline: number }[] = []
  const outcomes: Outcome[] = []
  const result: BatchResult = { sent: 0, blocked: 0, isRelayDown: false }
  let isExhausted = false
  let isOver = false
  const claimSize = () =>
    Math.max(CLAIM_MIN, Math.min(CLAIM_MAX, Math.round((pace.perSecond * START_WITHIN_MS * PLANNED_SHARE) / 1000)))
  const mayClaim = () => !isExhausted && !result.isRelayDown && !run.isStopping()

  let claiming: Promise<void> | undefined
  const claimAhead = () => {
    if (claiming || !mayClaim() || waiting.length > claimSize() / 2) return claiming
    claiming = claimMessages(db, batch, content.question, claimSize(), now())
      .then((claim) => {
        result.blocked += claim.blocked
        isExhausted = claim.blocked + claim.started.length === 0
        for (const person of claim.started) waiting.push({ person, deadline: claim.deadline })
      })
      .finally(() => {
        claiming = undefined
      })
    return claiming
  }

  const serve = async (connection: RelayConnection) => {
    while (!result.isRelayDown) {
      const next = waiting.shift()
      if (next) {
        claimAhead()?.catch(() => {}) // the error comes to whoever waits for the claim
        const { outcome, isRelayDown } = await sendOne(connection, run, next, now())
        outcomes.push(outcome)
        if (outcome.status === 'sent') result.sent++
        result.isRelayDown ||= isRelayDown
      } else {
        const claim = claimAhead()
        if (!claim) return
        await claim
      }
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
        for (const outcome of ready.filter(isRecipientRefused)) await noteRefusal(db, outcome, now())
        failures = 0
        if (performance.now() > renewAt) {
          isExhausted ||= !(await renewLease(db, batch.id, run.workerId))
          renewAt = performance.now() + (LEASE_SECONDS * 1000) / 3
        }
      } catch (fault) {
        // What was sent must be written down, or it would be sent again: keep it until the database is back.
        outcomes.unshift(...ready)
        if (++failures >= MARK_TRIES) throw fault
        await sleep(MARK_AGAIN_MS)
      }
      const seconds = (performance.now() - startedAt) / 1000
      if (result.sent >= CLAIM_MIN) pace.perSecond = result.sent / seconds
      if (!isOver) await sleep(MARK_EVERY_MS)
    }
  }

  const marking = mark()
  const served = await Promise.allSettled(connections.map(serve))
  for (const { person } of waiting.splice(0)) outcomes.push(giveBack(person, 'not begun'))
  isOver = true
  await marking
  for (const serving of served) if (serving.status === 'rejected') throw serving.reason
  return result
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

function tryLater(person: Claimed, reply: string, isUncertain: boolean): Outcome {
  if (person.attempts >= MAX_ATTEMPTS) return { ...idsOf(person), status: 'failed', reason: 'gave_up', reply }
  const retryAfterMs = LATER_MS * 2 ** (person.attempts - 1)
  return { ...idsOf(person), status: 'queued', retryAfterMs, wasTried: true, isUncertain, reply }
}

async function sendOne(
  connection: RelayConnection,
  { content: { compose }, sign }: Pick<SendBatch, 'content' | 'sign'>,
  { person, deadline }: { person: Claimed; deadline: number },
  now: Date,
): Promise<{ outcome: Outcome; isRelayDown: boolean }> {
  let mail: Mail
  try {
    mail = compose(person, now)
  } catch (fault) {
    const reply = fault instanceof Error ? fault.message : String(fault)
    return { outcome: { ...idsOf(person), status: 'failed', reason: 'render_failed', reply }, isRelayDown: false }
  }
  // A mail that cannot be signed stops the batch, not the person: its message waits and is tried again.
  if (sign) mail = { ...mail, bytes: await sign(mail.bytes) }
  const result = await connection.send(mail, deadline)
  const isRelayDown = result.kind === 'not_begun' && performance.now() < deadline
  return { outcome: asOutcome(person, result), isRelayDown }
}

function asOutcome(person: Claimed, result: SendResult): Outcome {
  const { kind, reply } = result
  switch (kind) {
    case 'sent':
      return { ...idsOf(person), status: 'sent', reply, toldSources: person.sources ?? [] }
    case 'refused':
      return { ...idsOf(person), status: 'failed', reason: 'rejected', reply, isRecipient: result.isRecipient }
    case 'not_begun':
      return giveBack(person, reply)
    case 'later':
      return tryLater(person, reply, false)
    case 'uncertain':
      // Lost is worse than twice: it is sent again, and the row says that it may have arrived before.
      return tryLater(person, reply, true)
    default:
      return kind satisfies never
  }
}
