import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeRequirements } from '../requirements/describe.ts'
import { findCitingTests } from '../requirements/find-tests.ts'
import { LEFT_OUT } from '../requirements/left-out.ts'
import { MUTATIONS } from '../requirements/mutations/index.ts'
import { RULES } from '../requirements/rules.ts'

const project = join(import.meta.dirname, '..')
const tests = findCitingTests(project)
const known = new Set(RULES.map(({ id }) => id))

describe('the requirements on consent', () => {
  test('stand in docs/requirements.md as the tests show them now: npm run requirements writes it', () => {
    expect(readFileSync(join(project, 'docs/requirements.md'), 'utf8')).toBe(describeRequirements(tests))
  })

  test('have one number each, and no test cites a number that is none', () => {
    expect(known.size).toBe(RULES.length)
    expect(tests.flatMap(({ file, ids }) => ids.filter((id) => !known.has(id)).map((id) => `${file}: ${id}`))).toEqual(
      [],
    )
  })

  test('are not left out where a test shows them', () => {
    const shown = new Set(tests.flatMap(({ ids }) => ids))
    expect(Object.keys(LEFT_OUT).filter((id) => shown.has(id) || !known.has(id))).toEqual([])
  })

  test('can each be broken where the list of mutations says', () => {
    const shown = new Set(tests.flatMap(({ ids }) => ids))
    const stale = MUTATIONS.filter(
      ({ id, file, from }) => !shown.has(id) || readFileSync(join(project, file), 'utf8').split(from).length !== 2,
    )
    expect(stale.map(({ id, file, from }) => `${id}: ${file}: ${from}`)).toEqual([])
  })
})
