// What makes somebody an existing customer: a sale in which they gave this address, with a way to say no offered then
// (consent.md N2). A competition, a quote and an abandoned basket are named here so that they can be refused by name (N3).
import { z } from 'zod'
import { DomainError } from '../../platform/errors.ts'

/** How an address can have been received. Only the first makes a customer. */
export const ADDRESS_SOURCES = ['sale', 'competition', 'quote', 'abandoned_basket'] as const
export type AddressSource = (typeof ADDRESS_SOURCES)[number]

/** The channels for which a sale can stand in the place of a yes. */
export const CUSTOMER_CHANNELS = ['email', 'sms'] as const
export type CustomerChannel = (typeof CUSTOMER_CHANNELS)[number]

/** What was bought, so that only goods of the same kind are told of. Capital letters make no difference. */
export const productFamily = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(80)
  .meta({ description: 'What was bought, such as heat pumps: purposes for customers name the same family.' })

export const enteredSale = z.strictObject({
  productFamily,
  channel: z.enum(CUSTOMER_CHANNELS).meta({ description: 'For which the customer gave an address in the sale.' }),
  source: z.enum(ADDRESS_SOURCES).meta({ description: 'How the address was received. Only a sale makes a customer.' }),
  soldAt: z.iso.datetime(),
  optOutOffered: z.boolean().meta({ description: 'Whether a free and easy way to say no was offered then.' }),
  evidence: z.string().trim().min(2, 'Name the order or invoice, or where the papers are.').max(500),
})
export type EnteredSale = z.infer<typeof enteredSale>

export type SaleFault = 'not_a_sale' | 'no_opt_out' | 'future_sale'

/** Why this is no basis, or undefined where it is one. */
export function findSaleFault(
  { source, optOutOffered, soldAt }: { source: AddressSource; optOutOffered: boolean; soldAt: Date },
  now: Date,
): SaleFault | undefined {
  if (source !== 'sale') return 'not_a_sale'
  if (!optOutOffered) return 'no_opt_out'
  return soldAt > now ? 'future_sale' : undefined
}

const WORDS: Record<SaleFault, { path: string; message: string }> = {
  not_a_sale: {
    path: 'source',
    message:
      'An address from a competition, a quote or an abandoned basket makes nobody a customer. Ask for a yes instead.',
  },
  no_opt_out: {
    path: 'optOutOffered',
    message: 'Without a way to say no when the address was received, a sale is no basis. Ask for a yes instead.',
  },
  future_sale: { path: 'soldAt', message: 'The sale lies in the future. Put its date right.' },
}

/** Throws `invalid`, with what to do instead, where this makes nobody a customer. */
export function checkSale(sale: Parameters<typeof findSaleFault>[0], now: Date): void {
  const fault = findSaleFault(sale, now)
  if (fault) throw new DomainError('invalid', WORDS[fault].message, { faults: [WORDS[fault]] })
}
