import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSpool, type Spool } from '../../../agent/spool.ts';
import { startAgent } from '../support/agent-process.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { scriptedEngine, startVehicle, temporaryFolder } from '../support/vehicle.ts';

const model = 'parkade-embed-1';
const bodies = (count: number) => Array.from({ length: count }, (_, at) => ({ model, input: `text ${at}` }));
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
const fails = () => Promise.reject(full());

/** Runs two tasks of five requests on a disk that fails as `broken` says; the second is leased after the first. */
async function runOn(broken: (sound: Spool) => Partial<Spool>) {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5) }, { model, bodies: bodies(5) });
  const folder = temporaryFolder();
  const sound = createSpool(join(folder, 'spool'));
  const vehicle = await startVehicle(market, {
    folder,
    spool: { ...sound, ...broken(sound) },
    opener: scriptedEngine(() => undefined),
    want: { seconds: 60, tasks: 1 },
  });
  await vehicle.run();
  const handIns = market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn));
  return { folder, vehicle, handIns: await Promise.all(handIns) };
}

const faultsOf = ({ events }: Awaited<ReturnType<typeof startVehicle>>) =>
  events.filter(({ event }) => event === 'spool_fault');

test('a disk that fills in mid-task: what is finished is in memory, all of it is handed in, and it is said', async () => {
  const { folder, vehicle, handIns } = await runOn((sound) => ({
    async open(lease, taskKey) {
      const task = await sound.open(lease, taskKey);
      let appended = 0;
      // The engine's name and two requests fit.
      return { ...task, append: (record) => (++appended > 3 ? fails() : task.append(record)) };
    },
  }));
  expect(handIns.map(({ lines }) => lines.length)).toEqual([5, 5]);
  expect(faultsOf(vehicle)).toEqual(
    ['task_1', 'task_2'].map((taskId) => ({ event: 'spool_fault', taskId, error: 'ENOSPC' })),
  );
  expect(readdirSync(join(folder, 'spool'))).toEqual([]);
});

test.each([
  ['can not be written at all', { keep: fails, open: fails }],
  ['can not be read', { leases: fails, holds: fails, open: fails }],
  ['does not let go of a file', { remove: fails }],
])('a disk that %s stops no work', async (_, broken) => {
  const { vehicle, handIns } = await runOn(() => broken);
  expect(handIns.map(({ lines }) => lines.length)).toEqual([5, 5]);
  expect(faultsOf(vehicle).length).toBeGreaterThan(0);
});

test('a record that was cut off when the disk was full is not joined by another, and what stands before it counts', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(4) });
  const folder = temporaryFolder();
  const sound = createSpool(join(folder, 'spool'));
  let ran: unknown[] = [];
  const opener = scriptedEngine(({ input }) => {
    ran.push(input);
    return ran.length === 4 ? new Promise(() => undefined) : undefined;
  });
  let appended = 0;
  const cut = await startVehicle(market, {
    folder,
    opener,
    spool: {
      ...sound,
      async open(lease, taskKey) {
        const task = await sound.open(lease, taskKey);
        return { ...task, append: (record) => (++appended === 3 ? fails() : task.append(record)) };
      },
    },
  });
  void cut.run();
  await expect.poll(() => ran.length).toBe(4);
  expect(appended).toBe(3);
  ran = [];
  const restarted = await startVehicle(market, {
    folder,
    opener: scriptedEngine(({ input }) => ran.push(input)),
  });
  await restarted.run();
  expect(ran).toEqual(['text 1', 'text 2', 'text 3']);
});

/** A mount of its own needs a namespace of its own, which not every machine lets its users have. */
const mayMount = spawnSync('sh', ['-c', 'unshare -rm mount -t tmpfs tmpfs /mnt']).status === 0;

describe.runIf(mayMount)('the agent on a disk of 100 KB', () => {
  test('runs and hands in a task whose results do not fit, says why, and goes on', async () => {
    const market = await startContractMarket();
    market.tasks.push({ model, bodies: bodies(300) });
    const dataDir = join(temporaryFolder(), 'data');
    mkdirSync(dataDir);
    const options = { 'base-url': market.baseUrl, 'data-dir': dataDir, models: model, code: 'code' };
    const mounted = `mount -t tmpfs -o size=100k tmpfs ${dataDir} && exec "$0" "$@"`;
    const agent = startAgent(options, { within: ['unshare', '-rm', 'sh', '-c', mounted] });
    await expect.poll(() => agent.of('handed_in').length, { timeout: 30_000 }).toBe(1);
    market.tasks.push({ model, bodies: bodies(10) });
    // It comes back when the market told it to.
    await expect.poll(() => agent.of('handed_in').length, { timeout: 30_000 }).toBe(2);
    agent.agent.kill('SIGTERM');
    expect(await agent.exit).toBe(0);
    expect(agent.errors()).toBe('');
    expect(agent.events).toContainEqual(
      expect.objectContaining({ event: 'spool_fault', taskId: 'task_1', error: 'ENOSPC' }),
    );
    const handIns = market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn));
    expect((await Promise.all(handIns)).map(({ lines }) => lines.length)).toEqual([300, 10]);
    // It was on that disk indeed.
    expect(existsSync(join(dataDir, 'device.json'))).toBe(false);
  });
});
