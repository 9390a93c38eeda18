#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { World } from './world.ts';

// Half of a start is compiling: what is imported after this is compiled once and kept.
enableCompileCache();
const { run } = await import('./run.ts');

const { stdin, stdout, stderr, env } = process;
const packageFile = new URL('../../package.json', import.meta.url);

const world: World = {
  stdin,
  stdout,
  stderr,
  environment: env,
  version: JSON.parse(readFileSync(packageFile, 'utf8')).version,
  now: Date.now,
  endWith: (code) => {
    process.exitCode = code;
  },
};

// The reader of a pipe has heard enough: `parkade-agent why | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

await run(world, process.argv.slice(2));
// What waits for signals or sockets, and engines' own threads, may linger.
process.exit();
