// The example on the real file, where the folder with real data lies beside the project.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from './support/scratch.ts'

const project = join(import.meta.dirname, '..')
const file = join(project, '../shared/data/lead-scoring/x-education/Leads.csv')
const isThere = existsSync(file)
if (!isThere) process.stdout.write('The example is not run: ../shared/data is not here.\n')

describe('the example on real leads', () => {
  it.runIf(isThere)(
    'imports, asks, sends and hands over exactly as the file says, and to nobody without a yes',
    async () => {
      const { stdout } = await promisify(execFile)(process.execPath, ['examples/run.ts', file], {
        cwd: project,
        env: { ...process.env, TMPDIR: scratchFolder() },
      })
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
        imported: 9240,
        refused: 0,
        allowed: 2594,
        blocked: { never_asked: 5912, withdrawn: 734 },
        sent: 2594,
        sentWithoutConsent: 0,
      })
    },
    300_000,
  )
})
