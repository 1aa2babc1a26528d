// Personalised mails of 20 kB through the whole product (batches, consent decision, rows, composing, SMTP, marking) to a
// discarding server in its own process, against a bare loop over the same library's SMTPConnection with mails that are
// composed already: same bytes, same number of connections, one process, best of three. Options: --messages; --dkim signs
// each mail with an RSA key of 2048 bits, --dkim ed25519 with one of that kind, --dkim both with both, and the bare loop
// sends signed bytes;
// --plain true: a server that does not offer PIPELINING. Where it does, as nearly every relay, the product says an envelope
// in one write, which SMTPConnection cannot.
//
//   perSecond     from the first decision to the last marking
//   rawPerSecond  the bare loop
//   ratio         perSecond / rawPerSecond
//   rssMb         most proportional memory of all Node processes of the product, in MB
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import {
  compileMail,
  countWaiting,
  type DkimKey,
  dkimFolder,
  enqueueMessages,
  type Mail,
  makeDkimKeys,
  makeSigner,
  saveContent,
} from '../src/delivery/index.ts'
import { Prisma } from '../src/platform/index.ts'
import { count, type Figures } from './benchmark.ts'
import { makeContacts, makeSender, sayYes } from './make-people.ts'
import { watchMemory } from './measure-memory.ts'
import { type BenchDatabase, startBenchDatabase, startProduct, startScript } from './start-product.ts'

const CONNECTIONS = 10
/** Different mails that the bare loop cycles through: enough that no cache helps it, few enough to fit into memory. */
const RAW_MAILS = 200
/** ms between looks at how far it is. Each look counts rows, which the product pays for. */
const LOOK_EVERY_MS = 1000

export async function run(options: Record<string, string>): Promise<Figures> {
  const messages = count(options, 'messages', 20_000)
  const dataDir = await mkdtemp(join(tmpdir(), 'assent-bench-'))
  const keys = options.dkim === undefined ? [] : await makeKeys(dataDir, options.dkim)
  const database = await startBenchDatabase()
  const sink = await startScript('discard-server.ts', ...(options.plain === undefined ? [] : ['--plain']))
  try {
    const port = Number(sink.first)
    const contentId = await prepare(database, messages)
    const sign = makeSigner(keys)
    const composed = await rawMails(database, contentId)
    const signed = async (mail: Mail) => Buffer.concat([Buffer.from(await sign(mail.bytes)), mail.bytes])
    const mails = await Promise.all(composed.map(async (mail) => ({ ...mail, bytes: await signed(mail) })))
    const rates = []
    for (let round = 0; round < 3; round++) rates.push(await sendBare(mails, messages, port))
    const rawPerSecond = Math.max(...rates)
    const before = Number(await sink.ask('count'))
    const { perSecond, rssMb } = await sendThroughProduct(database, port, dataDir, contentId, messages)
    const arrived = Number(await sink.ask('count')) - before
    if (arrived !== messages) throw new Error(`${arrived} of ${messages} mails arrived`)
    return { messages, perSecond, rawPerSecond, ratio: perSecond / rawPerSecond, rssMb }
  } finally {
    sink.stop()
    await database.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** For the sender's domain, where workers look for them. */
async function makeKeys(dataDir: string, which: string): Promise<DkimKey[]> {
  const made = await makeDkimKeys(dataDir, 'vidjevik.example', new Date())
  if (which === 'both') return made
  const [rsa, curve] = made
  if (!rsa || !curve) throw new Error('two keys are made for a domain')
  const [kept, other] = which === 'ed25519' ? [curve, rsa] : [rsa, curve]
  await rm(join(dkimFolder(dataDir), other.domain, `${other.selector}.pem`))
  return [kept]
}

async function prepare(database: BenchDatabase, messages: number): Promise<string> {
  const { brandId, purposeId } = await makeSender(database)
  await sayYes(database, await makeContacts(database, messages), purposeId)
  const contentId = await saveContent(database.db, { brandId, purposeId, ...twentyKilobytes() })
  await database.pool.query('vacuum analyze')
  return contentId
}

/** About 20 kB as sent, with eight variables. */
function twentyKilobytes() {
  const paragraph = (n: number) =>
    `<tr><td style="padding:12px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:24px;color:#13201B">Avsnitt ${n}. I næringsbygg går mellom en tredel og halvparten av varmen ut med luften. Fire byggeiere i Norden har målt hva de fikk igjen etter ett år.</td></tr>`
  const rows = Array.from(
    { length: 52 },
    (_, n) => paragraph(n) + (n % 10 === 0 ? '<tr><td>Til {{ contact.first_name }}</td></tr>' : ''),
  )
  const html = `<!doctype html><html><body><table>${rows.join('\n')}</table><a href="https://vidjevik.example/guide">Les</a><p>{{ contact.first_name }} {{ contact.last_name }}, {{ brand.postal_address }}</p><a href="{{ unsubscribe_url }}">Stopp</a> <a href="{{ preferences_url }}">Valg</a></body></html>`
  const text = `Hei {{ contact.first_name }}\n${'Varmen er allerede betalt én gang.\n'.repeat(40)}{{ unsubscribe_url }}`
  return { subject: 'Hei {{ contact.first_name }}, slik henter du varmen tilbake', preheader: '', html, text }
}

async function rawMails({ db }: BenchDatabase, contentId: string): Promise<Mail[]> {
  const content = await db.messageContent.findUniqueOrThrow({ where: { id: contentId } })
  const brand = await db.brand.findFirstOrThrow()
  const compose = compileMail(
    { ...content, brandName: brand.name, country: brand.country, postalAddress: brand.postalAddress },
    () => ({
      token: 'x'.repeat(82),
      publicUrl: 'http://127.0.0.1:3000',
    }),
  )
  return Array.from({ length: RAW_MAILS }, (_, n) =>
    compose(
      {
        contactId: contentId,
        messageId: contentId,
        purposeId: contentId,
        isTracked: false,
        address: `contact-${n}@people.example`,
        firstName: `Kari ${n}`,
        lastName: 'Nesheim',
        jobTitle: null,
        city: null,
        language: 'nb',
        company: null,
        fields: {},
      },
      new Date(),
    ),
  )
}

/** The bare loop: nothing but SMTPConnection and bytes. Mails a second. */
async function sendBare(mails: Mail[], messages: number, port: number): Promise<number> {
  let next = 0
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(port)))
  const started = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      while (next < messages) {
        const mail = mails[next++ % mails.length] as Mail
        await new Promise<void>((resolve, reject) =>
          connection.send({ from: mail.from, to: [mail.to] }, mail.bytes, (fault) =>
            fault ? reject(fault) : resolve(),
          ),
        )
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  for (const connection of connections) connection.quit()
  return messages / seconds
}

function connect(port: number): Promise<SMTPConnection> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true })
    connection.on('error', reject)
    connection.connect((fault) => (fault ? reject(fault) : resolve(connection)))
  })
}

/** The yeses of a moment ago are taken into the log of consent first, as those of real people were long before a campaign. */
async function untilLogged({ pool }: BenchDatabase): Promise<void> {
  const pending = async () =>
    (await pool.query<{ n: number }>('select count(*)::int as n from proof_pending')).rows[0]?.n
  while ((await pending()) !== 0) await sleep(LOOK_EVERY_MS)
}

async function sendThroughProduct(
  database: BenchDatabase,
  port: number,
  dataDir: string,
  contentId: string,
  messages: number,
) {
  const { db, url } = database
  const mail = { SMTP_URL: `smtp://127.0.0.1:${port}`, DATA_DIR: dataDir }
  const product = await startProduct({ DATABASE_URL: url, ASSENT_ROLE: 'worker', ...mail })
  const memory = watchMemory(() => [product.pid])
  try {
    await untilLogged(database)
    const people = Prisma.sql`select id as contact_id, 'bench' as occasion from contact`
    await enqueueMessages(db, { contentId, campaignId: null, people, notBefore: new Date(0) }, new Date())
    while ((await countWaiting(db)) > 0) await sleep(LOOK_EVERY_MS)
    const [row] = await db.$queryRaw<{ sent: number; seconds: number }[]>(Prisma.sql`
      select count(*)::int as sent, extract(epoch from max(finished_at) - min(decided_at))::float8 as seconds
      from message where status = 'sent'`)
    if (row?.sent !== messages) throw new Error(`${row?.sent} of ${messages} messages were sent`)
    return { perSecond: messages / row.seconds, rssMb: memory.stop() }
  } finally {
    memory.stop()
    await product.stop()
  }
}
