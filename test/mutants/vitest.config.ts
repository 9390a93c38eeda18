import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What draws thousands of cases notices little that a plain example does not, and takes a hundred times as long. */
const lengthy = /(?:properties|tightening|quote-reader|quote|earnings|charge-refund|estimate)\.test\.ts$/;

/** The quick files first: a mutant is done with at the first test that notices it. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => Number(lengthy.test(a.moduleId)) - Number(lengthy.test(b.moduleId)));
  }
}

/**
 * What judges mutants: the pure tests, and the one that holds the ledger's rules against docs/money.md. Here Vite does
 * transform the code, since what Stryker made of it must pass through Vite; Stryker runs this in its copy of the
 * repository.
 */
export default defineConfig({
  test: {
    root: process.cwd(),
    include: ['test/shared/**/*.test.ts', 'test/docs/money.test.ts'],
    setupFiles: ['test/mutants/fixed-seed.ts'],
    pool: 'threads',
    sequence: { sequencer: QuickFirst },
    testTimeout: 20_000,
    silent: true,
  },
});
