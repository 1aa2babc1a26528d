// What a program orders with a mail, checked before it is taken: every place has its value, and none carries what the
// template could not say. A link leads to the sender's own site, or to nothing.
import { DomainError, type Fault } from '../../platform/errors.ts'
import type { Places } from './compose-order-mail.ts'

/** Characters. A name of goods or a line of an address is far below; a text that tells of an offer is not. */
export const LONGEST_TEXT = 300
const LONGEST_LINK = 2000

/** The hosts that links of a sender may lead to: the domain that it writes from, and what lies below. */
export const hostOfSender = (senderEmail: string): string =>
  senderEmail.slice(senderEmail.lastIndexOf('@') + 1).toLowerCase()

/** Throws `invalid` with everything that is missing, not known, or not what it may be. */
export function checkData({ texts, links }: Places, data: Readonly<Record<string, string>>, host: string): void {
  const faults: Fault[] = []
  const fault = (name: string, message: string) => faults.push({ path: `data.${name}`, message })
  for (const name of [...texts, ...links]) if (data[name] === undefined) fault(name, 'The template needs this value.')
  for (const [name, value] of Object.entries(data)) {
    if (links.includes(name)) {
      if (!leadsTo(value, host))
        fault(name, `Give an address that begins with https:// and lies on ${host} or below it.`)
    } else if (!texts.includes(name)) fault(name, 'The template has no place for this value. Leave it out.')
    else if (value.length > LONGEST_TEXT) fault(name, `Make it shorter than ${LONGEST_TEXT + 1} characters.`)
    else if (/https?:|www\.|\p{Cc}/iu.test(value)) fault(name, 'Write one line of text without addresses of pages.')
  }
  if (faults.length > 0)
    throw new DomainError('invalid', 'This mail cannot be ordered so. Correct what is named here, then try again.', {
      faults,
    })
}

function leadsTo(address: string, host: string): boolean {
  if (address.length > LONGEST_LINK || !URL.canParse(address)) return false
  const { protocol, hostname, username } = new URL(address)
  return protocol === 'https:' && username === '' && (hostname === host || hostname.endsWith(`.${host}`))
}
