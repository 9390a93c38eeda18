import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startContractMarket } from './support/contract-market.ts';
import { temporaryFolder } from './support/vehicle.ts';

const program = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));
const model = 'parkade-dictionary-1';
const question = { model, messages: [{ role: 'user', content: 'Define harbor.' }] };

/** The agent as its own process, with what it prints. */
function startAgent(options: Record<string, string>) {
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const agent = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    agent.kill('SIGKILL');
  });
  const events: { event: string; vehicleId?: string }[] = [];
  createInterface({ input: agent.stdout }).on('line', (line) => events.push(JSON.parse(line)));
  let errors = '';
  agent.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const seen = (event: string) => events.some((each) => each.event === event);
  return { agent, events, seen, errors: () => errors };
}

function spooledBytes(dataDir: string): number {
  const folder = join(dataDir, 'spool');
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** The exit code, or the signal's name when one ended it. */
const exitCode = async (agent: ChildProcess) => {
  const [code, signal] = await once(agent, 'exit');
  return code ?? signal;
};

test('SIGTERM in the middle of a task hands in the finished part and exits 0; a restart keeps the identity', async () => {
  const market = await startContractMarket();
  const options = { 'base-url': market.baseUrl, 'data-dir': join(temporaryFolder(), 'data'), models: model };
  market.tasks.push({ model, bodies: Array.from({ length: 20_000 }, () => question) });
  const first = startAgent({ ...options, code: 'code' });
  await expect.poll(() => first.seen('leased'), { timeout: 20_000 }).toBe(true);
  // Loading takes about a second; the driver comes back at some time after it.
  await expect.poll(() => spooledBytes(options['data-dir']), { timeout: 20_000 }).toBeGreaterThan(10_000);
  first.agent.kill('SIGTERM');
  expect(await exitCode(first.agent)).toBe(0);
  expect(first.seen('ended')).toBe(true);
  expect(first.errors()).toBe('');
  expect(JSON.stringify(first.events)).not.toContain('harbor');
  const [handIn] = market.workCalls.at(-1)?.handIns ?? [];
  const { lines } = handIn ? await market.openHandIn(handIn) : { lines: [] };
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThan(20_000);
  expect(JSON.stringify(lines[0]?.body)).toContain('a sheltered port where ships can take on');

  const second = startAgent(options);
  await expect.poll(() => second.seen('started'), { timeout: 20_000 }).toBe(true);
  expect(second.events[0]).toMatchObject({ event: 'started', vehicleId: 'veh_1' });
  second.agent.kill('SIGTERM');
  expect(await exitCode(second.agent)).toBe(0);
});

test('SIGUSR2 brings the driver back and, again, lets the vehicle go on', async () => {
  const market = await startContractMarket();
  const { agent, seen } = startAgent({
    'base-url': market.baseUrl,
    'data-dir': temporaryFolder(),
    models: 'parkade-embed-1',
    code: 'code',
  });
  await expect.poll(() => market.workCalls.length, { timeout: 20_000 }).toBe(1);
  agent.kill('SIGUSR2');
  await expect.poll(() => seen('driver_returned')).toBe(true);
  agent.kill('SIGUSR2');
  await expect.poll(() => seen('parked')).toBe(true);
  await expect.poll(() => market.workCalls.length).toBe(2);
  agent.kill('SIGTERM');
  expect(await exitCode(agent)).toBe(0);
});

test('without a code, a vehicle that is not enrolled says what to do and exits 1', async () => {
  const { agent, errors } = startAgent({
    'base-url': 'http://127.0.0.1:9/v1',
    'data-dir': temporaryFolder(),
  });
  expect(await exitCode(agent)).toBe(1);
  expect(errors()).toContain('parkade-agent enroll CODE');
});

test('a missing option is named', async () => {
  const { agent, errors } = startAgent({ 'data-dir': temporaryFolder() });
  expect(await exitCode(agent)).toBe(2);
  expect(errors()).toContain('--base-url is missing (or set PARKADE_BASE_URL)');
});
