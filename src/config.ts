// The environment, read once: nothing else in src looks at process.env. A wrong value stops the start, and all faults
// are named at once. Never put a value that may hold a secret into a fault.
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { DomainError } from './platform/index.ts'

/** The key signs sessions and links, so it must not be guessed; 32 characters of base64 are 192 bits. */
const SECRET_LENGTH = 32
const API_KEY_LENGTH = 32

/** Every variable that Assent reads, by name. */
export const environment = z.object({
  PORT: z.coerce
    .number('Write a number from 1 to 65535, such as 3000.')
    .int('Write a whole number from 1 to 65535, such as 3000.')
    .min(1, 'Write a number from 1 to 65535, such as 3000.')
    .max(65_535, 'Write a number from 1 to 65535, such as 3000.')
    .default(3000),
  DATA_DIR: z.string().default('.assent'),
  DATABASE_URL: urlOf(['postgresql:', 'postgres:'], 'postgresql://user:password@host:5432/database').optional(),
  SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
  INBOUND_PORT: z.coerce
    .number('Write a number from 1 to 65535, such as 25.')
    .int('Write a whole number from 1 to 65535, such as 25.')
    .min(1, 'Write a number from 1 to 65535, such as 25.')
    .max(65_535, 'Write a number from 1 to 65535, such as 25.')
    .optional(),
  INBOUND_DOMAIN: domainLike('in.assent.example').optional(),
  PUBLIC_URL: urlOf(['https:', 'http:'], 'https://assent.example')
    .refine((url) => !URL.canParse(url) || new URL(url).pathname === '/', {
      error: 'Write it without a path: Assent needs an address of its own, such as https://assent.example.',
    })
    .optional(),
  SECRET_KEY: z
    .string()
    .min(SECRET_LENGTH, `Write at least ${SECRET_LENGTH} random characters, such as openssl rand -base64 32 prints.`)
    .optional(),
  ASSENT_ROLE: z.enum(['all', 'web', 'worker'], { error: 'Write all, web or worker.' }).default('all'),
  ASSENT_API_KEY: z
    .string()
    .min(API_KEY_LENGTH, `Write at least ${API_KEY_LENGTH} random characters, such as openssl rand -hex 32 prints.`)
    .optional(),
  UPLOAD_LIMIT_MB: z.coerce
    .number('Write a number of megabytes, such as 2000.')
    .int('Write a whole number of megabytes, such as 2000.')
    .min(1, 'Write a number of megabytes, such as 2000.')
    .default(2000),
  FOLLOW_LINKS: z.enum(['own', 'all'], { error: 'Write own or all.' }).default('own'),
  CHECKPOINT_URL: urlOf(['https:', 'http:'], 'https://keeper.example/assent').optional(),
  WITNESS_URL: urlOf(['https:', 'http:'], 'https://witness.example').optional(),
  WITNESS_KEY: z
    .string()
    .regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/, 'Write the key that the witness shows: name+hash+key.')
    .optional(),
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .regex(/^[\w.:-]+(, *[\w.:-]+)*$/, 'Write host names with commas between them, such as crm.internal, 10.0.0.7.')
    .optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'Write production, development or test, or leave it out.' })
    .default('development'),
})

export type Config = {
  port: number
  /** Absolute. The embedded database, the mailbox, the keys, those of DKIM too, the checkpoints and the development key lie here. */
  dataDir: string
  /** Undefined: an embedded PostgreSQL. */
  databaseUrl: string | undefined
  /** Undefined: the built-in mailbox, or in production no mail at all. */
  smtpUrl: string | undefined
  /** Where mail comes back to, in lower case: a worker listens at the port, or it comes to a mailbox that is read. */
  inbound: { domain: string; port?: number } | undefined
  /** Without a slash at the end. */
  publicUrl: string
  /** Undefined in development alone: `developmentSecret` keeps one. */
  secretKey: string | undefined
  servesWeb: boolean
  doesWork: boolean
  apiKey: string | undefined
  /** Bytes of one file that may be imported. */
  uploadLimit: number
  /** Whether the daily check of links also asks other people's servers. */
  followsOutsideLinks: boolean
  /** Undefined: signed heads of the log stay in files alone. */
  checkpointUrl: string | undefined
  /** Who cosigns the heads of the log, with the key as name+hash+key. */
  witness: { url: string; key: string } | undefined
  /** Hosts of one's own network that webhooks may reach, in lower case. */
  webhookPrivateHosts: string[]
  isProduction: boolean
  /** An empty database becomes the demo company. */
  makesDemo: boolean
}

/** Reads the configuration. Throws a DomainError whose faults name every variable and what to write instead. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message })),
    ...missing(given),
  ]
  if (!parsed.success || faults.length > 0)
    throw new DomainError('invalid', 'Assent cannot start with this configuration.', { faults })
  const { data } = parsed
  return {
    port: data.PORT,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    smtpUrl: data.SMTP_URL,
    inbound:
      data.INBOUND_DOMAIN !== undefined
        ? { domain: data.INBOUND_DOMAIN.toLowerCase(), ...(data.INBOUND_PORT && { port: data.INBOUND_PORT }) }
        : undefined,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${data.PORT}`,
    secretKey: data.SECRET_KEY,
    servesWeb: data.ASSENT_ROLE !== 'worker',
    doesWork: data.ASSENT_ROLE !== 'web',
    apiKey: data.ASSENT_API_KEY,
    uploadLimit: data.UPLOAD_LIMIT_MB * 1_000_000,
    followsOutsideLinks: data.FOLLOW_LINKS === 'all',
    checkpointUrl: data.CHECKPOINT_URL,
    witness: data.WITNESS_URL && data.WITNESS_KEY ? { url: data.WITNESS_URL, key: data.WITNESS_KEY } : undefined,
    webhookPrivateHosts: data.WEBHOOK_PRIVATE_HOSTS?.toLowerCase().split(/, */) ?? [],
    isProduction: data.NODE_ENV === 'production',
    makesDemo: data.NODE_ENV === 'development',
  }
}

/** What one variable asks of another; looked at even where single values are wrong, so that all faults show at once. */
function missing(given: Record<string, string | undefined>): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  if (given.NODE_ENV === 'production' && !given.SECRET_KEY)
    faults.push({
      path: 'SECRET_KEY',
      message: `Production needs it: at least ${SECRET_LENGTH} random characters, such as openssl rand -base64 32 prints. Keep it: links in mails are signed with it.`,
    })
  if (given.NODE_ENV === 'production' && !given.PUBLIC_URL)
    faults.push({
      path: 'PUBLIC_URL',
      message: 'Production needs it: the address at which people reach Assent, such as https://assent.example.',
    })
  if (given.INBOUND_PORT !== undefined && given.INBOUND_DOMAIN === undefined)
    faults.push({
      path: 'INBOUND_DOMAIN',
      message: 'Mail that comes in at INBOUND_PORT comes to a domain: write it, such as in.assent.example.',
    })
  if ((given.WITNESS_URL === undefined) !== (given.WITNESS_KEY === undefined))
    faults.push({
      path: given.WITNESS_URL ? 'WITNESS_KEY' : 'WITNESS_URL',
      message: 'A witness is known by its address and its key: write both, or neither.',
    })
  if ((given.ASSENT_ROLE === 'web' || given.ASSENT_ROLE === 'worker') && !given.DATABASE_URL)
    faults.push({
      path: 'DATABASE_URL',
      message: `A process that is ${given.ASSENT_ROLE} alone shares its database with others: write postgresql://user:password@host:5432/database.`,
    })
  return faults
}

function domainLike(example: string) {
  return z
    .string()
    .max(180, 'Write a shorter domain: addresses end in it.')
    .regex(/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i, `Write a domain such as ${example}.`)
}

function urlOf(protocols: string[], example: string) {
  const message = `Write an address like ${example}.`
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), message)
}

/** The key of a development installation: made once, kept where only its owner can read it. */
export async function developmentSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret-key')
  const half = `${file}.${randomBytes(4).toString('hex')}`
  await mkdir(dataDir, { recursive: true })
  const made = await readFile(file, 'utf8').catch(() => undefined)
  if (made) return made
  await writeFile(half, randomBytes(32).toString('base64url'), { mode: 0o600 })
  await link(half, file).catch(() => {}) // fails when another start was quicker: then that one's key counts
  await rm(half)
  return readFile(file, 'utf8')
}
