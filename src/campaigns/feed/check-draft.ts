// A draft with what its feed says now in its places, checked as any mail: links of entries, pictures without words, length.
// What is found is told at the line of the template that it comes from.
import type { Db } from '../../platform/database.ts'
import type { Language } from '../../segments/index.ts'
import { type Check, type CheckedMessage, checkMessage, type MessageDraft, type Problem } from '../check-message.ts'
import { type Expanded, expandFeed } from './expand-feed.ts'
import type { Feed } from './parse-feed.ts'

/** MJML drops what stands between its blocks; in raw ones it stays. */
const TAGS_BETWEEN_BLOCKS = /(?<=>\s*)\{%[^%]*%\}(?=\s*(?:\{%[^%]*%\}\s*)*<\/?mj-)/g

/** Compiles and checks a draft; without a feed it is checked as it stands. */
export async function checkDraft(
  db: Db,
  { feed, ...draft }: MessageDraft & { feed?: Feed | undefined },
  reader: Language = 'en',
): Promise<CheckedMessage> {
  if (!feed || draft.channel === 'sms') return checkMessage(db, draft, reader)
  const expanded = {
    subject: expandFeed(draft.subject, feed, 'plain'),
    preheader: expandFeed(draft.preheader, feed, 'plain'),
    mjml: expandFeed(draft.mjml, feed, 'html'),
    plainText: expandFeed(draft.plainText ?? '', feed, 'plain'),
  }
  const { subject, preheader, mjml, plainText } = expanded
  // A text that is written by hand is made of the template: what it says of the feed is filled in for each issue.
  const template = draft.mjml.replace(TAGS_BETWEEN_BLOCKS, '<mj-raw>$&</mj-raw>')
  const { madeText } = await checkMessage(db, { ...draft, mjml: template, plainText: null }, reader)
  const plainTextOf = draft.plainTextOf === madeText ? null : (draft.plainTextOf ?? null)
  const words = { subject: subject.text, preheader: preheader.text, mjml: mjml.text }
  const checked = await checkMessage(
    db,
    { ...draft, ...words, plainTextOf, ...(draft.plainText != null && { plainText: plainText.text }) },
    reader,
  )
  const checks = checked.checks.map((check) => atTemplate(check, expanded))
  const mayPublish = checks.every((check) => check.problems.every((one) => one.isWarning))
  return { ...checked, madeText, checks, mayPublish }
}

type Places = Record<'subject' | 'preheader' | 'mjml' | 'plainText', Expanded>

function atTemplate(check: Check, places: Places): Check {
  const placeOf = ({ path }: Problem) => (path === 'purposeId' ? undefined : places[path])
  const told = check.problems.map((problem) => ({
    ...problem,
    line: problem.line === null ? null : (placeOf(problem)?.lineOf(problem.line) ?? problem.line),
  }))
  if (check.name !== 'fields') return { ...check, problems: told }
  // Where the feed could not be filled in, that is what is wrong, and not that it still stands there.
  const own = told.filter((problem) => (placeOf(problem)?.faults.length ?? 0) === 0)
  const faults = Object.entries(places).flatMap(([path, { faults: found }]) =>
    found.map((fault): Problem => ({ ...fault, path: path as keyof Places, isWarning: false })),
  )
  return { ...check, problems: [...own, ...faults] }
}
