// The built-in mailbox of a demo or development installation.
export { mailboxPages } from './mailbox-pages.ts'
export { type Mailbox, openMailbox } from './open-mailbox.ts'
