// docs/requirements.md: every requirement with the tests that show it, or why nothing does.
import type { CitingTest } from './find-tests.ts'
import { LEFT_OUT } from './left-out.ts'
import { MUTATIONS } from './mutations/index.ts'
import { RULES } from './rules.ts'

const GROUPS: Record<string, string> = {
  C: 'What makes a yes, and its proof',
  L: 'Basis, information and the rights of people',
  N: 'Electronic marketing in Norway',
  E: 'Other Nordic countries and the Union',
  R: 'Records and receipts',
  T: 'Proof against tampering',
  U: 'Unsubscribing',
  B: 'Complaints and automatic replies',
  W: 'Signals, machines and pages',
  S: 'Suppression, import, merging and deleting',
  D: 'The decision',
}

export function describeRequirements(tests: readonly CitingTest[]): string {
  const shown = RULES.filter(({ id }) => tests.some((test) => test.ids.includes(id)))
  const mutated = shown.filter(({ id }) => MUTATIONS.some((mutation) => mutation.id === id))
  const groups = Object.entries(GROUPS).map(([letter, title]) => {
    const rules = RULES.filter(({ id }) => id.startsWith(letter))
    const rows = rules.map(({ id, rule, source }) => `| ${id} | ${rule} | ${source} | ${proofOf(id, tests)} |`)
    return `## ${title}\n\n| | requirement | source | shown by |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# What is asked of consent, and what shows it

Written by \`npm run requirements\` from the titles of the tests, which cite these numbers as the code does; a test of its own keeps this page true. \`npm run requirements -- --mutate\` disables the code behind each rule, one after the other, and fails where the tests still pass. This is no legal advice.

${shown.length} of ${RULES.length} are shown by a test; for ${mutated.length} of them it is known how to break the code. ${Object.keys(LEFT_OUT).length} are left out with a reason. The rest is not shown yet.

${groups.join('\n')}`
}

function proofOf(id: string, tests: readonly CitingTest[]): string {
  const citing = tests.filter((test) => test.ids.includes(id))
  const files = Map.groupBy(citing, (test) => test.file)
  if (files.size > 0) return [...files.keys()].map((file) => `\`${file.replace(/^test\//, '')}\``).join(', ')
  return LEFT_OUT[id] === undefined ? 'not shown yet' : `left out: ${LEFT_OUT[id]}`
}
