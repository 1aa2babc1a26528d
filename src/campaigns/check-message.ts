// A draft made ready to be frozen: compiled, with its footer and text part, and everything that stands in the way of
// publishing. Each check asks one thing; a mail goes out only when all of them pass.
import type { MailLanguage, NewContent } from '../delivery/index.ts'
import type { Db } from '../platform/database.ts'
import type { Language } from '../segments/index.ts'
import { applyLook } from './brand-look/apply-look.ts'
import { findLook } from './brand-look/brand-look.ts'
import { findLiquidFaults } from './check-liquid.ts'
import { checkContrast, checkLinks, checkPictures } from './checks/check-source.ts'
import { checkBody, checkSubject } from './checks/check-wording.ts'
import { type CheckWords, checkWords } from './checks/check-words.ts'
import { readSource } from './checks/read-source.ts'
import { compileMjml, type LineFault } from './compile-mjml.ts'
import { checkText, completeText, makeText, type OwnText } from './plain-text/own-text.ts'
import { checkSms } from './sms/check-sms.ts'
import { addFooter, escapeText, findMissingParts, nameStop } from './templates/add-footer.ts'
import { brandLanguage } from './templates/footer-words.ts'

export type MessageDraft = Partial<OwnText> & {
  purposeId: string
  topicId?: string | null
  subject: string
  preheader: string
  mjml: string
  /** What it is written in; without one, what its sender writes. */
  language?: MailLanguage | null
  /** `sms`: then `mjml` is its text, and nothing else counts. A mail unless told. */
  channel?: string
  /** Where links of ours lead to, for the length of an SMS. */
  publicUrl?: string
}

export const CHECKS = [
  ...['purpose', 'sender', 'subject', 'template', 'fields', 'ways_out'],
  ...['links', 'images', 'contrast', 'wording', 'size', 'text'],
] as const
export type CheckName = (typeof CHECKS)[number]
/** Where to look: the part of the draft, and its line. A warning does not stop publishing. */
export type Problem = LineFault & {
  path: 'purposeId' | 'subject' | 'preheader' | 'mjml' | 'plainText'
  isWarning: boolean
}
export type Check = { name: CheckName; problems: Problem[]; note: string | null }
/** `madeText`: the text part as the mail makes it, whether it is that one that is sent or not. */
export type CheckedMessage = { content: NewContent; madeText: string; checks: Check[]; mayPublish: boolean }

/** Bytes after which Gmail hides the rest of a mail, and with it the footer. */
const CLIPPED_AFTER = 102_400

/** Compiles a draft and says what is wrong with it, in the language of whoever reads the answer. */
export async function checkMessage(db: Db, draft: MessageDraft, reader: Language = 'en'): Promise<CheckedMessage> {
  const words = checkWords[reader]
  if (draft.channel === 'sms')
    return checkSms(db, draft, reader, { topicProblems: await findTopicProblems(db, draft, words) })
  const purpose = await db.purpose.findUnique({
    where: { id: draft.purposeId },
    include: { brand: true, texts: { orderBy: { version: 'desc' } } },
  })
  const topic = draft.topicId ? await findTopic(db, draft.topicId) : undefined
  const fieldKeys = (await db.field.findMany({ select: { key: true } })).map((field) => field.key)
  const language = draft.language ?? brandLanguage(purpose?.brand.country ?? '')
  const purposeName = nameIn(language, purpose)
  const stopName = topic ? nameIn(language, topic) : purposeName
  const missing = findMissingParts(draft.mjml)
  const look = purpose && (await findLook(db, purpose.brandId))
  const styled = applyLook(draft.mjml, look, purpose?.brand.colour ?? '')
  const facts = { language, purposeName, stopName, isForCustomers: purpose?.legalBasis === 'existing_customer' }
  const source = addPreheader(nameStop(addFooter(styled, facts), facts), draft.preheader)
  const { html, faults } = await compileMjml(source)
  const read = readSource(styled)
  const madeText = makeText(html)
  const { plainText = null, plainTextOf = null } = draft
  const kilobytes = formatNumber(reader, Buffer.byteLength(html) / 1024)

  const problem =
    (path: Problem['path'], isWarning = false) =>
    (fault: LineFault & { isWarning?: boolean }): Problem => ({ isWarning, ...fault, path })
  const whole = (path: Problem['path'], message: string, isWarning = false) => [
    { path, line: null, message, isWarning },
  ]
  const problems: Record<CheckName, Problem[]> = {
    purpose: [
      ...[...purposeProblems(purpose, words), ...topicProblems(topic, draft.purposeId, words)].flatMap((message) =>
        whole('purposeId', message),
      ),
      ...unnamedProblems(purpose, language, words).flatMap((message) => whole('purposeId', message, true)),
    ],
    sender: senderProblems(purpose?.brand, words).flatMap((message) => whole('purposeId', message)),
    subject: draft.subject.trim() === '' ? whole('subject', words.noSubject) : [],
    template: faults.map(problem('mjml')),
    fields: [
      ...findLiquidFaults(draft.subject, fieldKeys).map(problem('subject')),
      ...findLiquidFaults(draft.preheader, fieldKeys).map(problem('preheader')),
      ...findLiquidFaults(draft.mjml, fieldKeys).map(problem('mjml')),
    ],
    ways_out: findMissingParts(source).flatMap((part) => whole('mjml', words.putIn(part))),
    links: checkLinks(read, words).map(problem('mjml')),
    images: checkPictures(read, words).map(problem('mjml')),
    contrast: checkContrast(read, words, (ratio) => formatNumber(reader, ratio)).map(problem('mjml')),
    wording: [
      ...checkSubject(draft.subject, words).map(problem('subject')),
      ...checkBody(read, words).map(problem('mjml')),
    ],
    size: Buffer.byteLength(html) > CLIPPED_AFTER ? whole('mjml', words.tooLong(kilobytes), true) : [],
    text: checkText({ plainText, plainTextOf }, madeText, fieldKeys, words).map(problem('plainText')),
  }
  const notes: Partial<Record<CheckName, string>> = {
    ...(missing.length > 0 && { ways_out: words.addedAtEnd(missing.join(', ')) }),
    ...(plainText !== null &&
      findMissingParts(plainText).length > 0 && { text: words.addedAtEnd(findMissingParts(plainText).join(', ')) }),
    ...(problems.size.length === 0 && html !== '' && { size: words.size(kilobytes) }),
  }
  const checks = CHECKS.map((name) => ({ name, problems: problems[name], note: notes[name] ?? null }))
  const { subject, preheader } = draft
  const content = {
    brandId: purpose?.brandId ?? '',
    purposeId: draft.purposeId,
    topicId: draft.topicId ?? null,
    subject,
    preheader,
    html,
    text: plainText === null ? madeText : completeText(plainText, facts),
    language,
  }
  return {
    content,
    madeText,
    checks,
    mayPublish: checks.every((check) => check.problems.every((one) => one.isWarning)),
  }
}

type Topic = {
  parentId: string | null
  retiredAt: Date | null
  name: string
  texts: { language: string; name: string }[]
}

const findTopicProblems = async (db: Db, { topicId, purposeId }: MessageDraft, words: CheckWords) =>
  topicProblems(topicId ? await findTopic(db, topicId) : undefined, purposeId, words)

const findTopic = (db: Db, id: string): Promise<Topic | null> =>
  db.purpose.findUnique({ where: { id }, include: { texts: { orderBy: { version: 'desc' } } } })

/** What it is called in this language, else what colleagues call it. */
const nameIn = (language: string, of: Pick<Topic, 'name' | 'texts'> | null): string =>
  of?.texts.find((text) => text.language === language)?.name ?? of?.name ?? ''

/** `topic` is undefined where the mail has none, and null where there is no such topic. */
function topicProblems(topic: Topic | null | undefined, purposeId: string, words: CheckWords): string[] {
  if (topic === undefined) return []
  if (topic?.parentId !== purposeId) return [words.noTopic]
  return topic.retiredAt ? [words.topicRetired] : []
}

type Purpose = { retiredAt: Date | null; kind: string; channels: string[] } | null

function purposeProblems(purpose: Purpose, words: CheckWords): string[] {
  if (!purpose) return [words.noPurpose]
  if (purpose.retiredAt) return [words.purposeRetired]
  if (purpose.kind !== 'marketing') return [words.notForMails]
  if (!purpose.channels.includes('email')) return [words.notByEmail]
  return []
}

/** A mail in a language in which the purpose has no words calls it what colleagues call it. */
const unnamedProblems = (purpose: Pick<Topic, 'texts'> | null, language: string, words: CheckWords): string[] =>
  !purpose || purpose.texts.length === 0 || purpose.texts.some((text) => text.language === language)
    ? []
    : [words.unnamed(language)]

function senderProblems(
  brand: { senderName: string; senderEmail: string; postalAddress: string } | undefined,
  { senderLacks }: CheckWords,
): string[] {
  if (!brand) return []
  return [
    brand.senderName.trim() === '' && senderLacks.name,
    brand.senderEmail.trim() === '' && senderLacks.email,
    brand.postalAddress.trim() === '' && senderLacks.postalAddress,
  ].filter((message) => message !== false)
}

const formatNumber = (reader: Language, value: number) =>
  value.toLocaleString(reader, { maximumFractionDigits: value < 10 ? 1 : 0 })

/** The line that mailboxes show after the subject, unless the template has its own. */
function addPreheader(mjml: string, preheader: string): string {
  if (preheader.trim() === '' || /<mj-preview\b/.test(mjml)) return mjml
  const preview = `<mj-preview>${preheader
    .split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join('')}</mj-preview>`
  if (/<mj-head\b[^>]*>/.test(mjml)) return mjml.replace(/<mj-head\b[^>]*>/, (head) => head + preview)
  return mjml.replace(/<mjml\b[^>]*>/, (root) => `${root}<mj-head>${preview}</mj-head>`)
}

/** What stands in the way of publishing, as faults of a form. */
export const asFaults = (checks: readonly Check[]) =>
  checks.flatMap((check) => check.problems.filter((problem) => !problem.isWarning).map(asFault))

const asFault = ({ path, line, message }: Problem) => ({
  path,
  message: line === null ? message : `Line ${line}: ${message}`,
})
