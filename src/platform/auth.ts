// Signing in: better-auth with e-mail and password over our own tables. Nobody can sign up over HTTP;
// users are made by an administrator, by the one-time setup link, or when the demo company is made.
import { createHmac } from 'node:crypto'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { hashPassword } from 'better-auth/crypto'
import { betterAuth } from 'better-auth/minimal'
import { z } from 'zod'
import { type Db, inTransaction, type PrismaClient, sqlState } from './database.ts'
import { DomainError } from './errors.ts'
import type { Log } from './log.ts'
import type { PlatformConfig } from './services.ts'

export const roles = ['admin', 'marketer', 'seller', 'privacy_officer'] as const
export type Role = (typeof roles)[number]
/** For `access`: everybody who has signed in. */
export const everyRole: readonly Role[] = roles

/** Header that carries the caller's address to better-auth. Ours alone: what a client sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-assent-client-address'

const DAY_SECONDS = 86_400
/** Shorter passwords fall to guessing (NIST SP 800-63B-4 asks for 15 where there is no second factor; 12 is our floor). */
export const PASSWORD_LENGTH = { min: 12, max: 128 }

/** The secret for one purpose, so that no key signs two kinds of things. */
export function deriveKey(secretKey: string, purpose: string): string {
  return createHmac('sha256', secretKey).update(`assent ${purpose}`).digest('hex')
}

/** Prepares sign-in and sessions. */
export function createAuth(db: PrismaClient, config: PlatformConfig, log: Log) {
  return betterAuth({
    appName: 'Assent',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: deriveKey(config.secretKey, 'sign-in'),
    database: prismaAdapter(db, { provider: 'postgresql', transaction: true }),
    user: {
      modelName: 'appUser',
      additionalFields: { role: { type: 'string', required: true, input: false, defaultValue: 'marketer' } },
    },
    session: { modelName: 'appSession', expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    account: { modelName: 'appLogin' },
    verification: { modelName: 'appVerification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 10,
      max: 100,
      // Per caller and minute: an office behind one address signs in at nine o'clock.
      customRules: { '/sign-in/email': { window: 60, max: 30 }, '/change-password': { window: 60, max: 5 } },
    },
    advanced: {
      cookiePrefix: 'assent',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: 'uuid' },
      // Switched off in its tests, on outside of them: mountSignIn checks the origin the same way everywhere instead.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    // Whatever is not an answer for the caller is thrown and becomes a problem like any other, with its reference.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    logger: {
      // Its further arguments hold e-mail addresses.
      log: (level, message) => log[level === 'error' ? 'warn' : level]({ part: 'sign-in' }, message),
    },
  })
}

export type Auth = ReturnType<typeof createAuth>

export const newUserSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254).toLowerCase(),
  password: z
    .string()
    .min(
      PASSWORD_LENGTH.min,
      `Choose at least ${PASSWORD_LENGTH.min} characters; a few words in a row are easy to remember.`,
    )
    .max(PASSWORD_LENGTH.max, `Choose at most ${PASSWORD_LENGTH.max} characters.`),
  role: z.enum(roles),
})

export type NewUser = z.infer<typeof newUserSchema>

/** Makes a user who may sign in at once. Throws `conflict` when the e-mail address has one already. */
export async function createUser(db: Db, { name, email, password, role }: NewUser) {
  const hash = await hashPassword(password)
  try {
    return await inTransaction(db, async (tx) => {
      const user = await tx.appUser.create({ data: { name, email: email.toLowerCase(), role, emailVerified: true } })
      await tx.appLogin.create({
        data: { userId: user.id, accountId: user.id, providerId: 'credential', password: hash },
      })
      return user
    })
  } catch (error) {
    if (sqlState(error) !== '23505' && (error as { code?: unknown }).code !== 'P2002') throw error
    throw new DomainError('conflict', 'There is a user with this e-mail address already. Choose another address.', {
      faults: [{ path: 'email', message: 'Somebody signs in with this address already.' }],
    })
  }
}
