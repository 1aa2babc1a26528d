// A consent with everything said that can be said, and how to take single fields out of what is made of it.
import type { ReceiptFacts } from '../../src/consent/receipts/find-receipt-facts.ts'

const GIVEN = new Date('2026-11-02T09:30:00.000Z')

/** A yes to a newsletter of an invented company, given on a form and valid for two years. */
export function sampleFacts(over: Partial<ReceiptFacts> = {}): ReceiptFacts {
  const until = new Date('2028-11-02T09:30:00.000Z')
  const purposeId = '0193a000-0000-7000-8000-000000000002'
  const textId = '0193a000-0000-7000-8000-000000000003'
  const brandId = '0193a000-0000-7000-8000-000000000004'
  return {
    row: {
      entry: {
        contactId: '0193a000-0000-7000-8000-000000000001',
        seq: 1,
        purposeId,
        channel: 'email',
        type: 'given',
        occurredAt: GIVEN,
        recordedAt: GIVEN,
        method: 'form',
        actor: 'contact',
        textId,
        expiresAt: until,
      },
      evidenceHash: Buffer.alloc(32, 1),
      previousHash: Buffer.alloc(32),
      hash: Buffer.alloc(32, 2),
      commitment: Buffer.alloc(32, 3),
      salt: Buffer.alloc(16, 4),
      evidence: { page: 'https://vidjevik.example/newsletter' },
    },
    number: '0808 0808',
    channel: 'email',
    events: [{ type: 'given', actor: 'contact', method: 'form', at: GIVEN, until }],
    purpose: { id: purposeId, key: 'newsletter', name: 'Newsletter', kind: 'marketing', legalBasis: 'consent' },
    brand: {
      id: brandId,
      name: 'Vidjevik',
      senderName: 'Vidjevik',
      senderEmail: 'post@vidjevik.example',
      replyTo: null,
      postalAddress: 'Vidjevik AS, Kaigata 8, 7010 Trondheim',
      privacyEmail: 'personvern@vidjevik.example',
      privacyUrl: 'https://vidjevik.example/personvern',
      colour: '#7A3E16',
      country: 'NO',
      createdAt: GIVEN,
      processing: {
        brandId,
        phone: '+47 55 50 01 99',
        storedIn: ['NO', 'SE'],
        retention: 'Until 12 months after the last yes has ended',
        recipients: [],
        retentionMonths: null,
        safeguard: null,
      },
    },
    text: {
      id: textId,
      language: 'nb',
      version: 3,
      name: 'Nyhetsbrev',
      text: 'Én e-post i måneden om energibruk i bygg. Du kan si nei når som helst.',
      hash: '00'.repeat(32),
      from: new Date('2026-01-01T00:00:00.000Z'),
    },
    ...over,
  }
}

/** The same value without the field at this path; `copy.services[0].service` is `['services', 0, 'service']`. */
export function without(value: unknown, path: readonly (string | number)[]): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (Array.isArray(value)) return value.map((item, index) => (index === first ? without(item, rest) : item))
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => {
      if (key !== first) return [[key, inner]]
      return rest.length === 0 ? [] : [[key, without(inner, rest)]]
    }),
  )
}
