// Every npm script begins here, on whatever Node the machine has (20.19 or newer): installs what is missing, prepares
// what is generated, then hands over to Node 24. Uses only what Node brings, since nothing may be installed yet.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode, installDependencies } from './install.mjs'
import { buildWebApp, generateClient, requireScratchSpace } from './prepare.mjs'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const [name, ...rest] = process.argv.slice(2)

/** For the product's process, from package.json, so that whatever measures it starts it the same way. */
const PRODUCT_FLAGS = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).config.productFlags.split(' ')

/** What each script runs, and what must be there before. */
const scripts = {
  start: { file: 'src/main.ts', flags: PRODUCT_FLAGS, prepare: [generateClient, buildWebApp] },
  test: { file: 'bin/test.mjs', prepare: [requireScratchSpace], development: true },
  bench: { file: 'bench/run.ts', prepare: [requireScratchSpace, generateClient], development: true },
  example: { file: 'examples/run.ts', prepare: [requireScratchSpace, generateClient], development: true },
  assent: { file: 'src/assent.ts', prepare: [generateClient] },
  conformance: { file: 'conformance/run.ts', prepare: [generateClient], development: true },
  openapi: { file: 'src/write-openapi.ts', prepare: [generateClient], development: true },
  requirements: { file: 'requirements/run.ts', prepare: [requireScratchSpace, generateClient], development: true },
  migration: { file: 'bin/migration.mjs', prepare: [generateClient], development: true },
}

try {
  const script = scripts[name]
  if (!script) throw new Error(`There is no script ${name}. There are: ${Object.keys(scripts).join(', ')}.`)
  process.chdir(project)
  installDependencies(project, { development: script.development ?? false })
  const node = findNode(project)
  for (const prepare of script.prepare) prepare(project, node)
  handOver(node, [...(script.flags ?? []), join(project, script.file), ...rest])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

/** Becomes the other process where Node can; else stays in between, passing signals and the exit code on. */
function handOver(node, args) {
  const env = { ...process.env, PATH: `${join(project, 'node_modules/.bin')}:${dirname(node)}:${process.env.PATH}` }
  if (process.execve) process.execve(node, [node, ...args], env)
  const child = spawn(node, args, { env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`${node} does not run: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
