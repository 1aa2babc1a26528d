// Which test shows which requirement: a test cites the numbers at the end of its title, such as "… (C1, S2)".
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type CitingTest = { file: string; title: string; ids: string[] }

const TITLE = /\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g
const CITED = /\(([A-Z]\d+(?:, [A-Z]\d+)*)\)$/

/** Every test under `project`/test that cites a requirement, by file and place. */
export function findCitingTests(project: string): CitingTest[] {
  return readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) =>
      [...readFileSync(join(project, 'test', file), 'utf8').matchAll(TITLE)].flatMap(([, , title = '']) => {
        const ids = CITED.exec(title)?.[1]?.split(', ')
        return ids ? [{ file: `test/${file}`, title, ids }] : []
      }),
    )
}
