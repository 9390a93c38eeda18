import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { type JudgedMutant, oneLine, type Status } from './mutant.ts';

type Run = {
  /** From the repository's root, which is the working folder. */
  files: readonly string[];
  concurrency: number;
  /** Where the last run's verdicts lie, to be taken over where neither the code nor its tests changed. */
  verdictsFile?: string | undefined;
  isQuiet: boolean;
};

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Every mutant of `files`, static ones too, judged by the tests in test/shared that reach it. */
export async function runStryker({
  files,
  concurrency,
  verdictsFile,
  isQuiet,
}: Run): Promise<JudgedMutant[]> {
  const results = await new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutants/vitest.config.ts', related: true },
    coverageAnalysis: 'perTest',
    concurrency,
    // A mutant that loops: twice what its tests take, and this much more, or a busy machine would pass for a loop.
    timeoutMS: 10_000,
    timeoutFactor: 2,
    // A mutant is judged by what it does. Types are stripped: that one has none is no test of it.
    disableTypeChecks: true,
    ignorePatterns: [
      'agent/models/**/*.{gguf,onnx}',
      'console',
      'infra',
      'bench',
      'coverage',
      'cdk.out',
      '.parkade',
    ],
    symlinkNodeModules: true,
    cleanTempDir: 'always',
    tempDirName: join(tmpdir(), 'parkade-mutants'),
    reporters: isQuiet ? [] : ['progress-append-only'],
    logLevel: isQuiet ? 'error' : 'warn',
    allowConsoleColors: false,
    warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
    ...(verdictsFile !== undefined && { incremental: true, incrementalFile: verdictsFile }),
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
  return results.map(judgedOf);
}

const statuses: Partial<Record<Result['status'], Status>> = {
  Killed: 'killed',
  Timeout: 'timed_out',
  Survived: 'survived',
  NoCoverage: 'survived',
};

function judgedOf({ fileName, location, mutatorName, replacement, status }: Result): JudgedMutant {
  const file = relative(process.cwd(), fileName);
  const { start, end } = location;
  const taken = readFileSync(file, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const last = taken.length - 1;
  const original = taken.map((text, at) =>
    text.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined),
  );
  return {
    file,
    mutator: mutatorName,
    line: oneLine(taken[0] ?? ''),
    original: oneLine(original.join('\n')),
    replacement: oneLine(replacement ?? ''),
    lineNo: start.line,
    status: statuses[status] ?? 'not_judged',
  };
}
