import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import { leastOf } from '../support/least-of.ts';
import { contentOf } from './support/built-in-engines.ts';
import {
  chat,
  definition,
  embed,
  failure,
  ocr,
  open,
  page,
  stopMillisMax,
  textOf,
} from './support/engine-process-rig.ts';
import { isRunning } from './support/processes.ts';

test('an engine answers from its process, with its name, its model and what it took there', async () => {
  const { engines } = open();
  expect(engines.pid).toBeUndefined();
  const engine = await engines.get(embed);
  expect(engine).toMatchObject({ model: embed, name: 'onnxruntime-node 1.30.0' });
  expect(engine.modelSha256).toMatch(/^f83afb5b/);
  const here = process.cpuUsage();
  const reply = await engine.run({
    model: embed,
    input: Array.from({ length: 2_000 }, (_, at) => `text ${at}`),
  });
  const { user, system } = process.cpuUsage(here);
  expect(reply).toMatchObject({ status: 200, units: { inputTokens: expect.any(Number) } });
  expect(reply.cpuMillis).toBeGreaterThan((user + system) / 1_000 / 2);
  expect(await engine.run(textOf(''))).toMatchObject({ status: 400, body: { error: { param: 'input' } } });
});

test('a streamed answer comes in pieces, in order, before the whole of it', async () => {
  const { engines } = open();
  const said: ChunkChoice[] = [];
  const engine = await engines.get(chat);
  const reply = await engine.run({ ...definition, stream: true }, undefined, (choice) => said.push(choice));
  expect(said.length).toBeGreaterThan(5);
  expect(said.map(({ delta }) => delta.content ?? '').join('')).toBe(contentOf(reply.body));
});

test('while the driver is there nothing starts an engine; afterwards the next request does', async () => {
  const { engines, driver } = open();
  const engine = await engines.get(embed);
  const { pid } = engines;
  driver.back.abort();
  expect((await failure(engines.get(embed))).error).toBe(driver.back.signal.reason);
  expect((await failure(engine.run(textOf('a')))).error).toBe(driver.back.signal.reason);
  expect(engines.pid).toBeUndefined();
  driver.back = new AbortController();
  expect(await engine.run(textOf('a'))).toMatchObject({ status: 200 });
  expect(engines.pid).not.toBe(pid);
});

test('kept warm, the process outlives the driver, and only what it computes ends', async () => {
  const { engines, driver } = open({ keepWarm: true });
  const engine = await engines.get(chat);
  const { pid } = engines;
  const running = engine.run({ ...definition, n: 8 }, driver.back.signal);
  driver.back.abort();
  expect((await failure(running)).error).toBe(driver.back.signal.reason);
  driver.back = new AbortController();
  expect(contentOf((await engine.run(definition)).body)).toMatch(/^a sheltered port/);
  expect(engines.pid).toBe(pid);
});

test('kept warm, a process that does not let go of its request is ended, in each parking anew', async () => {
  const { engines, driver } = open({ keepWarm: true });
  const engine = await engines.get(ocr);
  await engine.run(page.body, driver.back.signal);
  const { pid } = engines;
  driver.back.abort();
  driver.back = new AbortController();
  await engine.run(page.body, driver.back.signal);
  expect(engines.pid).toBe(pid);
  process.kill(pid ?? 0, 'SIGSTOP');
  const running = engine.run(page.body, driver.back.signal);
  driver.back.abort();
  expect((await failure(running)).error).toBe(driver.back.signal.reason);
  await expect.poll(() => isRunning(pid), { timeout: 3_000, interval: 5 }).toBe(false);
});

test('an engine that is stuck in an aborted request is ended, and started anew', async () => {
  const { engines } = open();
  const least = await leastOf(stopMillisMax, async () => {
    const engine = await engines.get(embed);
    const { pid = 0 } = engines;
    process.kill(pid, 'SIGSTOP');
    const unwanted = new AbortController();
    const running = engine.run(textOf('a'), unwanted.signal);
    unwanted.abort();
    const { millis } = await failure(running);
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    expect(await engine.run(textOf('a'))).toMatchObject({ status: 200 });
    return millis;
  });
  expect(least).toBeLessThan(stopMillisMax);
});

test('a crash is the fault of the request that ran, leaves no core file, and the next one has a new process', async () => {
  const { engines } = open();
  const engine = await engines.get(ocr);
  const { pid = 0 } = engines;
  const running = engine.run(page.body);
  await sleep(30);
  expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
  process.kill(pid, 'SIGSEGV');
  const { error } = await failure(running);
  expect(error).toMatchObject({
    name: 'EngineProcessEnded',
    message: expect.stringContaining('ended with SIGSEGV'),
  });
  expect(await engine.run(page.body)).toMatchObject({ status: 200 });
  expect(engines.pid).not.toBe(pid);
});

test('a process whose parent is killed computes no more, and has printed nothing', async () => {
  const program = fileURLToPath(new URL('./support/engine-parent.ts', import.meta.url));
  const parent = fork(program, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const printed = Promise.all([parent.stdout, parent.stderr].map((stream) => stream && text(stream)));
  let pages = 0;
  let pid: number | undefined;
  parent.on('message', (message) => {
    pages++;
    ({ pid } = message as { pid: number });
  });
  await expect.poll(() => pages, { timeout: 20_000 }).toBeGreaterThan(2);
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await expect.poll(() => isRunning(pid), { timeout: 3_000, interval: 5 }).toBe(false);
  expect(await printed).toEqual(['', '']);
});

test('a model that nothing runs is named', () => {
  expect(() => open({ models: ['a-model'] })).toThrow("'a-model': it is none of parkade-embed-1,");
});
