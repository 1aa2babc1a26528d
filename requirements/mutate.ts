// Shows that the tests of a requirement would notice: in a copy of the project the rule's code is disabled, one rule
// after the other, and the tests that cite the rule must fail.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CitingTest } from './find-tests.ts'
import type { Mutation } from './mutations/index.ts'

/** 'held': the tests fail, as they must. 'survived': they pass without the rule. 'broken': nothing could be learned. */
export type Verdict = 'held' | 'survived' | 'broken'

/** What a copy does without: what is linked instead, the history, and the data of an installation. */
const LEFT_BEHIND = new Set(['node_modules', '.git', '.assent'])

/** A copy of the project that may be broken. Linked to the same node_modules. */
export function copyProject(project: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'assent-mutated-'))
  for (const name of readdirSync(project).filter((entry) => !LEFT_BEHIND.has(entry)))
    cpSync(join(project, name), join(folder, name), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Where `from` does not stand exactly once, the mutation speaks of code that is gone: an error, not a pass. */
export function applyMutation(folder: string, { file, from, to }: Mutation): () => void {
  const path = join(folder, file)
  const original = readFileSync(path, 'utf8')
  if (original.split(from).length !== 2) throw new Error(`${file} does not hold exactly once: ${from}`)
  writeFileSync(
    path,
    original.replace(from, () => to),
  )
  return () => writeFileSync(path, original)
}

export async function tryMutation(folder: string, mutation: Mutation, tests: readonly CitingTest[]): Promise<Verdict> {
  const restore = applyMutation(folder, mutation)
  try {
    const { passed, failed } = await runTests(folder, tests)
    if (failed > 0) return 'held'
    return passed > 0 ? 'survived' : 'broken'
  } finally {
    restore()
  }
}

/** Runs these tests alone, by file and by the numbers they cite, since titles may hold variables. */
export async function runTests(folder: string, tests: readonly CitingTest[]) {
  const output = join(folder, 'results.json')
  rmSync(output, { force: true })
  const files = [...new Set(tests.map((test) => test.file))]
  const cited = [...new Set(tests.map((test) => `\\(${test.ids.join(', ')}\\)$`))].join('|')
  const args = ['run', '--reporter=json', `--outputFile.json=${output}`, '--testNamePattern', cited, ...files]
  const vitest = spawn(join(folder, 'node_modules/.bin/vitest'), args, { cwd: folder, stdio: 'ignore' })
  await new Promise((resolve) => vitest.on('close', resolve).on('error', resolve))
  const results = JSON.parse(readFileSync(output, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  return { passed: results.numPassedTests, failed: results.numFailedTests }
}
