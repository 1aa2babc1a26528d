// Who may tell us what became of our mails, and how they prove it. Secrets are sealed; one that we make is shown once.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Db, Prisma } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { openSecret, type SealKey, sealKey, sealSecret } from '../../platform/seal.ts'
import type { PlatformConfig } from '../../platform/services.ts'
import type { MailboxAccess, MailboxPlace } from '../inbound/read-mailbox.ts'
import { POSTMARK_USER } from './postmark.ts'
import { sendGridKey } from './sendgrid.ts'
import { TOPIC } from './sns.ts'

export const PROVIDERS = ['ses', 'sendgrid', 'mailgun', 'postmark'] as const
export type Provider = (typeof PROVIDERS)[number]
export const SOURCE_KINDS = [...PROVIDERS, 'imap'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]
/** What is known of a source, by kind. Each is checked when it is entered, so what is stored is right. */
export const newSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ses'),
    topic: z
      .string()
      .trim()
      .regex(TOPIC, 'Write the ARN of the topic, such as arn:aws:sns:eu-north-1:123456789012:bounces.'),
  }),
  z.strictObject({
    kind: z.literal('sendgrid'),
    publicKey: z
      .string()
      .trim()
      .max(1000)
      .refine(
        (text) => sendGridKey(text) !== undefined,
        'Copy the verification key that SendGrid shows. It begins MFkw.',
      ),
  }),
  z.strictObject({
    kind: z.literal('mailgun'),
    signingKey: z.string().trim().min(16, 'Copy the HTTP webhook signing key that Mailgun shows.').max(200),
  }),
  z.strictObject({ kind: z.literal('postmark') }),
  z.strictObject({
    kind: z.literal('imap'),
    host: z
      .string()
      .trim()
      .regex(/^[\w.:-]{1,253}$/, 'Write the name of the server, such as imap.vidjevik.example.'),
    port: z.int().min(1).max(65_535),
    isSecure: z.boolean().meta({ description: 'TLS from the first byte; else STARTTLS.' }),
    user: z.string().trim().min(1, 'Write the user of the mailbox.').max(320),
    password: z.string().min(1, 'Write the password of the mailbox.').max(500),
    folder: z.string().trim().min(1, 'Write the folder, such as INBOX.').max(200),
  }),
])
export type NewSource = z.output<typeof newSource>

export type SourceSummary = {
  id: string
  kind: SourceKind
  /** What tells it from others of its kind; null where nothing does. */
  detail: string | null
  /** What is entered at the provider, the password of Postmark left out; null of a mailbox. */
  url: string | null
  createdAt: Date
  lastTakenAt: Date | null
  lastRefusedAt: Date | null
  /** Why a mailbox could not be read the last time. */
  fault: string | null
}

/** Enough for several accounts at every provider. */
const SOURCES_MAX = 20
const PASSWORD_BYTES = 24

export const sourceKey = (secretKey: string): SealKey => sealKey(secretKey, 'return source')
const urlOf = (publicUrl: string, kind: string, id: string) => `${publicUrl}/returned/${kind}/${id}`

/** Answers the address that is entered at the provider. For Postmark it holds the password, which cannot be shown again. */
export async function addSource(
  db: Db,
  source: NewSource,
  { publicUrl, secretKey }: PlatformConfig,
  now: Date,
): Promise<{ id: string; url: string | null }> {
  if ((await db.returnSource.count()) >= SOURCES_MAX)
    throw new DomainError('conflict', `There are ${SOURCES_MAX}, which is the most. Remove one first.`)
  const { kind } = source
  const { details, secret } = splitSecret(source)
  const sealed = secret === undefined ? null : sealSecret(sourceKey(secretKey), secret)
  const { id } = await db.returnSource.create({ data: { kind, details, secret: sealed, createdAt: now } })
  if (kind === 'imap') return { id, url: null }
  const url = new URL(urlOf(publicUrl, kind, id))
  if (kind === 'postmark' && secret) Object.assign(url, { username: POSTMARK_USER, password: secret })
  return { id, url: url.href }
}

/** What may lie open, and what is sealed: of Postmark a password of our making. */
function splitSecret(source: NewSource): { details: Prisma.InputJsonObject; secret?: string } {
  switch (source.kind) {
    case 'ses':
      return { details: { topic: source.topic } }
    case 'sendgrid':
      return { details: { publicKey: source.publicKey } }
    case 'mailgun':
      return { details: {}, secret: source.signingKey }
    case 'postmark':
      return { details: {}, secret: randomBytes(PASSWORD_BYTES).toString('base64url') }
    case 'imap': {
      const { kind: _, password, ...details } = source
      return { details, secret: password }
    }
  }
}

/** From now on nothing from there counts. */
export async function removeSource(db: Db, id: string): Promise<void> {
  found(await db.returnSource.findUnique({ where: { id } }), 'source')
  await db.returnSource.delete({ where: { id } })
}

const stored = z.object({ topic: z.string().optional(), publicKey: z.string().optional() })
const storedMailbox = z.object({
  ...{ host: z.string(), port: z.int(), isSecure: z.boolean(), user: z.string(), folder: z.string() },
})

export async function listSources(db: Db, { publicUrl }: PlatformConfig): Promise<SourceSummary[]> {
  const rows = await db.returnSource.findMany({ orderBy: { createdAt: 'asc' } })
  return rows.map(({ id, kind, details, createdAt, lastTakenAt, lastRefusedAt, fault }) => ({
    ...{ id, kind: kind as SourceKind, createdAt, lastTakenAt, lastRefusedAt, fault },
    url: kind === 'imap' ? null : urlOf(publicUrl, kind, id),
    detail: kind === 'imap' ? asText(storedMailbox.parse(details)) : (stored.parse(details).topic ?? null),
  }))
}

/** Server and folder. The user is left out: it is mostly an address. */
const asText = ({ host, port, folder }: z.output<typeof storedMailbox>) => `${host}:${port}, ${folder}`

export type Mailbox = { id: string; access: MailboxAccess; place: MailboxPlace | undefined }

export async function findMailboxes(db: Db, secretKey: string): Promise<Mailbox[]> {
  const rows = await db.returnSource.findMany({ where: { kind: 'imap' }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ id, details, secret, uidValidity, lastUid }) => ({
    id,
    access: {
      ...storedMailbox.parse(details),
      password: secret ? openSecret(sourceKey(secretKey), secret) : '',
    },
    place: uidValidity === null ? undefined : { validity: Number(uidValidity), lastUid: Number(lastUid ?? 0) },
  }))
}

/** What a call of this source must be proved with. */
export type Proof = { id: string; kind: Provider; topic: string; publicKey: string; secret: string }

export async function findProof(db: Db, kind: Provider, id: string, secretKey: string): Promise<Proof | undefined> {
  const row = await db.returnSource.findFirst({ where: { id, kind } })
  if (!row) return undefined
  const { topic = '', publicKey = '' } = stored.parse(row.details)
  return { id, kind, topic, publicKey, secret: row.secret ? openSecret(sourceKey(secretKey), row.secret) : '' }
}
