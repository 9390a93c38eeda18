import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    root: new URL('..', import.meta.url).pathname,
    // Two cores: a file a process, two at a time. Flows start an embedded cloud each.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // onnxruntime and llama.cpp write to the terminal on their own; what a test prints is kept for failures.
    silent: 'passed-only',
  },
});
