// The public face of what comes back by mail.
export { findInbound, INBOUND_DAYS, type InboundCount } from './find-inbound.ts'
export { type IncomingMail, judgeMail, MAIL_MAX_BYTES, unsubscribeMailto, type Verdict } from './judge-mail.ts'
export { type InboundListener, type InboundSettings, listenForMail } from './listen-for-mail.ts'
export { type MailOutcome, takeMail } from './take-mail.ts'
