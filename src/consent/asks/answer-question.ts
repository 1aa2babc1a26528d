// What somebody answers to a question on a page that only they can see. Neither answer stands ticked, and without one
// nothing changes (consent.md C4); both rest on the very words that stood there. A no is an answer too: nobody asks again.
import { z } from 'zod'
import { lockContacts } from '../../contacts/index.ts'
import { inTransaction, type PrismaClient, type Transaction } from '../../platform/database.ts'
import { addMonths } from '../give-consent.ts'
import { countSaidYes } from '../notice/count-served.ts'
import { type ConsentFact, recordConsent } from '../record-consent.ts'
import type { Silenced } from '../silence.ts'
import type { Speaker } from '../stop-consent.ts'
import { lowerThenSilence } from '../withdraw-consent.ts'
import { findQuestions, type OpenQuestion, questionBox } from './find-questions.ts'

/** What the form of one question sends. */
export const saidAnswer = z.object({
  /** purpose:channel:text of the question. */
  question: z.string().max(150).default(''),
  answer: z.enum(['yes', 'no']).optional().catch(undefined),
})

export type Answered =
  | { kind: 'yes' }
  | { kind: 'no'; silenced: Silenced }
  | { kind: 'nothing' }
  /** The question is closed, or its words have changed since they were shown (consent.md C1). */
  | { kind: 'outdated' }
  /** How old one must be, in years (consent.md C15). */
  | { kind: 'too_young'; age: number }

/** Who reads: the brand whose page it is, its language, and the path under which its words are counted. */
export type Reader = Pick<Speaker, 'contactId' | 'method' | 'evidence'> & {
  brandId: string
  language: string
  page: string
}

/** Records the answer as the person's own. The caller has made sure that it is they who read. */
export async function answerQuestion(
  db: PrismaClient,
  reader: Reader,
  { question, answer }: z.infer<typeof saidAnswer>,
  now: Date,
): Promise<Answered> {
  if (answer === undefined) return { kind: 'nothing' }
  const record = () => inTransaction(db, (tx) => recordAnswer(tx, reader, question, answer === 'yes', now))
  if (answer === 'yes') return record()
  const [said, silenced] = await silenceAfter(db, reader.contactId, record, now)
  return said.kind === 'no' ? { kind: 'no', silenced } : said
}

/** Runs `record`, and answers what it answered beside what was stopped. */
async function silenceAfter(db: PrismaClient, contactId: string, record: () => Promise<Answered>, now: Date) {
  const recorded: Answered[] = []
  const silenced = await lowerThenSilence(db, [contactId], async () => recorded.push(await record()), now)
  return [recorded[0] ?? ({ kind: 'nothing' } satisfies Answered), silenced] as const
}

async function recordAnswer(
  tx: Transaction,
  reader: Reader,
  box: string,
  isYes: boolean,
  now: Date,
): Promise<Answered> {
  // Under the lock: of two presses at once, one finds the question closed.
  await lockContacts(tx, [reader.contactId])
  const question = (await findQuestions(tx, reader, now)).find((open) => questionBox(open) === box)
  if (!question) return { kind: 'outdated' }
  const { tooYoung } = await recordConsent(tx, [asFact(reader, question, isYes, now)], now)
  const [child] = tooYoung
  if (child) return { kind: 'too_young', age: child.age }
  if (!isYes) return { kind: 'no', silenced: { removed: 0, onTheirWay: 0 } }
  await countSaidYes(tx, { page: reader.page, language: reader.language, textIds: [question.textId] }, now)
  return { kind: 'yes' }
}

/** Whoever answers has shown that the address is theirs, so a yes needs no second mail. */
function asFact({ contactId, method, evidence, page }: Reader, question: OpenQuestion, isYes: boolean, now: Date) {
  const { purposeId, channel, textId, language, validityMonths, id } = question
  return {
    ...{ contactId, purposeId, channel, textId, method },
    type: isYes ? 'confirmed' : 'refused',
    actor: 'contact',
    occurredAt: now,
    expiresAt: isYes && validityMonths !== null ? addMonths(now, validityMonths) : null,
    evidence: { ...evidence, page, language, ask: id },
  } satisfies ConsentFact
}
