// The public face of what comes back by mail.
export { type IncomingMail, judgeMail, MAIL_MAX_BYTES, type Verdict } from './judge-mail.ts'
export { type MailOutcome, takeMail } from './take-mail.ts'
