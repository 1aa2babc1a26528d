// The public face of what comes back by mail.
export { type IncomingMail, judgeMail, MAIL_MAX_BYTES, unsubscribeMailto, type Verdict } from './judge-mail.ts'
export { type InboundListener, type InboundSettings, listenForMail } from './listen-for-mail.ts'
export { type MailOutcome, takeMail } from './take-mail.ts'
