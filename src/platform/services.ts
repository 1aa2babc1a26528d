// What a running process hands to its routes, pages and jobs. `main.ts` fills it once; nothing here is a singleton.
import type { Pool } from 'pg'
import type { Auth } from './auth.ts'
import type { PrismaClient } from './database.ts'
import type { Log } from './log.ts'
import type { NameResolver } from './resolve-names.ts'

/** The part of the configuration that the platform itself needs. */
export type PlatformConfig = {
  /** Where people reach this installation, without a slash at the end: `https://assent.example`. */
  publicUrl: string
  /** At least 32 characters; every signing key is derived from it. */
  secretKey: string
  isProduction: boolean
  /** Where uploaded files wait while they are read, and how large one may be. Undefined: the system's folder, 2 GB. */
  uploads?: { folder: string; limitBytes: number }
  /** Whether the canary also asks other people's servers for the pages that mails link to. */
  followsOutsideLinks?: boolean
  /** What must be kept outside the database: its folder, and an address that takes signed texts. */
  outside?: {
    folder: string
    checkpointUrl?: string
    /** Who cosigns the heads of the log; the key as name+hash+key. */
    witness?: { url: string; key: string }
  }
  /** Behind the @ of the addresses at which mail comes back; undefined: none does. */
  inboundDomain?: string
  /** Where mails are handed over; undefined: to no relay. */
  relayHost?: string
  /** The relay of the environment, with its login; undefined: there is none, or a mailbox in its place. */
  smtpUrl?: string
  /** Hosts of one's own network that webhooks may reach, in lower case; none unless told. */
  webhookPrivateHosts?: readonly string[]
}

/** One thing that must work before this process may be given work. Answers what is wrong, or nothing. */
export type ReadinessCheck = { name: string; findFault: () => Promise<string | undefined> }

export type Workspace = { name: string; demo: boolean; simulator?: { running: boolean } }

export type Services = {
  db: PrismaClient
  pool: Pool
  now: () => Date
  config: PlatformConfig
  log: Log
  auth: Auth
  /** Named beside the user by GET /api/me. */
  describeWorkspace: () => Promise<Workspace>
  readiness: ReadinessCheck[]
  /** Looks names up; the system's own way unless told. */
  resolver?: NameResolver
  /** Checks every answer against its schema and fails on drift: on in tests, off in production. */
  checkAnswers: boolean
}
