// The DMARC record of a domain, found as receivers find it: under its own name or one above it. The highest one that has a
// record is the organisation, which is what two names must share to be aligned.
import type { NameResolver } from '../../platform/resolve-names.ts'
import type { Finding } from './finding.ts'

export type Dmarc = {
  /** Where the policy that counts was found; undefined: there is none. */
  foundAt: string | undefined
  /** The highest name with a record; without any, the domain itself. */
  organisation: string
  records: readonly string[]
}

/** Names above a domain that are asked, at most: nobody has more, and each is a question to DNS. */
const MOST_STEPS = 8

export async function readDmarc(resolver: NameResolver, domain: string): Promise<Dmarc> {
  const dmarc: Dmarc = { foundAt: undefined, organisation: domain, records: [] }
  const names = [domain]
  for (let name = parentOf(domain); name.includes('.') && names.length < MOST_STEPS; name = parentOf(name))
    names.push(name)
  for (const name of names) {
    const records = (await resolver.txt(`_dmarc.${name}`)).filter((text) => /^v=DMARC1\s*(?:;|$)/.test(text))
    if (records.length === 0) continue
    dmarc.organisation = name
    if (dmarc.foundAt !== undefined) continue
    dmarc.foundAt = name
    dmarc.records = records
  }
  return dmarc
}

const parentOf = (name: string) => (name.includes('.') ? name.slice(name.indexOf('.') + 1) : '')

/** The value of a tag, in small letters. */
export const tagOf = ({ records: [record = ''] }: Dmarc, tag: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*${tag}\\s*=\\s*([^;]*)`, 'i').exec(record)?.[1]?.trim().toLowerCase()

export function checkDmarc(dmarc: Dmarc, domain: string): Finding {
  const is = (state: Finding['state'], code: Finding['code'], about: string): Finding => ({
    ...{ check: 'dmarc', state, code, about },
  })
  if (dmarc.records.length > 1) return is('mend', 'dmarc_many', `_dmarc.${dmarc.foundAt}`)
  const policy = tagOf(dmarc, 'p')
  if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy))
    return is('mend', 'dmarc_none', `_dmarc.${domain}`)
  if (tagOf(dmarc, 'rua') === undefined) return is('look', 'dmarc_no_reports', `_dmarc.${dmarc.foundAt}`)
  return is('good', 'dmarc_good', `p=${policy}`)
}
