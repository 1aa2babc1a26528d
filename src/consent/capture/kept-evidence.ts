// What is kept of the browser that a yes or a no came from. Nothing, until the privacy officer says what and why: where
// somebody was is personal data, and a yes is proved by its words, page, time and way without it (GDPR art. 5(1)(c)).
// It lies in the evidence of the entry, so that erasure takes it along.
import { isIPv4, isIPv6 } from 'node:net'
import type { Request } from 'express'
import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { DomainError } from '../../platform/errors.ts'

const KEY = 'consent.evidence'
/** Of a browser's own name; longer ones are cut. In characters. */
const AGENT_MAX = 300

export const ADDRESS_PARTS = ['none', 'shortened', 'whole'] as const
export const evidenceSetting = z.strictObject({
  address: z
    .enum(ADDRESS_PARTS)
    .meta({ description: 'Of the IP address: nothing, its first 24 bits (IPv6: 48), or the whole.' }),
  userAgent: z.boolean().meta({ description: 'What the browser calls itself.' }),
  reason: z.string().trim().max(500).meta({ description: 'Why it is needed. Required as soon as anything is kept.' }),
})
export type EvidenceSetting = z.infer<typeof evidenceSetting>

/** Before anybody has decided: nothing. What cannot be read counts as that. */
const NOTHING: EvidenceSetting = { address: 'none', userAgent: false, reason: '' }

export async function findEvidenceSetting(db: Db): Promise<EvidenceSetting> {
  const row = await db.setting.findUnique({ where: { key: KEY } })
  const parsed = evidenceSetting.safeParse(row?.value)
  return parsed.success ? parsed.data : NOTHING
}

/** Holds for what is said from now on; what was kept before stays as it is. Throws `invalid` without a reason. */
export async function saveEvidenceSetting(db: Db, value: EvidenceSetting): Promise<EvidenceSetting> {
  if (value.reason === '' && (value.address !== 'none' || value.userAgent))
    throw new DomainError('invalid', 'Say why this is needed: people have a right to know it.', {
      faults: [{ path: 'reason', message: 'Write the reason, such as: to answer disputes about who said yes.' }],
    })
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } })
  return value
}

export type Browser = { address: string; userAgent: string }
/** What may be kept of it: a field that is not there is not kept. */
export type KeptEvidence = { address?: string; userAgent?: string }

export const browserOf = (request: Pick<Request, 'ip' | 'get'>): Browser => ({
  address: request.ip ?? '',
  userAgent: request.get('user-agent') ?? '',
})

/** The part of this browser that this installation keeps with what was said. */
export async function keepEvidence(db: Db, browser: Browser): Promise<KeptEvidence> {
  const setting = await findEvidenceSetting(db)
  const address = keepAddress(browser.address, setting.address)
  return {
    ...(address !== undefined && { address }),
    ...(setting.userAgent && browser.userAgent !== '' && { userAgent: browser.userAgent.slice(0, AGENT_MAX) }),
  }
}

/** Of 203.0.113.77 the network 203.0.113.0/24; of an IPv6 address its first 48 bits. What is no address is not kept. */
export function keepAddress(text: string, part: EvidenceSetting['address']): string | undefined {
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '')
  if (part === 'none') return undefined
  if (isIPv4(address)) return part === 'whole' ? address : `${address.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(address)) return undefined
  return part === 'whole' ? address : `${firstGroups(address).join(':')}::/48`
}

/** The first three groups of an IPv6 address, whatever is left out in how it is written. */
function firstGroups(address: string): string[] {
  const [before = '', after] = address.replace(/%.*$/, '').split('::', 2)
  const head = before === '' ? [] : before.split(':')
  if (after === undefined) return head.slice(0, 3)
  const tail = after === '' ? [] : after.split(':')
  const gap = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...gap, ...tail].slice(0, 3)
}
