// The one answer to "is it right?": types, lint, the web app's build and every test, ending with one plain line.
// With arguments it runs those tests alone: npm test -- test/consent
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWebApp, generateClient } from './prepare.mjs'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const chosen = process.argv.slice(2)
const count = { passed: 0, failed: 0 }

// Types of the server need the client; the other two run beside it being made.
const beside =
  chosen.length > 0
    ? []
    : [
        check('types of the web app', () => runTool('tsc', ['-p', 'web/tsconfig.json'])),
        check('lint', () => runTool('biome', ['check', '--error-on-warnings', '.'])),
      ]
await check('database client', () => generateClient(project, process.execPath))
await check('web app', () => buildWebApp(project, process.execPath))
if (chosen.length === 0) await check('types of the server', () => runTool('tsc', ['-p', 'tsconfig.json']))
await Promise.all(beside)
await runTests()
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1

/** One step that is right or wrong as a whole counts as one test. */
async function check(what, work) {
  try {
    await work()
    count.passed++
    console.log(`✓ ${what}`)
  } catch (error) {
    count.failed++
    console.log(`✗ ${what}\n${error.message}`)
  }
}

/** Runs a tool of node_modules/.bin silently. Throws what it printed when it fails. */
function runTool(tool, args) {
  const child = spawn(join(project, 'node_modules/.bin', tool), args, { cwd: project })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => (status === 0 ? resolve() : reject(new Error(said))))
  })
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-results-'))
  const file = join(folder, 'results.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...chosen]
  const vitest = spawn(join(project, 'node_modules/.bin/vitest'), args, { cwd: project, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal))
  const status = await new Promise((resolve) => vitest.on('close', resolve).on('error', () => resolve(1)))
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'))
    count.passed += numPassedTests
    // A file that cannot be read or a hook that fails is no test, yet nothing is right then.
    count.failed += Math.max(numFailedTests, status === 0 ? 0 : 1)
  } catch {
    count.failed++
  } finally {
    rmSync(folder, { recursive: true })
  }
}
