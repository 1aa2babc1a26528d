// What somebody wrote themselves, and what their mail program repeats of earlier mails below it. Where that begins is known
// by the line that programs put before it, in the languages that people write to us in, or by lines that begin with >.
// Nothing is thrown away: what is taken for repeated is kept beside it, since a wrong cut must not hide somebody's words.

export type SplitText = { own: string; quoted: string }

/** Characters of a line that may introduce what is repeated. */
const LINE_MAX = 300

/** "On 26 Nov 2026 at 09:12, Kari wrote:" in the languages that people write to us in, and as programs shorten days. */
const WROTE =
  /^>?\s*(?:(?:on|den|am|le|el|op|il)\s|(?:to|ma|ti|ke|pe|la|su)\s+\d|(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|man|tir|tirs|ons|tor|tors|fre|lør|lör|søn|sön|mån|tis|laur|sun)[a-zåäöø]{0,6}[.,]?\s|\d{1,4}[-./ ])[\s\S]{0,200}?(?:wrote|skrev|skreiv|kirjoitti|schrieb|a écrit|escribió|schreef|ha scritto)\b[^\n:]{0,120}:\s*$/i
/** A date, a time or an address stands on its first line, so that a sentence such as "On Monday he wrote:" is none. */
const HAS_DIGIT_OR_ADDRESS = /\d|@/
/** As Outlook begins the mail that is answered. */
const RULE = /^\s*(?:_{10,}|-{2,}\s*[\p{L} ]{4,40}\s*-{2,})\s*$/u
const RULE_WORDS =
  /original message|opprinnelig melding|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|ursprungliche nachricht|alkuperäinen viesti|forwarded message|videresendt melding|vidarebefordrat|message d'origine/i
const FROM_FIELD = /^\s*\*?(?:from|fra|frå|från|lähettäjä|von|de|van)\*?\s*:\s*\S/i
const SENT_FIELD =
  /^\s*\*?(?:sent|sendt|skickat|lähetetty|date|dato|datum|päivämäärä|gesendet|envoyé|verzonden)\*?\s*:\s*\S/i
/** Lines after From: within which the day stands. */
const FIELDS_WITHIN = 4

/** Divides a text. Where everything is repeated (somebody answered between the lines), all of it is their own. */
export function splitQuoted(text: string): SplitText {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const start = findStart(lines)
  if (start === undefined) return { own: tidy(text.replace(/\r\n?/g, '\n')), quoted: '' }
  const below = lines.slice(start)
  // Words of their own between or below what is repeated would be hidden: then nothing is folded.
  if (hasWordsBelow(below)) return { own: tidy(lines.join('\n')), quoted: '' }
  return { own: tidy(lines.slice(0, start).join('\n')), quoted: tidy(below.join('\n')) }
}

const tidy = (text: string) =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

function findStart(lines: readonly string[]): number | undefined {
  for (let at = 0; at < lines.length; at++) if (beginsAt(lines, at)) return at
  return undefined
}

function beginsAt(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').slice(0, LINE_MAX)
  if (line.startsWith('>')) return true
  if (HAS_DIGIT_OR_ADDRESS.test(line)) {
    if (WROTE.test(line)) return true
    // Programs break it where it is long. A line that begins it anew is not its rest: own words stand before it.
    const rest = lines.slice(at + 1, at + 3).map((one) => one.slice(0, LINE_MAX))
    const second = rest[0]?.trim() ?? ''
    const isBroken = second !== '' && !WROTE.test(second) && !WROTE.test(rest.join(' '))
    if (isBroken && (WROTE.test(`${line} ${second}`) || WROTE.test([line, ...rest].join(' ')))) return true
  }
  if (RULE.test(line)) return RULE_WORDS.test(line) || fieldsFollow(lines, at + 1)
  return fieldsFollow(lines, at)
}

function fieldsFollow(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at, at + 2).findIndex((line) => line.trim() !== '')
  if (next < 0) return false
  const first = at + next
  return (
    FROM_FIELD.test(lines[first] ?? '') &&
    lines.slice(first + 1, first + 1 + FIELDS_WITHIN).some((line) => SENT_FIELD.test(line.slice(0, LINE_MAX)))
  )
}

/** Lines with > are repeated; a line without, after some with, is theirs again. What Outlook repeats has no > at all. */
function hasWordsBelow(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => line.startsWith('>'))
  if (first < 0) return false
  const after = lines.slice(first)
  return after.some((line, at) => {
    if (line.startsWith('>') || line.trim() === '') return false
    // A program may break a quoted line, and its rest stands without a mark.
    const isRest = /^>.{60,}/.test(after[at - 1] ?? '')
    return !isRest && !isSignature(after, at)
  })
}

/** Behind "-- " stands who they are (RFC 3676 4.3), which no answer hides in. */
const isSignature = (lines: readonly string[], at: number) =>
  lines.slice(Math.max(0, at - 10), at + 1).some((line) => /^--\s*$/.test(line))
