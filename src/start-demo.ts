// The demo company of a first start: made once in an empty database, with its past mails in the built-in mailbox
// and its past SMS in the built-in phone, never at a relay or a gateway. Says who can sign in. Never part of production.
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Config } from './config.ts'
import { DEMO_PASSWORD, hasDemo, LOGINS, seedDemo } from './demo/index.ts'
import { openMailbox, openPhone } from './mailbox/index.ts'
import type { Db, Services } from './platform/index.ts'
import { phoneSecret } from './start-phone.ts'

/** Always the same company. */
const SEED = 'Vidjevik'

/** Makes the demo company where the database is empty, or goes on where an earlier start was stopped. */
export async function startDemo({ db, now, log, config }: Services, { dataDir, makesDemo }: Config): Promise<void> {
  if (!makesDemo) return
  const mailbox = await openMailbox(join(dataDir, 'mailbox'))
  const phone = await openPhone(join(dataDir, 'phone'), phoneSecret(config.secretKey))
  try {
    const start = performance.now()
    const isMade = await seedDemo(db, {
      now: now(),
      seed: SEED,
      smtpUrl: mailbox.url,
      phone: { url: phone.url, secret: phoneSecret(config.secretKey) },
      publicUrl: config.publicUrl,
      secretKey: config.secretKey,
    })
    if (!isMade) return
    log.info({ seconds: Math.round((performance.now() - start) / 1000) }, 'made the demo company')
    giveMemoryBack()
  } finally {
    await mailbox.close()
    await phone.close()
  }
}

/** Making the company fills the heap once; by itself the engine would give it back after a minute or so. */
function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** The lines that tell who can sign in; none where the company is not the demo's. */
export async function describeLogins(db: Db): Promise<string> {
  if (!(await hasDemo(db))) return ''
  const width = Math.max(...LOGINS.map(({ email }) => email.length))
  const rows = LOGINS.map(
    ({ role, email, name }) => `    ${role.replace('_', ' ').padEnd(16)}${email.padEnd(width + 3)}${name}\n`,
  )
  return `  A demo with invented people. Everybody signs in with the password: ${DEMO_PASSWORD}\n\n${rows.join('')}\n`
}
