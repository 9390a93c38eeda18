import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, startMarket } from '../support/market-rig.ts';
import { warmUp } from '../support/serving.ts';

/*
 * The customer's part of the README, run as it is written: in a folder where `npm start` has left its local.json, with
 * the checkout's own packages.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The fenced blocks of one language, in order. */
const snippets = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);

let market: Market;
let folder: string;
let serving: { driverReturns(): Promise<void> }[] = [];
let draining = true;

beforeAll(async () => {
  market = await startMarket();
  folder = mkdtempSync(join(tmpdir(), 'parkade-readme-'));
  mkdirSync(join(folder, '.parkade'));
  for (const name of ['node_modules', 'package.json', 'console', 'shared'])
    symlinkSync(join(root, name), join(folder, name));
  const local = { baseUrl: `${market.cloud.url}/v1`, customerKey: market.customerKey };
  writeFileSync(join(folder, '.parkade', 'local.json'), JSON.stringify(local));
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1', 'parkade-embed-1']);
  await warmUp({ market, vehicle }, 'parkade-dictionary-1');
  serving = [vehicle.serve()];
  void (async () => {
    while (draining) {
      await market.cloud.events.drain();
      // The commands that are tested need the processor as well.
      await sleep(50);
    }
  })();
});
afterAll(async () => {
  draining = false;
  await Promise.all(serving.map((each) => each.driverReturns()));
  await market.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(command: string, args: readonly string[]) {
  const child = spawn(command, args, {
    cwd: folder,
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      XDG_CONFIG_HOME: join(folder, 'config'),
    },
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, exitCode };
}

test('the JavaScript does what its comments say', async () => {
  const [client] = snippets('js');
  writeFileSync(join(folder, 'client.mjs'), client ?? '');
  const { stdout, stderr, exitCode } = await run('node', ['client.mjs']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe('a sheltered port where ships can take on or discharge cargo\n2 vectors of 128\n');
});

test('the shell commands give a quote, a batch, its output, and receipts that verify', {
  timeout: 180_000,
}, async () => {
  const script = snippets('sh').join('\n');
  const { stdout, stderr, exitCode } = await run('bash', ['-euo', 'pipefail', '-c', script]);
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('"object":"quote"');
  expect(stdout).toContain('parkade-embed-1');
  const output = readFileSync(join(folder, 'output.jsonl'), 'utf8').trim().split('\n');
  expect(output.map((line) => JSON.parse(line).custom_id)).toEqual(['1', '2']);
  expect(readFileSync(join(folder, 'receipts.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
});
