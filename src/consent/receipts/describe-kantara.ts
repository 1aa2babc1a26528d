// One consent as a Kantara Consent Receipt, version 1.1 (consent.md R6). Older than ISO/IEC TS 27560 and still read by
// many. It needs more of the sender than that one, and is not made at all where any of it has not been said.
import type { Channel } from '../words.ts'
import { type Missing, recordId } from './describe-record.ts'
import { dpvState, VALID_STATES } from './dpv-states.ts'
import type { ReceiptFacts } from './find-receipt-facts.ts'

/** Categories of the specification's appendix, by number. */
const CATEGORY_OF_KIND: Record<string, string> = {
  marketing: '6 - Marketing',
  tracking: '10 - Analytics',
  profiling: '5 - Personalize Experience',
  sales: '6 - Marketing',
  phone: '6 - Marketing',
  advertising: '6 - Marketing',
}
const DATA_OF_CHANNEL: Record<Channel, string> = {
  email: '2 - Contact',
  sms: '2 - Contact',
  phone: '2 - Contact',
  post: '2 - Contact',
  web: '15 - Network/Service',
}

/** The receipt, or what the sender has to say first. It tells of a yes alone: the form knows no other state. */
export function describeKantara(facts: ReceiptFacts): { receipt: Record<string, unknown> | null; missing: Missing[] } {
  const { brand, row, text, purpose, channel, events } = facts
  const missing: Missing[] = []
  if (!text) missing.push('text')
  if (!brand.processing) missing.push('processing')
  if (brand.privacyUrl === null) missing.push('privacyUrl')
  const last = events.at(-1)
  const isYes = last !== undefined && VALID_STATES.includes(dpvState(last.type, last.actor))
  if (!isYes || !text || !brand.processing || brand.privacyUrl === null) return { receipt: null, missing }
  const { recipients, phone, retention } = brand.processing
  const until = row.entry.expiresAt?.toISOString()
  const receipt = {
    version: 'KI-CR-v1.1.0',
    jurisdiction: brand.country,
    consentTimestamp: Math.floor(+row.entry.occurredAt / 1000), // in seconds
    collectionMethod: row.entry.method,
    consentReceiptID: recordId(facts),
    language: text.language,
    piiPrincipalId: row.entry.contactId,
    piiControllers: [
      {
        piiController: brand.name,
        contact: brand.senderName,
        address: { streetAddress: brand.postalAddress, addressCountry: brand.country },
        email: brand.privacyEmail,
        phone,
        onBehalf: false,
      },
    ],
    policyUrl: brand.privacyUrl,
    services: [
      {
        service: text.name,
        purposes: [
          {
            purpose: text.text,
            purposeCategory: [CATEGORY_OF_KIND[purpose.kind] ?? '6 - Marketing'],
            consentType: 'EXPLICIT',
            piiCategory: [DATA_OF_CHANNEL[purpose.kind === 'advertising' ? 'email' : channel]],
            primaryPurpose: false,
            termination: `${until ? `${until}, or when the person withdraws` : 'When the person withdraws'}. ${retention}`,
            thirdPartyDisclosure: recipients.length > 0,
            ...(recipients.length > 0 && { thirdPartyName: recipients.join(', ') }),
          },
        ],
      },
    ],
    sensitive: false,
    spiCat: [],
  }
  return { receipt, missing }
}
