import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import { afterAll, expect, test } from 'vitest';
import type { Receipts } from '../../local/demo/receipts.ts';

const dir = mkdtempSync(join(tmpdir(), 'parkade-kill-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const program = fileURLToPath(new URL('../../local/start.ts', import.meta.url));

function start(...options: string[]) {
  const { STRIPE_SECRET_KEY: _none, ...env } = process.env;
  const child = spawn(process.execPath, [program, '--data', dir, '--port', '0', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  started.push(child);
  const output = { text: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.text += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.errors += text;
  });
  return { child, output };
}

/** Resolves when the process has said `wanted` on its standard error stream. */
function saying(child: ChildProcess, wanted: RegExp, output: { errors: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (wanted.test(output.errors)) resolve();
    };
    child.stderr?.on('data', look);
    child.once('exit', () => reject(new Error(`it ended first:\n${output.errors}`)));
    look();
  });
}

const receiptsIn = (text: string): Receipts => JSON.parse(text.trim().split('\n').at(-1) ?? '');

const kill = async (child: ChildProcess) => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

test('after a kill -9 of everything in mid-batch the next start finishes it: nothing lost, nothing done or paid twice', async () => {
  const first = start('--once');
  await saying(first.child, /\b(1[5-9]\d|[2-5]\d\d) of 640 requests/, first.output);
  // The vehicles and the stand-ins end with the process that started them.
  await kill(first.child);
  expect(first.output.text).toBe('');

  const second = start('--once');
  const [code] = await once(second.child, 'exit');
  expect([code, second.output.errors.match(/"level":"error".*/g)]).toEqual([0, null]);
  const receipts = receiptsIn(second.output.text);
  expect(receipts.requests).toEqual({ accepted: 640, succeeded: 640, failed: 0 });
  expect(receipts.owners.reduce((sum, { requests }) => sum + requests, 0)).toBe(640);
  expect(receipts.customer.chargedMicroUsd).toBeLessThanOrEqual(receipts.customer.quotedMicroUsd);
  expect(receipts.proof).toMatchObject({ holds: true, sumMicroUsd: 0, unmatched: 0 });

  // A third start does nothing again, and serves until it is told to end.
  const third = start();
  await saying(third.child, /Serving .* until Ctrl-C/, third.output);
  const again = receiptsIn(third.output.text);
  expect({ ...again, seconds: 0 }).toEqual({ ...receipts, seconds: 0 });
  const file = join(dir, 'local.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { baseUrl, customerKey } = JSON.parse(readFileSync(file, 'utf8'));
  const openai = new OpenAI({ apiKey: customerKey, baseURL: baseUrl });
  const live = await openai.chat.completions.create({
    model: 'parkade-dictionary-1',
    messages: [{ role: 'user', content: 'Define harbor.' }],
  });
  expect(live.choices[0]?.message.content).toContain('a sheltered port');
  third.child.kill('SIGINT');
  const [thirdCode] = await once(third.child, 'exit');
  expect(thirdCode).toBe(0);
  // Who is killed before it wrote down what it was granted just then never asks for it again: that lease takes its
  // time to end: three times the two minutes that were asked for.
}, 600_000);
