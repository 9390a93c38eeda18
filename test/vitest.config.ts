import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    // Most of the time of a test of a command line goes into starting it: programs are compiled once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'parkade-compile-cache') },
    // onnxruntime and llama.cpp write to the terminal on their own; what a test prints is kept for failures.
    silent: 'passed-only',
  },
});
