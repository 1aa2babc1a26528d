// Whom a relay's no is about. The relay itself: then the message goes through another, or waits, and its recipient is not
// to blame. Else the recipient or the mail, where 4yz is tried again and 5yz is final (RFC 5321 4.2.1, RFC 3463).

/** What was answered: opening the session, MAIL FROM, RCPT TO, DATA, or the whole mail. */
export type Stage = 'session' | 'sender' | 'recipient' | 'data' | 'mail'
export type Verdict =
  /** Whoever is written to gets the same answer from it now. */
  | 'relay'
  /** Not now: the recipient's server, or what is between. */
  | 'later'
  | 'refused_recipient'
  | 'refused_mail'

/** Login or encryption is asked for or was refused (RFC 4954 6, RFC 3207 4). */
const IS_LOGIN = /^(?:454|530|534|535|538)\b|^[45]\d\d[ -][45]\.7\.(?:8|9|10|11|12)\b/
/** The server closes, does not know the command or the order of commands (RFC 5321 4.2.2, 3.8). */
const IS_SERVICE = /^(?:421|455|500|502|503|504)\b/
/** It does not carry mail to others for us: how a relay without a login, or with a wrong one, answers every recipient. */
const IS_NOT_OURS =
  /\brelay(?:ing|ed)?\b[^.\n]{0,40}\b(?:den(?:y|ied)|not (?:allowed|permitted)|prohibited|reject|requires?)|\bno relaying\b|\bnot (?:a )?(?:open )?relay\b|\bauthentication (?:is )?required\b|\b(?:must|need to) (?:issue|authenticate|log ?in)\b/i
const ENHANCED = /^[245]\d\d[ -]([245])\.(\d{1,3})\.(\d{1,3})\b/

/** Judges an answer of class 4 or 5 at this stage of a session. */
export function judgeAnswer(stage: Stage, reply: string): Verdict {
  const isFinal = reply.startsWith('5')
  const [, , subject = '', detail = ''] = ENHANCED.exec(reply) ?? []
  const code = `${subject}.${detail}`
  if (code === '3.4' || code === '2.3') return isFinal ? 'refused_mail' : 'later' // too large
  if (IS_SERVICE.test(reply) || IS_LOGIN.test(reply) || IS_NOT_OURS.test(reply)) return 'relay'
  // Before a recipient is named, nothing can be about one.
  if (stage === 'session' || stage === 'sender') return 'relay'
  // The system that answers is set up wrongly, or for the moment takes nothing (X.3.2, X.3.5; 4.3.z).
  if (code === '3.5' || (subject === '3' && !isFinal)) return 'relay'
  if (stage === 'data') return isFinal ? 'refused_mail' : 'relay'
  if (!isFinal) return 'later'
  return stage === 'recipient' ? 'refused_recipient' : 'refused_mail'
}
