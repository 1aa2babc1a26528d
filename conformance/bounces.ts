// bounces: mails that came back, collected by sisimai/set-of-emails, with the verdicts that sisimai gives them: for each
// recipient hard or not, and the type of a complaint. Their authors judge some by what they know of single providers, so not
// every one is agreed upon; what is no bounce at all must stop nobody.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judgeMail } from '../src/delivery/inbound/judge-mail.ts'
import { countCases, type Outcome } from './suite.ts'

/** Below this share of agreement the suite has failed. */
const LEAST = 0.97

type Expected = { hard: boolean; feedbackType?: string }

/** As it came: of the envelope nothing was kept but the return path in the head. */
const judge = (file: string) => judgeMail({ bytes: readFileSync(file), from: 'kept', to: [] }, [])

/** Whether any recipient is gone for good, whether any is not, and what is told of a complaint. */
function describe(file: string) {
  const verdict = judge(file)
  const hard = verdict.kind === 'delivery_report' ? verdict.reports.map(({ outcome }) => outcome === 'hard') : [false]
  const type = verdict.kind === 'complaint' ? 'abuse' : verdict.kind === 'opt_out' ? 'opt-out' : undefined
  return asText(hard, type)
}

const asText = (hard: readonly boolean[], type: string | undefined) =>
  JSON.stringify({ hard: [...new Set(hard)].sort(), type: type ?? null })

export async function run(data: string): Promise<Outcome> {
  const folder = join(data, 'bounces')
  const expected: Record<string, Expected[]> = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
  const known = await countCases(
    Object.entries(expected),
    ([name]) => name,
    ([name, verdicts]) =>
      describe(join(folder, 'mails', name)) ===
      asText(
        verdicts.map(({ hard }) => hard),
        verdicts[0]?.feedbackType,
      ),
  )
  const none = await countCases(
    readdirSync(join(folder, 'not-bounces')),
    (name) => name,
    (name) => describe(join(folder, 'not-bounces', name)) === asText([false], undefined),
  )
  // Those that nobody has judged must be read all the same.
  for (const name of readdirSync(join(folder, 'mails'))) judge(join(folder, 'mails', name))
  return {
    passed: known.passed + none.passed,
    failed: known.failed + none.failed,
    failures: [...known.failures, ...none.failures],
    least: LEAST,
  }
}
