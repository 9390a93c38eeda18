import { defineConfig } from 'vitest/config';

/**
 * What judges mutants: the pure tests, and the one that holds the ledger's rules against docs/money.md. Here Vite does
 * transform the code, since what Stryker made of it must pass through Vite; Stryker runs this in its copy of the repository.
 */
export default defineConfig({
  test: {
    root: process.cwd(),
    include: ['test/shared/**/*.test.ts', 'test/docs/money.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
    silent: true,
  },
});
