// What a code and the words beside it mean. The enhanced code (RFC 3463) comes first where it says something; words decide
// where it says nothing; where the two contradict each other, the address is not stopped.
import { REPLY_PATTERNS } from './reply-patterns.ts'
import { type BounceReason, isHardReason } from './words.ts'

export type Reply = { reason: BounceReason; status: string | null; replyCode: string | null }

/** Characters of a reply that are looked at. A server writes a few hundred. */
const REPLY_MAX = 4000

/** RFC 3463 and the registry of IANA that continues it, by subject and detail, whatever the class. */
const STATUS_REASONS: Readonly<Record<string, BounceReason>> = Object.fromEntries(
  (
    [
      ['no_mailbox', '1.1 1.3'],
      ['no_domain', '1.2 4.4'],
      ['moved', '1.6 7.17 7.18'],
      ['accepts_no_mail', '1.10'],
      ['mailbox_full', '2.2'],
      ['mailbox_disabled', '2.1 7.13'],
      ['unreachable', '4.1 4.2 4.3 4.6 4.7'],
      ['busy', '3.2 4.5 5.3 7.28'],
      ['server_fault', '2.4 3.1'],
      ['refused', '1.7 1.8 1.9'],
      ['too_large', '2.3 3.4'],
    ] as const
  ).flatMap(([reason, codes]) => codes.split(' ').map((code) => [code, reason])),
)
/** By subject alone: what its details have in common. Of 0, 1, 4 and 5 nothing follows without a detail. */
const SUBJECT_REASONS: Readonly<Record<string, BounceReason>> = {
  2: 'mailbox_disabled',
  3: 'server_fault',
  6: 'refused',
  7: 'refused',
}
/** RFC 5321 and 7504: replies that mean one thing only. */
const CODE_REASONS: Readonly<Record<string, BounceReason>> = {
  421: 'busy',
  452: 'mailbox_full',
  521: 'accepts_no_mail',
  551: 'moved',
  552: 'mailbox_full',
  556: 'accepts_no_mail',
}

/**
 * The reason that a reply gives. `status` is the status that a report names by itself, of which the one within the reply says
 * more; `context` may tell in answer to which command it was given.
 */
export function judgeReply(words: string, status: string | null, context = ''): Reply {
  const text = words.slice(0, REPLY_MAX)
  const code = mostSpecific([...statusesIn(text), ...(status ? [status] : [])])
  const replyCode = /(?:^|[^\d.#])([245]\d\d)(?![\d.])/.exec(text)?.[1] ?? null
  const said = plain(text)
  const command = commandIn(`${context}\n${text}`)
  const byWords = isAboutSender(text) ? 'refused' : REPLY_PATTERNS.find(([, pattern]) => pattern.test(said))?.[0]
  const reason = weigh(code, byWords, command) ?? (replyCode ? CODE_REASONS[replyCode] : undefined) ?? 'unknown'
  if (!isHardReason(reason)) return { reason, status: code, replyCode }
  // Whoever has taken the recipient, or has not been told of one yet, speaks of the sender or of the mail.
  if (command === 'other') return { reason: 'refused', status: code, replyCode }
  // What is temporary stops no address, unless code and words agree and nobody tries again.
  const isTemporary = (code ?? replyCode ?? '').startsWith('4') && !(code?.startsWith('4.1.') && byWords === reason)
  // Words without any code are a machine's of which nothing is known: weak, but they count when it happens again.
  const isWeak = reason === 'no_mailbox' && !code && !replyCode && !OTHER_CODES.test(text)
  const milder = reason === 'no_domain' ? 'unreachable' : 'mailbox_disabled'
  return { reason: isTemporary || isWeak ? milder : reason, status: code, replyCode }
}

/** Codes of X.400 and of Exchange before SMTP, and whoever has looked into a directory of its own. */
const OTHER_CODES = /\b(?:[0-9a-f]{8}\b|diagnostic code \d|reason code \d|directory\b)/i

/** A link to a list of senders, as those who refuse by such a list write it. */
const isAboutSender = (text: string) =>
  /https?:[^\s<>]{0,200}(?:spam|rbl|dnsbl|blocklist|blacklist|[?&]ip=)/i.test(text)

function weigh(
  code: string | null,
  byWords: BounceReason | undefined,
  command: 'recipient' | 'other' | undefined,
): BounceReason | undefined {
  const known = byCode(code)
  if (!known || !byWords) return byWords ?? known
  if (isHardReason(known)) return ['mailbox_full', 'refused', 'too_large'].includes(byWords) ? byWords : known
  // That nobody is there, beside a code of something else, is believed where the recipient itself was refused.
  const isContradiction = isHardReason(byWords) && /^[245]\.[2367]\./.test(code ?? '')
  return isContradiction && command !== 'recipient' ? known : byWords
}

function byCode(code: string | null): BounceReason | undefined {
  const [, subject = '', detail = ''] = code?.split('.') ?? []
  return STATUS_REASONS[`${subject}.${detail}`] ?? SUBJECT_REASONS[subject]
}

/** Enhanced codes in a text, as RFC 2034 writes them after a reply code, or qmail as (#5.1.1). */
const statusesIn = (text: string) =>
  [...text.matchAll(/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/g)].flatMap(([, code]) => code ?? []).slice(0, 10)

/** The first whose detail says something, then the first whose subject does. */
const mostSpecific = (codes: readonly string[]): string | null =>
  codes.find((code) => !code.endsWith('.0')) ?? codes.find((code) => !code.endsWith('.0.0')) ?? codes[0] ?? null

/** In lower case, on one line, without addresses, links and hosts: a name must not be taken for a word. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/https?:[^\s<>]{1,300}/g, '')
    .replace(/[^\s<>"'():;,]{1,100}@[^\s<>"'():;,]{1,300}/g, '')
    .replace(/(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?=[^\w-]|$)/g, (name) => (/[a-z]/.test(name) ? '' : name))
    .replace(/\s+/g, ' ')

/** The command that was answered, as Postfix, Exim, Sendmail, qmail and others name it. The last that is named counts. A
 * transcript may show DATA, sent ahead, before the answer to RCPT (RFC 2920): only its RCPT is proof. */
const COMMANDS =
  /(?:in reply to|after|did not like our|for|in response to(?: the)?)\s{1,3}(?:end of |pipelined |sending |final )?(?:the )?(rcpt(?: to| command)|mail from|data|text command|helo|ehlo)\b|(does not like recipient)|(failed after i sent the message)|\[(rcpt)_to\]|(?:>>> |smtp:)(rcpt)\b/gi

const commandIn = (text: string): 'recipient' | 'other' | undefined => {
  const shown = text.slice(0, 2 * REPLY_MAX)
  const last = [...shown.matchAll(COMMANDS)].at(-1)
  return last && (last[1]?.toLowerCase().startsWith('rcpt') || last[2] || last[4] || last[5] ? 'recipient' : 'other')
}
