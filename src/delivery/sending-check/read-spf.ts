// The SPF record of a domain (RFC 7208): whether there is exactly one, whether it closes with a no to everybody else, and
// whether a receiver can look it up within the ten questions that it may ask.
import type { NameResolver } from '../../platform/resolve-names.ts'
import type { Finding } from './finding.ts'

/** RFC 7208 4.6.4. More is an error, and so as good as no record. */
const MOST_LOOKUPS = 10
const ASKS = /^[+?~-]?(?:(include|exists)[:=](\S+)|(redirect)=(\S+)|(?:a|mx|ptr)(?:[:/].*)?)$/i

export async function checkSpf(resolver: NameResolver, domain: string): Promise<Finding> {
  const is = (state: Finding['state'], code: Finding['code'], about = domain): Finding => ({
    ...{ check: 'spf', state, code, about },
  })
  const [record, second] = await recordsOf(resolver, domain)
  if (record === undefined) return is('mend', 'spf_none')
  if (second !== undefined) return is('mend', 'spf_many')
  if ((await countLookups(resolver, record)) > MOST_LOOKUPS) return is('mend', 'spf_lookups')
  if (!(await closes(resolver, record))) return is('mend', 'spf_open')
  return is('good', 'spf_good')
}

const recordsOf = async (resolver: NameResolver, domain: string) =>
  (await resolver.txt(domain)).filter((text) => /^v=spf1(?: |$)/i.test(text))

/** Counts on into what it names, and stops as soon as it is too many: names may lead in a circle. */
async function countLookups(resolver: NameResolver, record: string, before = 0): Promise<number> {
  let count = before
  for (const term of record.split(/ +/).slice(1)) {
    const [, mechanism, target, redirect, onward] = ASKS.exec(term) ?? []
    if (!ASKS.test(term)) continue
    count++
    const name = mechanism?.toLowerCase() === 'include' ? target : redirect && onward
    if (!name || name.includes('%') || count > MOST_LOOKUPS) continue
    const [named] = await recordsOf(resolver, name)
    if (named) count = await countLookups(resolver, named, count)
  }
  return count
}

/** Ends in -all or ~all, or in the record that it leads to. */
async function closes(resolver: NameResolver, record: string, steps = 0): Promise<boolean> {
  const all = /(?:^| )([+?~-]?)all(?: |$)/i.exec(record)
  if (all) return all[1] === '-' || all[1] === '~'
  const onward = / redirect=(\S+)/i.exec(record)?.[1]
  const [next] = onward && steps < MOST_LOOKUPS ? await recordsOf(resolver, onward) : []
  return next !== undefined && closes(resolver, next, steps + 1)
}
