// Which account each company is: by its domain where one is given, else by its name. Makes those that are missing.
// It never takes the domain of an e-mail address for a company's: most people write from somebody else's domain.
import { listSql, Prisma, type Transaction } from '../platform/database.ts'
import { newId } from '../platform/id.ts'

export type Company = { name?: string | undefined; domain?: string | undefined }
type AccountRow = { id: string; name: string; domain: string | null }

const spell = (text: string) => text.toLowerCase()
export const companyKey = (company: Company): string => spell(company.domain ?? `name:${company.name ?? ''}`)

/** Account ids by `companyKey`. Companies without name and domain are left out. */
export async function findOrMakeAccounts(
  tx: Transaction,
  companies: readonly Company[],
  now: Date,
): Promise<Map<string, string>> {
  const wanted = new Map(companies.filter((one) => one.name || one.domain).map((one) => [companyKey(one), one]))
  if (wanted.size === 0) return new Map()
  const known = matchAccounts(wanted, await findAccounts(tx, wanted))
  if (known.size === wanted.size) return known
  await lockNewAccounts(tx)
  const accounts = matchAccounts(wanted, await findAccounts(tx, wanted))
  const missing = [...wanted].filter(([key]) => !accounts.has(key))
  const made = missing.map(([key, { name, domain }]) => ({ key, id: newId(now), name: name ?? domain ?? '', domain }))
  if (made.length > 0) await insertAccounts(tx, made, now)
  for (const { key, id } of made) accounts.set(key, id)
  return accounts
}

function matchAccounts(wanted: Map<string, Company>, rows: AccountRow[]): Map<string, string> {
  const byDomain = new Map(rows.flatMap((row) => (row.domain ? [[spell(row.domain), row.id] as const] : [])))
  const byName = new Map(rows.map((row) => [spell(row.name), row.id]))
  const matches = [...wanted].flatMap(([key, { name, domain }]) => {
    const id = domain ? byDomain.get(spell(domain)) : byName.get(spell(name ?? ''))
    return id ? [[key, id] as const] : []
  })
  return new Map(matches)
}

async function findAccounts(tx: Transaction, wanted: Map<string, Company>): Promise<AccountRow[]> {
  const companies = [...wanted.values()]
  const domains = companies.flatMap((one) => (one.domain ? [spell(one.domain)] : []))
  const names = companies.flatMap((one) => (one.domain || !one.name ? [] : [spell(one.name)]))
  return tx.$queryRaw<AccountRow[]>(Prisma.sql`
    select id, name, domain from account where domain = any(${listSql(domains, 'text')})
    union all
    select id, name, domain from account where lower(name) = any(${listSql(names, 'text')})
    order by id desc`)
}

/** Two imports that meet the same new company must make one account. Any number that nothing else locks. */
const ACCOUNT_LOCK = 771_204
async function lockNewAccounts(tx: Transaction): Promise<void> {
  await tx.$queryRaw(Prisma.sql`select pg_advisory_xact_lock(${ACCOUNT_LOCK})::text`)
}

async function insertAccounts(
  tx: Transaction,
  rows: { id: string; name: string; domain: string | undefined }[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    insert into account (id, name, domain, created_at)
    select id, name, domain, ${now} from unnest(${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.domain?.toLowerCase() ?? null)}::text[])
      as fresh (id, name, domain)`)
}
