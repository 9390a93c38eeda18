#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { World } from './world.ts';

// Half of a start is compiling: what is imported after this is compiled once and kept.
enableCompileCache();
const { run } = await import('./run.ts');

const { stdin, stdout, stderr } = process;
const packageFile = new URL('../../package.json', import.meta.url);

const world: World = {
  stdin,
  stdout,
  stderr,
  configDir: join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'parkade'),
  baseUrl: process.env.PARKADE_BASE_URL || undefined,
  apiKey: process.env.PARKADE_API_KEY || undefined,
  financeKey: process.env.PARKADE_FINANCE_KEY || undefined,
  version: JSON.parse(readFileSync(packageFile, 'utf8')).version,
  now: Date.now,
  endWith: (code) => {
    process.exitCode = code;
  },
};

// The reader of a pipe has heard enough: `parkade results ID | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

await run(world, process.argv.slice(2));
