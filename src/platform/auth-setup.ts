// The first administrator of a new installation: while there is no user, each start prints a link that works once.
// Only the hash of its token is kept.
import { createHash, randomBytes } from 'node:crypto'
import { createUser, type NewUser } from './auth.ts'
import { type Db, inTransaction } from './database.ts'
import { DomainError } from './errors.ts'

const IDENTIFIER = 'setup'
/** Long enough to find the log line and open it, short enough that an old log is worth nothing. A new start makes a new one. */
const VALID_MS = 24 * 3_600_000

const digest = (token: string) => createHash('sha256').update(token).digest('hex')

/** The path of a new setup link, or nothing when there are users already. */
export async function createSetupLink(db: Db, now: Date): Promise<string | undefined> {
  if ((await db.appUser.count()) > 0) return undefined
  const token = randomBytes(24).toString('base64url')
  await db.appVerification.create({
    data: { identifier: IDENTIFIER, value: digest(token), expiresAt: new Date(now.getTime() + VALID_MS) },
  })
  return `/setup?token=${token}`
}

/** Makes the first administrator. Throws `not_allowed` when the token is wrong, used or old, or there are users. */
export async function setUpFirstAdmin(db: Db, token: string, person: Omit<NewUser, 'role'>, now: Date) {
  return inTransaction(db, async (tx) => {
    await lockSetup(tx)
    const link = await tx.appVerification.findFirst({
      where: { identifier: IDENTIFIER, value: digest(token), expiresAt: { gt: now } },
    })
    if (!link || (await tx.appUser.count()) > 0)
      throw new DomainError(
        'not_allowed',
        'This link has been used or is too old. While nobody can sign in, each start of Assent writes a new one to its log.',
      )
    await tx.appVerification.deleteMany({ where: { identifier: IDENTIFIER } })
    return createUser(tx, { ...person, role: 'admin' })
  })
}

/** Two people who open the link at once must not both become the first. */
const lockSetup = (tx: Db) => tx.$executeRaw`select pg_advisory_xact_lock(hashtext('assent setup'))`
