// npm run requirements: writes docs/requirements.md. With --mutate [ID …]: breaks the code behind each rule, or behind
// these alone, and prints one JSON object as its last line; exits non-zero where a rule can be broken unnoticed.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeRequirements } from './describe.ts'
import { findCitingTests } from './find-tests.ts'
import { copyProject, tryMutation } from './mutate.ts'
import { MUTATIONS } from './mutations/index.ts'

const project = join(import.meta.dirname, '..')
const [option, ...chosen] = process.argv.slice(2)
const tests = findCitingTests(project)
if (option === '--mutate') process.exitCode = await mutateAll()
else writeFileSync(join(project, 'docs/requirements.md'), describeRequirements(tests))

async function mutateAll(): Promise<number> {
  const verdicts: Record<string, string[]> = { held: [], survived: [], broken: [] }
  const { folder, remove } = copyProject(project)
  try {
    for (const mutation of MUTATIONS.filter(({ id }) => chosen.length === 0 || chosen.includes(id))) {
      const citing = tests.filter((test) => test.ids.includes(mutation.id))
      const verdict = citing.length > 0 ? await tryMutation(folder, mutation, citing) : 'broken'
      verdicts[verdict]?.push(mutation.id)
      process.stderr.write(`${mutation.id} ${verdict}: without ${mutation.rule}\n`)
    }
  } finally {
    remove()
  }
  process.stdout.write(`${JSON.stringify(verdicts)}\n`)
  return verdicts.survived?.length === 0 && verdicts.broken?.length === 0 ? 0 : 1
}
