// The list that somebody brought home from a trade fair, taken in by the real importer: new people with their proof,
// rows that cannot be taken, and people who have said no here before, whom no list brings back.
import { importContacts, importMapping, suppressionKey } from '../consent/index.ts'
import { Prisma, type PrismaClient } from '../platform/database.ts'
import type { Chance } from './chance.ts'
import { inventPerson } from './invent-people.ts'

const FILE_NAME = 'Messe Stavanger.csv'
const NEW_PEOPLE = 16
/** Numbers of invented people that nobody else here has. */
const FIRST_NUMBER = 100_000

const MAPPING = importMapping.parse({
  columns: [
    { column: 'Fornavn', to: 'firstName' },
    { column: 'Etternavn', to: 'lastName' },
    { column: 'E-post', to: 'email' },
    { column: 'Firma', to: 'company' },
  ],
  consent: [
    {
      purpose: 'product_news',
      channel: 'email',
      column: 'Nyheter',
      yes: ['ja'],
      at: { column: 'Dato' },
      source: { value: 'Skjema på stand B12, Messe Stavanger' },
      wording: { value: 'Ja, send meg e-post når Vidjevik har noe nytt.' },
    },
  ],
  defaults: { language: 'nb', country: 'NO' },
})

/** Takes the list in once, as if it were `at`. */
export async function importFair(
  db: PrismaClient,
  { chance, secretKey, at }: { chance: Chance; secretKey: string; at: Date },
): Promise<void> {
  if ((await db.import.count({ where: { fileName: FILE_NAME } })) > 0) return
  const day = at.toISOString().slice(0, 10)
  const invented = Array.from({ length: NEW_PEOPLE }, (_, index) => inventPerson(chance, FIRST_NUMBER + index, at))
  const rows = [
    ...invented.map((one) => [one.firstName, one.lastName, one.email, one.company.name]),
    ...(await findDecliners(db)),
    ['Ragnhild', 'Sagmo', 'ragnhild.sagmo', 'Myrbekk Trelast AS'],
    ['Geir', 'Brekkan', 'geir.brekkan@vestbryggen', 'Vestbryggen Kontor AS'],
    ['Silje', 'Grøtan', '', 'Fagerhøy Skole KF'],
    ['Turid', 'Eidsmo', 'turid.eidsmo@@langnes.example', 'Langnes Svømmehall KF'],
  ]
  const lines = [
    ['Fornavn', 'Etternavn', 'E-post', 'Firma', 'Nyheter', 'Dato'],
    ...rows.map((row) => [...row, 'ja', day]),
  ]
  const file = Buffer.from(`${lines.map((line) => line.join(';')).join('\r\n')}\r\n`)
  const open = async function* () {
    yield file
  }
  await importContacts(
    db,
    { fileName: FILE_NAME, open, mapping: MAPPING, startedBy: null },
    { now: () => at, keys: [suppressionKey(secretKey)] },
  )
}

/** Some of those who have withdrawn: their names are on the list all the same. */
async function findDecliners(db: PrismaClient): Promise<string[][]> {
  const rows = await db.$queryRaw<
    { first_name: string; last_name: string; email: string; company: string }[]
  >(Prisma.sql`
    select contact.first_name, contact.last_name, identity.value as email, account.name as company
    from consent_state state join purpose on purpose.id = state.purpose_id and purpose.key = 'product_news'
    join contact on contact.id = state.contact_id join account on account.id = contact.account_id
    join identity on identity.contact_id = contact.id and identity.kind = 'email' and identity.is_primary
    where state.state = 'withdrawn' and contact.country = 'NO' order by identity.value limit 9`)
  return rows.map((row) => [row.first_name, row.last_name, row.email, row.company])
}
