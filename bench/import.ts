// import: a CSV file of 200,000 people, each with a yes and its proof, uploaded to the running product and taken in by
// its importer, from the first byte sent to the last row committed; against COPY of the same people into the contact
// table alone. rssMb is the most that all Node processes of the product held. --rows 2000000 shows that it stays flat.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { newId } from '../src/platform/index.ts'
import { count, type Figures } from './benchmark.ts'
import { makePurpose, makeSender } from './make-people.ts'
import { watchMemory } from './measure-memory.ts'
import { API_KEY, type BenchDatabase, type Product, startBenchDatabase, startProduct } from './start-product.ts'

const COPY_RUNS = 3
const COMPANIES = 5000
const MAPPING = {
  columns: [
    { column: 'E-mail', to: 'email' },
    { column: 'First name', to: 'firstName' },
    { column: 'Last name', to: 'lastName' },
    { column: 'Title', to: 'jobTitle' },
    { column: 'Company', to: 'company' },
    { column: 'City', to: 'city' },
    { column: 'Country', to: 'country' },
    { column: 'Language', to: 'language' },
    { column: 'Seats', to: 'field:seats' },
  ],
  consent: [
    {
      purpose: 'newsletter',
      channel: 'email',
      column: 'Newsletter',
      yes: ['yes'],
      no: ['no'],
      at: { column: 'Said at' },
      source: { column: 'Said where' },
      wording: { column: 'Said to' },
    },
  ],
}
const HEADINGS = [...MAPPING.columns.map(({ column }) => column), 'Newsletter', 'Said at', 'Said where', 'Said to']

export async function run(options: Record<string, string>): Promise<Figures> {
  const rows = count(options, 'rows', 200_000)
  const database = await startBenchDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'assent-bench-import-'))
  try {
    const { brandId } = await makeSender(database)
    await makePurpose(database, brandId, 'newsletter', 'marketing', ['email'])
    await database.db.field.create({ data: { key: 'seats', label: 'Seats', type: 'number' } })
    const file = join(folder, 'people.csv')
    await pipeline(Readable.from(csvOf(rows)), createWriteStream(file))
    const copyBefore = await copyContacts(database, Math.min(rows, 200_000))
    const product = await startProduct({ DATABASE_URL: database.url })
    try {
      const memory = watchMemory(() => [product.pid])
      const start = performance.now()
      await importFile(product, file, rows)
      const rowsPerSecond = rows / ((performance.now() - start) / 1000)
      const rssMb = memory.stop()
      await requireDone(database, rows)
      // Machines change their pace within a minute: the yardstick is taken on both sides.
      const copyPerSecond = (copyBefore + (await copyContacts(database, Math.min(rows, 200_000)))) / 2
      return { rowsPerSecond, copyPerSecond, ratio: rowsPerSecond / copyPerSecond, rssMb }
    } finally {
      await product.stop()
    }
  } finally {
    await rm(folder, { recursive: true })
    await database.stop()
  }
}

const person = (index: number) => ({
  email: `anna.berg.${index}@company${index % COMPANIES}.example`,
  firstName: `Anna${index % 700}`,
  lastName: `Berg ${index % 9000}`,
  title: 'Head of maintenance',
  company: `Company ${index % COMPANIES} AS`,
  city: 'Trondheim',
  seats: index % 500,
})

function* csvOf(rows: number): Generator<string> {
  yield `${HEADINGS.join(',')}\r\n`
  for (let at = 0; at < rows; at += 1000) {
    let piece = ''
    for (let index = at; index < Math.min(at + 1000, rows); index++) {
      const { email, firstName, lastName, title, company, city, seats } = person(index)
      const day = String(1 + (index % 28)).padStart(2, '0')
      piece += `${email},${firstName},${lastName},${title},${company},${city},NO,nb,${seats},yes,2026-01-${day} 10:15,"Fair in Trondheim, stand ${index % 40}","Yes, send me the newsletter once a month"\r\n`
    }
    yield piece
  }
}

/** The best of several, so that the ratio is never flattered by a slow moment. */
async function copyContacts({ pool }: BenchDatabase, rows: number): Promise<number> {
  const now = new Date().toISOString()
  const importId = newId()
  const accounts = await pool.query<{ id: string }>(
    `insert into account (name) select 'Company ' || n || ' AS' from generate_series(0, ${COMPANIES - 1}) n returning id`,
  )
  const rates: number[] = []
  for (let runs = 0; runs < COPY_RUNS; runs++) {
    await emptyContacts(pool)
    const client = await pool.connect()
    const pieces = Array.from({ length: Math.ceil(rows / 1000) }, (_, piece) =>
      Array.from({ length: Math.min(1000, rows - piece * 1000) }, (_, offset) => {
        const index = piece * 1000 + offset
        const { firstName, lastName, title, city, seats } = person(index)
        const account = accounts.rows[index % COMPANIES]?.id
        return `${newId()}\t${account}\t${firstName}\t${lastName}\t${title}\t${city}\tNO\tnb\tnatural\t{"seats":${seats}}\timport\t${importId}\t${index + 2}\t${now}\t${now}\n`
      }).join(''),
    )
    const start = performance.now()
    await pipeline(
      Readable.from(pieces),
      client.query(
        copyFrom(
          'copy contact (id, account_id, first_name, last_name, job_title, city, country, language, recipient_kind, fields, source, import_id, import_line, created_at, updated_at) from stdin',
        ),
      ),
    )
    rates.push(rows / ((performance.now() - start) / 1000))
    client.release()
  }
  await emptyContacts(pool)
  await pool.query('delete from account')
  return Math.max(...rates)
}

/** Contacts are never removed in use, and a trigger sees to it; between measurements it is switched off. */
async function emptyContacts(pool: BenchDatabase['pool']): Promise<void> {
  await pool.query("begin; set local session_replication_role = 'replica'; truncate contact cascade; commit")
}

async function importFile(product: Product, file: string, rows: number): Promise<void> {
  const { id } = await upload(product, file)
  for (;;) {
    const response = await fetch(`${product.url}/api/imports/${id}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    })
    const report = (await response.json()) as { status: string; created: number; given: number; fault: string | null }
    if (report.status === 'done' && report.created === rows && report.given === rows) return
    if (report.status !== 'running') throw new Error(`the import ended otherwise: ${JSON.stringify(report)}`)
    await sleep(250)
  }
}

/** Sends the form piece by piece, as a browser does with a large file. */
async function upload({ url }: Product, file: string): Promise<{ id: string }> {
  const boundary = 'assent-benchmark'
  const head = [
    `--${boundary}\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n${JSON.stringify(MAPPING)}\r\n`,
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\nContent-Type: text/csv\r\n\r\n`,
  ].join('')
  const tail = `\r\n--${boundary}--\r\n`
  const { size } = await stat(file)
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${API_KEY}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': size + head.length + tail.length,
    }
    const sent = request(`${url}/api/imports`, { method: 'POST', headers }, async (response) => {
      const text = (await response.toArray()).join('')
      if (response.statusCode === 202) resolve(JSON.parse(text))
      else reject(new Error(`the upload was answered ${response.statusCode}: ${text.slice(0, 500)}`))
    })
    sent.on('error', reject)
    sent.write(head)
    const pieces = createReadStream(file)
    pieces.on('error', reject).on('end', () => sent.end(tail))
    pieces.pipe(sent, { end: false })
  })
}

/** Everybody must be there, with an address and a yes in the ledger that has its proof. */
async function requireDone({ pool }: BenchDatabase, rows: number): Promise<void> {
  const { rows: found } = await pool.query<Record<string, number>>(
    `select (select count(*) from contact)::int as contacts, (select count(*) from address_key)::int as addresses,
      (select count(*) from consent_state where state = 'given')::int as given,
      (select count(*) from consent_event join consent_evidence using (contact_id, seq))::int as proofs`,
  )
  if (Object.values(found[0] ?? {}).some((value) => value !== rows))
    throw new Error(`not everything was done: ${JSON.stringify(found[0])}`)
}
