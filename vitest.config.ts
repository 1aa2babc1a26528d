// Three kinds of tests. unit: no database. db: a database of its own for each file. e2e: a real server, a real browser.
import { defineConfig } from 'vitest/config'

const UNIT = 'test/**/*.unit.test.ts'
const E2E = 'test/e2e/**/*.e2e.test.ts'

export default defineConfig({
  test: {
    projects: [
      // Pure: nothing of one file can be seen by another, so modules are loaded once for all (a third of the time).
      { test: { name: 'unit', include: [UNIT], isolate: false } },
      {
        test: {
          name: 'db',
          include: ['test/**/*.test.ts'],
          exclude: [UNIT, E2E],
          globalSetup: ['test/support/cluster.ts'],
          // Modules are loaded once for all files of a worker: loading them took longer than the tests.
          isolate: false,
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 }, // after the others: a browser beside them would only be slow
        },
      },
    ],
  },
})
