// Three kinds of tests. unit: no database. db: a database of its own for each file. e2e: a real server, a real browser.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const UNIT = 'test/**/*.unit.test.ts'
const E2E = 'test/e2e/**/*.e2e.test.ts'

/** A test waits for its database, its browser or the clock about half of the time: on two cores two files run at once. */
const WORKERS = Math.max(2, availableParallelism() - 1)

/**
 * Beginnings of files that take long, the longest first: begun last, one of them would run on alone while the other worker
 * has nothing left. A file that is not named here costs nothing but that.
 */
const LONG = [
  'e2e/pages',
  'e2e/',
  'example',
  'platform/embedded-postgres',
  'platform/jobs',
  'consent/proof/verify-log',
  'platform/migrate',
]
const place = ({ moduleId }: TestSpecification) => {
  const at = LONG.findIndex((name) => moduleId.includes(`/test/${name}`))
  return at === -1 ? LONG.length : at
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Sorting is stable: files of one kind stay together, so that a worker goes on with the modules that it has loaded.
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure: nothing of one file can be seen by another, so modules are loaded once for all (a third of the time).
      { test: { name: 'unit', include: [UNIT], isolate: false, maxWorkers: WORKERS, testTimeout: 30_000 } },
      {
        test: {
          name: 'db',
          include: ['test/**/*.test.ts'],
          exclude: [UNIT, E2E],
          globalSetup: ['test/support/cluster.ts'],
          // Modules are loaded once for all files of a worker: loading them took longer than the tests.
          isolate: false,
          maxWorkers: WORKERS,
          setupFiles: ['test/support/connect-folders.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [E2E],
          globalSetup: ['test/support/cluster.ts'],
          isolate: false,
          maxWorkers: WORKERS,
          setupFiles: ['test/support/connect-folders.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
