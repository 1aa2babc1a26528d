// The built-in mailbox and phone of a demo or development installation.
export { mailboxPages } from './mailbox-pages.ts'
export { type Mailbox, openMailbox } from './open-mailbox.ts'
export { openPhone, type Phone } from './open-phone.ts'
export { phonePages } from './phone-pages.ts'
