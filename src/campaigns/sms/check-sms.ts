// The text of an SMS made ready to be frozen: with who it is from and how to stop it, and everything that stands in the way of
// publishing. It goes out only when all of it passes.
import {
  findSmsSender,
  hasStopWord,
  type MailLanguage,
  renderSms,
  type SmsSender,
  smsParts,
} from '../../delivery/index.ts'
import type { Db } from '../../platform/database.ts'
import type { Language } from '../../segments/index.ts'
import { findLiquidFaults } from '../check-liquid.ts'
import type { Check, CheckedMessage, CheckName, MessageDraft, Problem } from '../check-message.ts'
import { brandLanguage } from '../templates/footer-words.ts'
import { type SmsCheckWords, smsCheckWords, stopLine } from './sms-words.ts'

const SMS_CHECKS = ['purpose', 'sender', 'template', 'fields', 'ways_out', 'size'] as const satisfies CheckName[]

/** Parts that phones put together, and that gateways take: 1,600 characters at the most. */
const MOST_PARTS = 10

/** Completes a draft and says what is wrong with it, in the language of whoever reads the answer. */
export async function checkSms(db: Db, draft: MessageDraft, reader: Language, shared: Shared): Promise<CheckedMessage> {
  const words = smsCheckWords[reader]
  const purpose = await db.purpose.findUnique({ where: { id: draft.purposeId }, include: { brand: true } })
  const sender = purpose ? await findSmsSender(db, purpose.brandId) : undefined
  const gateways = await db.mailRelay.count({ where: { gateway: { not: null }, stoppedAt: null } })
  const fieldKeys = (await db.field.findMany({ select: { key: true } })).map((field) => field.key)
  const language = draft.language ?? brandLanguage(purpose?.brand.country ?? '')
  const completed = completeText(draft.mjml, { language, sender, brandName: purpose?.brand.name ?? '' })
  const whole = (path: Problem['path'], message: string, isWarning = false) => ({
    path,
    line: null,
    message,
    isWarning,
  })
  const about = (path: Problem['path'], messages: string[]) => messages.map((message) => whole(path, message))
  const fields = findLiquidFaults(draft.mjml, fieldKeys).map(
    (fault) => ({ ...fault, path: 'mjml', isWarning: false }) as const,
  )
  const size = fields.length > 0 ? undefined : await measure(db, completed.text, purpose?.brandId, draft.publicUrl)
  const problems: Record<(typeof SMS_CHECKS)[number], Problem[]> = {
    purpose: about('purposeId', [...purposeProblems(purpose, words), ...shared.topicProblems]),
    sender: about('purposeId', senderProblems(sender, gateways, words)),
    template: draft.mjml.trim() === '' ? about('mjml', [words.noText]) : [],
    fields,
    ways_out: draft.mjml.includes('view_url') ? about('mjml', [words.noView]) : [],
    size: size ? sizeProblems(size, words).map(({ message, isWarning }) => whole('mjml', message, isWarning)) : [],
  }
  const notes: Partial<Record<CheckName, string>> = {
    ...(completed.isNamed && { sender: words.named(purpose?.brand.name ?? '') }),
    ...(completed.stop && { ways_out: words.stopAdded(completed.stop) }),
    ...(size && problems.size.length === 0 && { size: words.size(words.parts(size.parts), String(size.left)) }),
  }
  const checks = SMS_CHECKS.map((name): Check => ({ name, problems: problems[name], note: notes[name] ?? null }))
  return {
    content: {
      ...{ brandId: purpose?.brandId ?? '', purposeId: draft.purposeId, topicId: draft.topicId ?? null },
      ...{ channel: 'sms', subject: '', preheader: '', html: '', text: completed.text, language },
    },
    madeText: '',
    checks,
    mayPublish: checks.every((check) => check.problems.every((one) => one.isWarning)),
  }
}

/** What is found for mails in the same way. */
export type Shared = { topicProblems: string[] }

type Facts = { language: MailLanguage; sender: SmsSender | undefined; brandName: string }

/** Whoever is written to by a number is told by whom, and everybody how to stop it; what stands there already is left. */
function completeText(draft: string, { language, sender, brandName }: Facts) {
  const text = draft.trim()
  const isNumber = sender !== undefined && /^\+?\d+$/.test(sender.sender)
  // An address of a page says nothing of who writes.
  const words = text.replace(/https?:\S+/g, '').toLowerCase()
  const isNamed = isNumber && text !== '' && !words.includes('brand.name') && !words.includes(brandName.toLowerCase())
  const canStop = text.includes('unsubscribe_url') || (sender?.takesAnswers === true && hasStopWord(text))
  const stop = canStop || text === '' ? undefined : stopLine(language, sender?.takesAnswers === true)
  return { text: `${isNamed ? `${brandName}: ` : ''}${text}${stop ? `\n${stop}` : ''}`, isNamed, stop }
}

type Purpose = { retiredAt: Date | null; kind: string; channels: string[] } | null

function purposeProblems(purpose: Purpose, words: SmsCheckWords): string[] {
  if (!purpose || purpose.retiredAt) return [words.notBySms]
  if (purpose.kind !== 'marketing') return [words.notForSms]
  return purpose.channels.includes('sms') ? [] : [words.notBySms]
}

const senderProblems = (sender: SmsSender | undefined, gateways: number, words: SmsCheckWords): string[] =>
  [sender === undefined && words.noSender, gateways === 0 && words.noGateway].filter((message) => message !== false)

/** As it is for somebody of whom nothing is known; undefined where it cannot be filled in. */
async function measure(db: Db, text: string, brandId: string | undefined, publicUrl = '') {
  if (brandId === undefined) return undefined
  const [filled] = await renderSms(db, { brandId, text }, null, publicUrl)
  return filled?.text === undefined ? undefined : smsParts(filled.text)
}

function sizeProblems({ parts, foreign }: ReturnType<typeof smsParts>, words: SmsCheckWords) {
  const said = words.parts(parts)
  if (parts > MOST_PARTS) return [{ message: words.tooLong(said), isWarning: false }]
  return foreign.length > 0 ? [{ message: words.foreign(foreign.slice(0, 5).join(' '), said), isWarning: true }] : []
}
