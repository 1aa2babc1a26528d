// Makes what is generated and not in git: the Prisma client and the web app. Each keeps a stamp of what it was made
// from, so that a start with nothing new costs milliseconds.
import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** In bytes. Tests keep a database and a browser in the scratch folder. */
const SCRATCH_NEEDED = 500_000_000

/** The typed client for prisma/schema, in src/platform/prisma. */
export function generateClient(project, node) {
  const stamp = join(project, 'src/platform/prisma/.made-from')
  const wanted = fingerprint(project, ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  if (readStamp(stamp) === wanted) return
  // `generate` needs no engine, yet would download one: any program that exits with 0 will do.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
  run('The database client', node, ['node_modules/prisma/build/index.js', 'generate'], { cwd: project, env })
  writeFileSync(stamp, wanted)
}

/** The admin app, in web/dist. A process that serves no pages needs none. */
export function buildWebApp(project, node) {
  if (process.env.ASSENT_ROLE === 'worker') return
  const stamp = join(project, 'web/dist/.made-from')
  const wanted = fingerprint(project, ['web', 'package-lock.json'], ['web/dist'])
  if (readStamp(stamp) === wanted) return
  console.log('Building the web app …')
  const vite = 'node_modules/vite/bin/vite.js'
  const args = [vite, 'build', 'web', '--config', 'web/vite.config.ts', '--logLevel', 'warn']
  // NODE_ENV=test or none would put React's development build into the app.
  run('The web app', node, args, { cwd: project, env: { ...process.env, NODE_ENV: 'production' } })
  writeFileSync(stamp, wanted)
}

/** Throws while the scratch folder cannot take what tests and benchmarks put there. */
export function requireScratchSpace() {
  const folder = tmpdir()
  const advice = 'Set TMPDIR to a folder that can be written and has 500 MB free.'
  const probe = join(folder, `assent-${randomBytes(6).toString('hex')}`)
  try {
    mkdirSync(probe)
    rmSync(probe, { recursive: true })
  } catch (error) {
    throw new Error(`The scratch folder ${folder} cannot be written (${error.code}). ${advice}`)
  }
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < SCRATCH_NEEDED)
    throw new Error(`The scratch folder ${folder} has only ${Math.floor((bavail * bsize) / 1e6)} MB left. ${advice}`)
}

function run(what, node, args, options) {
  const { status, stdout, stderr } = spawnSync(node, args, { ...options, encoding: 'utf8' })
  if (status === 0) return
  throw new Error(`${what} could not be made:\n${stdout}${stderr}`)
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** One hash over the names and contents of all files below `paths`. */
function fingerprint(project, paths, without = []) {
  const hash = createHash('sha256')
  const add = (path) => {
    if (without.includes(path)) return
    const entries = readFolder(join(project, path))
    if (entries) for (const entry of entries.sort()) add(`${path}/${entry}`)
    else
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(project, path)))
        .update('\0')
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}

function readFolder(path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
