import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const common = {
  globalSetup: ['test/global-setup.ts'],
  // A file's database is made while the file is being read.
  hookTimeout: 30_000,
}

/**
 * The audit is sealed up to the oldest transaction that is open on the whole server, so that these cannot stand beside
 * tests whose transactions take long.
 */
const alone = ['src/audit/sealing.test.ts', 'src/audit/archive.test.ts', 'test/command-line.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        // Reads sources only, so it needs no database.
        test: { name: 'arrows', include: ['test/architecture.test.ts'], testTimeout: 30_000 },
      },
      {
        test: {
          ...common,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bin/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/architecture.test.ts', 'node_modules/**', ...alone],
          testTimeout: 20_000,
          // Vitest leaves one core free, which with two is half of the machine; the database is no more than its guest.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      { test: { ...common, name: 'alone', include: alone, testTimeout: 20_000, fileParallelism: false } },
      {
        test: {
          ...common,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // One browser and one server at a time: two of each do not fit into two cores.
          fileParallelism: false,
        },
      },
    ],
  },
})
