// What a template may say about a person: the closed list of Liquid variables.

import { Prisma } from '../platform/database.ts'
import type { BrandVariables } from './brand-look/brand-variables.ts'

export type Person = {
  contactId: string
  messageId: string
  purposeId: string
  /** Links may name the person, because tracking by mail is allowed. */
  isTracked: boolean
  address: string
  firstName: string | null
  lastName: string | null
  jobTitle: string | null
  city: string | null
  language: string | null
  company: string | null
  fields: Record<string, unknown>
  /** What stands before the address, where that is not their own name. */
  toName?: string
  /** What stands in the places of a mail that was ordered for them. */
  ordered?: Readonly<Record<string, string>>
  /** From whom we got them, where they have not been told yet (GDPR art. 14). */
  sources?: readonly string[]
}

/**
 * The custom fields of `contact` in a query. One that is defined but not known of a person is empty text: a template may
 * name it, and only a field that does not exist stops a mail.
 */
export const FIELDS = Prisma.sql`(coalesce((select jsonb_object_agg(field.key, '') from field), '{}'::jsonb)
  || coalesce(contact.fields, '{}'::jsonb))`

/** Dots separate; `contact.fields.*` stands for every custom field. */
export const TEMPLATE_VARIABLES = [
  'contact.first_name',
  'contact.last_name',
  'contact.job_title',
  'contact.city',
  'contact.language',
  'contact.company',
  'contact.fields.*',
  'brand.name',
  'brand.postal_address',
  'brand.website',
  'brand.logo_url',
  'brand.colour',
  'brand.social',
  'unsubscribe_url',
  'preferences_url',
  'view_url',
  'links',
] as const

type Sender = {
  /** Of the content; names the links that count without naming anybody. */
  id?: string
  countsLinks?: boolean
  brandName: string
  postalAddress: string
  brand?: BrandVariables
  links: readonly string[]
}

/** The variables for one person. Links name nobody unless the person allowed tracking by mail (consent.md E7, E10). */
export function personVariables(person: Person, sender: Sender, token: string, publicUrl: string) {
  return {
    contact: {
      first_name: person.firstName ?? '',
      last_name: person.lastName ?? '',
      job_title: person.jobTitle ?? '',
      city: person.city ?? '',
      language: person.language ?? '',
      company: person.company ?? '',
      fields: person.fields,
    },
    brand: sender.brand ?? { name: sender.brandName, postal_address: sender.postalAddress },
    links: sender.links.map((link, position) => {
      const address = sender.countsLinks && sender.id ? `${publicUrl}/l/${sender.id}/${position}` : link
      return person.isTracked ? `${publicUrl}/c/${token}/${position}` : address
    }),
    ...(person.isTracked && { open_url: `${publicUrl}/o/${token}` }),
    // A person follows the link to a page; a mail program posts to the same address (RFC 8058).
    unsubscribe_url: `${publicUrl}/u/${token}`,
    one_click_url: `${publicUrl}/u/${token}`,
    preferences_url: `${publicUrl}/p/${token}`,
    view_url: `${publicUrl}/v/${token}`,
  }
}
