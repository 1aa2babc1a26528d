// npm run conformance -- --data FOLDER: runs every suite of this folder on material that others wrote and prints one JSON
// object, {suite: {passed, failed}}, or {suite: {agreed, total}} where the material holds judgements. Ends with 1 where a case
// fails, too few agree or the material is missing; each case that differs is named.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Outcome, Suite } from './suite.ts'

/** What stands beside the suites and is none. */
const SUPPORT = ['run', 'suite']

const at = process.argv.indexOf('--data')
const data = resolve(at < 0 ? '../shared/data' : (process.argv[at + 1] ?? ''))
const suites = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((file) => !SUPPORT.includes(file))
  .sort()

if (!existsSync(data)) {
  process.stderr.write(
    `There is no folder ${data}. Name the one with the material: npm run conformance -- --data FOLDER\n`,
  )
  process.exit(1)
}
const outcomes: Record<string, { passed: number; failed: number } | { agreed: number; total: number }> = {}
let isRight = true
for (const name of suites) {
  const { passed, failed, failures, least = 1 } = await runSuite(name)
  const total = passed + failed
  outcomes[name] = least === 1 ? { passed, failed } : { agreed: passed, total }
  isRight &&= passed > 0 && passed >= least * total
  for (const failure of failures) process.stderr.write(`${name}: ${failure}\n`)
}
process.stdout.write(`${JSON.stringify(outcomes)}\n`)
process.exit(isRight ? 0 : 1)

async function runSuite(name: string): Promise<Outcome> {
  const { run } = (await import(join(import.meta.dirname, `${name}.ts`))) as Suite
  try {
    return await run(data)
  } catch (error) {
    return { passed: 0, failed: 1, failures: [error instanceof Error ? error.message : String(error)] }
  }
}
