import { defineConfig } from 'vitest/config';

/** `npm run contract -- --mirror [files]`: tests of the market, each call of its table made of the model as well. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    pool: 'forks',
    // Calls of a table go one after the other, and twice each.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    setupFiles: ['test/conformance/mirror.ts'],
    include: ['test/{flows,finance,market,adapters}/**/*.test.ts'],
    // They begin with a table that has something in it already, or kill the process that has it.
    exclude: ['test/flows/{kill-nine,money-in-killed,money-out-killed}.test.ts'],
    maxWorkers: 2,
  },
});
