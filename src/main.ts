// Starts one process, in order: configuration, database, jobs, HTTP. Stops in the opposite order, so that nothing is
// cut off that could have been finished. Wiring only; whatever decides something lives in its own folder.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createApp, demoJobs, jobs } from './app.ts'
import { type Config, developmentSecret, loadConfig } from './config.ts'
import { findSimulator } from './demo/index.ts'
import {
  bootstrapApiKey,
  createAuth,
  createLog,
  createSetupLink,
  type Db,
  DomainError,
  databaseReadiness,
  jobsReadiness,
  openDatabase,
  type Services,
  startJobs,
  stopJobs,
  type Workspace,
} from './platform/index.ts'
import { startDatabase } from './start-database.ts'
import { type RunningDelivery, startDelivery } from './start-delivery.ts'
import { describeLogins, startDemo } from './start-demo.ts'
import { startJournal } from './start-journal.ts'
import { startSuppression } from './start-suppression.ts'

/** In ms. A request in flight when the process is told to stop has this long to end. */
const REQUESTS_END_WITHIN = 5000
/** In ms. npm and the terminal both pass one Ctrl-C on; only what comes later is a second one. */
const SAME_PRESS = 1000

const log = createLog()
/** What to stop, in the order in which it was started. */
const running: { name: string; stop: () => Promise<unknown> }[] = []

handleSignals()
try {
  await start(loadConfig())
} catch (error) {
  sayWhyNot(error)
  await stopAll()
  process.exit(1)
}

async function start(config: Config): Promise<void> {
  const database = await startDatabase(config, log)
  running.push({ name: 'database', stop: database.stop })
  const { db, pool, close } = openDatabase(database.url)
  running.push({ name: 'connections', stop: close })
  const services = await createServices(config, { db, pool })
  await bootstrapApiKey(db, config.apiKey, services.now())
  await startSuppression(services)
  running.push({ name: 'journal', stop: (await startJournal(services, config)).stop })
  await startDemo(services, config)

  // Also a process that only serves pages starts the clock: its calls to wake a job flow only then.
  const clock = await startJobs(services, config.doesWork ? jobsOf(config) : [])
  running.push({ name: 'jobs', stop: () => stopJobs(clock) })
  const delivery = await startDelivery(services, config)
  running.push({ name: 'delivery', stop: delivery.stop })
  services.readiness.push(delivery.readiness)
  if (config.servesWeb) await serve(services, config, delivery)
  await sayReady(services, config, delivery.mailbox !== undefined)
}

async function createServices(config: Config, { db, pool }: Pick<Services, 'db' | 'pool'>): Promise<Services> {
  const secretKey = config.secretKey ?? (await developmentSecret(config.dataDir))
  const { publicUrl, isProduction, followsOutsideLinks, webhookPrivateHosts } = config
  const uploads = { folder: join(config.dataDir, 'uploads'), limitBytes: config.uploadLimit }
  const { checkpointUrl, witness, smtpUrl } = config
  const outside = { folder: config.dataDir, ...(checkpointUrl && { checkpointUrl }), ...(witness && { witness }) }
  const inboundDomain = config.inbound?.domain
  const platform = {
    ...{ publicUrl, secretKey, isProduction, followsOutsideLinks, uploads, outside, webhookPrivateHosts },
    ...(inboundDomain && { inboundDomain }),
    ...(smtpUrl && { smtpUrl, relayHost: new URL(smtpUrl).hostname }),
  }
  return {
    db,
    pool,
    now: () => new Date(),
    config: platform,
    log,
    auth: createAuth(db, platform, log),
    describeWorkspace: () => describeWorkspace(db, config),
    readiness: [databaseReadiness({ pool }), jobsReadiness({ pool }, jobsOf(config))],
    checkAnswers: !isProduction,
  }
}

function jobsOf({ makesDemo }: Config) {
  return makesDemo ? [...jobs, ...demoJobs] : jobs
}

async function describeWorkspace(db: Db, { makesDemo }: Config): Promise<Workspace> {
  const simulator = makesDemo ? await findSimulator(db) : undefined
  return { name: await brandName(db), demo: simulator !== undefined, ...(simulator && { simulator }) }
}

async function brandName(db: Db): Promise<string> {
  const brand = await db.brand.findFirst({ select: { name: true }, orderBy: { id: 'asc' } })
  return brand?.name ?? 'Assent'
}

async function serve(services: Services, { port }: Config, { mailbox, phone }: RunningDelivery): Promise<void> {
  const server = createServer(createApp(services, join(import.meta.dirname, '../web/dist'), mailbox, phone))
  server.listen(port)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    const why = error.code === 'EACCES' ? 'may not be used by this user' : 'is taken by another program'
    throw new Error(`Port ${port} ${why}. Stop that one, or set PORT to another number.`)
  })
  running.push({
    name: 'http',
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN)
      await closed
      clearTimeout(late)
    },
  })
}

async function sayReady({ db, now }: Services, config: Config, hasMailbox: boolean): Promise<void> {
  const { publicUrl, port, servesWeb, isProduction, makesDemo } = config
  const setup = await createSetupLink(db, now())
  log.info({ port: servesWeb ? port : undefined, pid: process.pid }, 'ready')
  if (setup) log.info({ link: publicUrl + setup }, 'open this link to make the first administrator; it works once')
  if (isProduction || !servesWeb) return
  const mailbox = hasMailbox ? `  What it sends is at ${publicUrl}/mailbox and ${publicUrl}/phone\n` : ''
  const logins = makesDemo ? await describeLogins(db) : ''
  process.stdout.write(`\n  Assent runs at ${publicUrl}\n${mailbox}\n${logins}  Ctrl-C stops it.\n\n`)
}

/** The first signal stops in order, another one at once. */
function handleSignals(): void {
  let since: number | undefined
  const onSignal = async () => {
    if (since !== undefined) {
      if (performance.now() - since > SAME_PRESS) process.exit(1)
      return
    }
    since = performance.now()
    log.info('stopping; once more to stop at once')
    await stopAll()
    log.info('stopped')
    process.exit(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

async function stopAll(): Promise<void> {
  for (let part = running.pop(); part; part = running.pop()) {
    const { name, stop } = part
    await stop().catch((error: unknown) => log.error({ part: name, err: error }, 'did not stop as it should'))
  }
}

/** For the person who started it: plain lines, no stack unless it is a fault of ours. */
function sayWhyNot(error: unknown): void {
  const lines =
    error instanceof DomainError
      ? [error.message, ...error.faults.map(({ path, message }) => `  ${path}: ${message}`)]
      : [error instanceof Error ? error.message : String(error)]
  process.stderr.write(`${lines.join('\n')}\n`)
  if (error instanceof TypeError || error instanceof ReferenceError) process.stderr.write(`${error.stack}\n`)
}
