// A draft made ready to be frozen: compiled, with its footer and text part, and everything that stands in the way of
// publishing. Each check asks one thing; a mail goes out only when all of them pass.
import { convert } from 'html-to-text'
import type { MailLanguage, NewContent } from '../delivery/index.ts'
import type { Db } from '../platform/database.ts'
import { findLiquidFaults } from './check-liquid.ts'
import { compileMjml, type LineFault } from './compile-mjml.ts'
import { addFooter, escapeText, findMissingParts, nameStop } from './templates/add-footer.ts'
import { brandLanguage } from './templates/footer-words.ts'

export type MessageDraft = {
  purposeId: string
  topicId?: string | null
  subject: string
  preheader: string
  mjml: string
  /** What it is written in; without one, what its sender writes. */
  language?: MailLanguage | null
}

export const CHECKS = ['purpose', 'sender', 'subject', 'template', 'fields', 'ways_out', 'size'] as const
export type CheckName = (typeof CHECKS)[number]
/** Where to look: the part of the draft, and its line. A warning does not stop publishing. */
export type Problem = LineFault & { path: 'purposeId' | 'subject' | 'preheader' | 'mjml'; isWarning: boolean }
export type Check = { name: CheckName; problems: Problem[]; note: string | null }
export type CheckedMessage = { content: NewContent; checks: Check[]; mayPublish: boolean }

/** Bytes after which Gmail hides the rest of a mail, and with it the footer. */
const CLIPPED_AFTER = 102_400

/** Compiles a draft and says what is wrong with it. */
export async function checkMessage(db: Db, draft: MessageDraft): Promise<CheckedMessage> {
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
  const facts = { language, purposeName, stopName, isForCustomers: purpose?.legalBasis === 'existing_customer' }
  const source = addPreheader(nameStop(addFooter(draft.mjml, facts), facts), draft.preheader)
  const { html, faults } = await compileMjml(source)

  const problem =
    (path: Problem['path'], isWarning = false) =>
    (fault: LineFault): Problem => ({ ...fault, path, isWarning })
  const whole = (path: Problem['path'], message: string, isWarning = false) => [
    { path, line: null, message, isWarning },
  ]
  const problems: Record<CheckName, Problem[]> = {
    purpose: [
      ...[...purposeProblems(purpose), ...topicProblems(topic, draft.purposeId)].flatMap((message) =>
        whole('purposeId', message),
      ),
      ...unnamedProblems(purpose, language).flatMap((message) => whole('purposeId', message, true)),
    ],
    sender: senderProblems(purpose?.brand).flatMap((message) => whole('purposeId', message)),
    subject: draft.subject.trim() === '' ? whole('subject', 'Write a subject.') : [],
    template: faults.map(problem('mjml')),
    fields: [
      ...findLiquidFaults(draft.subject, fieldKeys).map(problem('subject')),
      ...findLiquidFaults(draft.preheader, fieldKeys).map(problem('preheader')),
      ...findLiquidFaults(draft.mjml, fieldKeys).map(problem('mjml')),
    ],
    ways_out: findMissingParts(source).flatMap((part) => whole('mjml', `Put {{ ${part} }} into the mail.`)),
    size:
      Buffer.byteLength(html) > CLIPPED_AFTER
        ? whole('mjml', 'Gmail hides the end of a mail over 102 kB. Make it shorter.', true)
        : [],
  }
  const checks = CHECKS.map((name) => ({
    name,
    problems: problems[name],
    note: name === 'ways_out' && missing.length > 0 ? `Added at the end: ${missing.join(', ')}.` : null,
  }))
  const { subject, preheader } = draft
  const content = {
    brandId: purpose?.brandId ?? '',
    purposeId: draft.purposeId,
    topicId: draft.topicId ?? null,
    subject,
    preheader,
    html,
    text: textOf(html),
    language,
  }
  return { content, checks, mayPublish: checks.every((check) => check.problems.every((one) => one.isWarning)) }
}

type Topic = {
  parentId: string | null
  retiredAt: Date | null
  name: string
  texts: { language: string; name: string }[]
}

const findTopic = (db: Db, id: string): Promise<Topic | null> =>
  db.purpose.findUnique({ where: { id }, include: { texts: { orderBy: { version: 'desc' } } } })

/** What it is called in this language, else what colleagues call it. */
const nameIn = (language: string, of: Pick<Topic, 'name' | 'texts'> | null): string =>
  of?.texts.find((text) => text.language === language)?.name ?? of?.name ?? ''

/** `topic` is undefined where the mail has none, and null where there is no such topic. */
function topicProblems(topic: Topic | null | undefined, purposeId: string): string[] {
  if (topic === undefined) return []
  if (topic?.parentId !== purposeId) return ['This is no topic of the purpose. Choose one of its own, or none.']
  return topic.retiredAt ? ['This topic is retired, so nobody may get it. Choose another, or none.'] : []
}

type Purpose = { retiredAt: Date | null; kind: string; channels: string[] } | null

function purposeProblems(purpose: Purpose): string[] {
  if (!purpose) return ['There is no such purpose. Choose what people have said yes to.']
  if (purpose.retiredAt) return ['This purpose is retired, so nobody may get it. Choose another.']
  if (purpose.kind !== 'marketing') return ['This purpose is not for mails. Choose one that is for marketing.']
  if (!purpose.channels.includes('email')) return ['This purpose is not sent by e-mail. Choose one that is.']
  return []
}

/** A mail in a language in which the purpose has no words calls it what colleagues call it. */
const unnamedProblems = (purpose: Pick<Topic, 'texts'> | null, language: string): string[] =>
  !purpose || purpose.texts.length === 0 || purpose.texts.some((text) => text.language === language)
    ? []
    : [`The purpose has no name in the language of this mail (${language}). Write its text in that language.`]

function senderProblems(
  brand: { senderName: string; senderEmail: string; postalAddress: string } | undefined,
): string[] {
  if (!brand) return []
  const missing = [
    brand.senderName.trim() === '' && 'a name',
    brand.senderEmail.trim() === '' && 'an e-mail address',
    brand.postalAddress.trim() === '' && 'a postal address',
  ].filter((part) => part !== false)
  return missing.map((part) => `The sender of this purpose has no ${part.replace(/^an? /, '')}. Give it ${part} first.`)
}

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

/** The same mail for programs that show no HTML. Lines are not broken: that would cut variables in two. */
function textOf(html: string): string {
  const plainHeading = { options: { uppercase: false } }
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'div[style*="display:none"]', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...plainHeading })),
    ],
  })
}
