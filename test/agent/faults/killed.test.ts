import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EngineProcessEnded } from '../../../agent/engines/engine-channel.ts';
import { spooledLines, startAgent } from '../support/agent-process.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { isRunning } from '../support/processes.ts';
import { scriptedEngine, startVehicle, temporaryFolder } from '../support/vehicle.ts';

const model = 'parkade-dictionary-1';
const questions = (count: number) =>
  Array.from({ length: count }, () => ({
    model,
    messages: [{ role: 'user', content: 'Define harbor.' }],
  }));
const slow = { timeout: 30_000 };

type Market = Awaited<ReturnType<typeof startContractMarket>>;
const optionsFor = (market: Market) => ({
  'base-url': market.baseUrl,
  'data-dir': join(temporaryFolder(), 'data'),
  models: model,
});
/** Finished requests on disk: the offer and the engine's name stand before them. */
const finishedOf = (dataDir: string) =>
  Math.max(0, ...spooledLines(dataDir).map((lines) => lines.length - 2));
const opened = (market: Market) =>
  Promise.all(market.workCalls.flatMap(({ handIns }) => handIns.map(market.openHandIn)));

test('SIGTERM: the finished part is handed in, the rest and what was not begun go back, no process is left', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: questions(20_000) }, { model, bodies: questions(3) });
  const options = optionsFor(market);
  const agent = startAgent({ ...options, code: 'code' });
  await expect.poll(() => finishedOf(options['data-dir']), slow).toBeGreaterThan(5);
  const enginePid = agent.enginePid();
  expect(isRunning(enginePid)).toBe(true);
  agent.agent.kill('SIGTERM');
  expect(await agent.exit).toBe(0);
  expect(isRunning(enginePid)).toBe(false);
  const [first, second] = await opened(market);
  expect(first?.lines.length).toBeGreaterThan(5);
  expect(first?.lines.length).toBeLessThan(20_000);
  expect(second?.lines).toEqual([]);
  expect(market.workCalls.at(-1)?.want).toBeNull();
  expect(spooledLines(options['data-dir'])).toEqual([]);
});

test('SIGKILL: the engines end as well; after a restart only the rest is run, and all of it is handed in once', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: questions(300) });
  const options = optionsFor(market);
  const first = startAgent({ ...options, code: 'code' });
  await expect.poll(() => finishedOf(options['data-dir']), slow).toBeGreaterThan(20);
  const enginePid = first.enginePid();
  first.agent.kill('SIGKILL');
  await once(first.agent, 'exit');
  const killedAt = Math.floor(Date.now() / 1_000);
  await expect.poll(() => isRunning(enginePid), { timeout: 3_000, interval: 5 }).toBe(false);
  const kept = finishedOf(options['data-dir']);
  expect(kept).toBeLessThan(300);

  const second = startAgent(options);
  await expect.poll(() => second.seen('handed_in'), slow).toBe(true);
  second.agent.kill('SIGTERM');
  expect(await second.exit).toBe(0);
  const handIns = await opened(market);
  expect(handIns).toHaveLength(1);
  const lines = handIns[0]?.lines ?? [];
  expect(lines.map(({ i }) => i)).toEqual(Array.from({ length: 300 }, (_, at) => at));
  // A second passes before the new engine has started: what was kept is older, the rest is not.
  const created = lines.map(({ body }) => Number(body.created));
  expect(Math.max(...created.slice(0, kept))).toBeLessThanOrEqual(killedAt);
  expect(Math.min(...created.slice(kept + 1))).toBeGreaterThan(killedAt);
});

test('SIGKILL, and a restart when the lease is over by the market’s clock: nothing of it is run or handed in', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: questions(20_000) });
  const options = optionsFor(market);
  const first = startAgent({ ...options, code: 'code' });
  await expect.poll(() => finishedOf(options['data-dir']), slow).toBeGreaterThan(5);
  first.agent.kill('SIGKILL');
  await once(first.agent, 'exit');
  market.aheadMillis = 3_600_000;

  const second = startAgent(options);
  await expect.poll(() => second.seen('lease_over'), slow).toBe(true);
  await expect.poll(() => market.workCalls.at(-1)?.want, slow).toBeTruthy();
  second.agent.kill('SIGTERM');
  expect(await second.exit).toBe(0);
  expect(second.seen('resumed')).toBe(false);
  expect(await opened(market)).toEqual([]);
  expect(spooledLines(options['data-dir'])).toEqual([]);
});

test('SIGKILL of the engines alone: they are started anew, and the task is done whole and once', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: questions(300) });
  const options = optionsFor(market);
  const agent = startAgent({ ...options, code: 'code' });
  await expect.poll(() => finishedOf(options['data-dir']), slow).toBeGreaterThan(20);
  const enginePid = agent.enginePid() ?? 0;
  process.kill(enginePid, 'SIGKILL');
  await expect.poll(() => agent.seen('handed_in'), slow).toBe(true);
  expect(agent.enginePid()).not.toBe(enginePid);
  agent.agent.kill('SIGTERM');
  expect(await agent.exit).toBe(0);
  expect(agent.seen('engine_fault')).toBe(false);
  expect((await opened(market)).map(({ lines }) => lines.length)).toEqual([300]);
});

test('a request that ends its engine twice is given back, with what comes after it, and that model is left alone', async () => {
  const market = await startContractMarket();
  const embed = 'parkade-embed-1';
  market.tasks.push({ model: embed, bodies: ['a', 'poison', 'c'].map((input) => ({ model: embed, input })) });
  const ran: unknown[] = [];
  const opener = scriptedEngine(({ input }) => {
    ran.push(input);
    if (input === 'poison') throw new EngineProcessEnded("The engines' process ended with SIGSEGV.");
  });
  const vehicle = await startVehicle(market, { opener });
  await vehicle.run();
  expect(ran).toEqual(['a', 'poison', 'poison']);
  expect((await opened(market)).map(({ lines }) => lines.map(({ i }) => i))).toEqual([[0]]);
  expect(vehicle.events).toContainEqual({
    event: 'engine_fault',
    model: embed,
    error: "The engines' process ended with SIGSEGV.",
  });
  expect(market.workCalls.at(-1)?.want).toBeNull();
});

test('a request that does not end is ended before the lease does, and what was finished is handed in', async () => {
  const market = await startContractMarket();
  const embed = 'parkade-embed-1';
  const bodies = ['a', 'b', 'endless'].map((input) => ({ model: embed, input }));
  market.tasks.push({ model: embed, bodies, leaseMillis: 10_500 });
  const engine = await scriptedEngine(() => undefined)();
  const opener = async () => ({
    ...engine,
    run: (body: Record<string, unknown>, signal?: AbortSignal) =>
      body.input === 'endless'
        ? once(signal as AbortSignal, 'abort').then(() => Promise.reject(signal?.reason))
        : engine.run(body),
  });
  const vehicle = await startVehicle(market, { opener });
  await vehicle.run();
  expect(vehicle.events).toContainEqual(expect.objectContaining({ event: 'ran', outcome: 'lease_ending' }));
  expect((await opened(market)).map(({ lines }) => lines.length)).toEqual([2]);
});

test.each([
  ['are ended with it', [] as string[], false],
  ['stay in memory where that is asked for', ['--keep-warm'], true],
])(
  'SIGUSR2: the driver is back; the finished part is handed in, and the engines %s',
  async (_, more, stays) => {
    const market = await startContractMarket();
    market.tasks.push({ model, bodies: questions(20_000) });
    const options = optionsFor(market);
    const agent = startAgent({ ...options, code: 'code' }, { more });
    await expect.poll(() => finishedOf(options['data-dir']), slow).toBeGreaterThan(5);
    const enginePid = agent.enginePid();
    agent.agent.kill('SIGUSR2');
    await expect.poll(() => agent.seen('handed_in'), slow).toBe(true);
    // It was told to end before that; the system may take a moment over it where there is much to do.
    await expect.poll(() => isRunning(enginePid), { timeout: 2_000, interval: 5 }).toBe(stays);
    expect((await opened(market)).map(({ lines }) => lines.length > 5)).toEqual([true]);

    market.tasks.push({ model, bodies: questions(3) });
    agent.agent.kill('SIGUSR2');
    await expect.poll(() => agent.of('handed_in').length, slow).toBe(2);
    expect(agent.enginePid() === enginePid).toBe(stays);
    expect((await opened(market)).at(-1)?.lines).toHaveLength(3);
  },
);
