import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDeviceKey } from '../../agent/device-key.ts';
import { openEmbeddings } from '../../agent/engines/embeddings.ts';
import type { RequestBody } from '../../agent/engines/engine.ts';
import { MarketRefusal } from '../../agent/market.ts';
import { type ContractMarket, startContractMarket } from './support/contract-market.ts';
import { scriptedEngine, startVehicle, temporaryFolder } from './support/vehicle.ts';

const model = 'parkade-embed-1';
const bodies = (count: number): RequestBody[] =>
  Array.from({ length: count }, (_, index) => ({ model, input: `text ${index}` }));
const answersAll = scriptedEngine(() => undefined);
const handIns = (market: ContractMarket) =>
  Promise.all(market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn)));

test('leased tasks are run on the real engine and handed in with the next call, sealed and signed', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5) }, { model, bodies: [...bodies(1), { model, input: '' }] });
  const vehicle = await startVehicle(market, { opener: openEmbeddings });
  await vehicle.run();
  const [first, second] = await handIns(market);
  expect(first?.lines.map(({ i, status }) => [i, status])).toEqual([0, 1, 2, 3, 4].map((i) => [i, 200]));
  expect(first?.lines[0]?.body).toMatchObject({ object: 'list', model });
  expect(first?.claims).toMatchObject({
    taskId: 'task_1',
    fence: 1,
    model,
    modelSha256: 'f83afb5bd67ed6ec2b66a796690efe293a12b388efd439e5acba087a8709ccce',
    engine: 'onnxruntime-node 1.30.0',
    energySource: 'modelled',
  });
  expect(second?.lines.map(({ status }) => status)).toEqual([200, 400]);
  expect(market.workCalls).toHaveLength(2);
  expect(market.workCalls[0]).toEqual({
    handIns: [],
    want: { seconds: 60, tasks: 4, models: [model], waitSeconds: 0 },
  });
  expect(readdirSync(join(vehicle.folder, 'spool'))).toEqual([]);
  // The market said to come back in 7 s when it had nothing.
  // The market asked for 7 s; each vehicle waits a little more or less.
  expect(vehicle.waits).toHaveLength(1);
  expect(Math.abs((vehicle.waits[0] ?? 0) - 7_000)).toBeLessThanOrEqual(1_400);
});

test('when the driver is back, finished requests are handed in, the rest given back, and nothing asked for', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5) }, { model, bodies: bodies(2) });
  const opener = scriptedEngine(({ input }) => {
    if (input === 'text 2') vehicle.parked.end();
  });
  const vehicle = await startVehicle(market, { opener });
  await vehicle.run();
  expect(market.workCalls).toHaveLength(2);
  expect(market.workCalls[1]?.want).toBeNull();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([3, 0]);
  expect(market.workCalls[1]?.handIns[1]?.result).toBeNull();
});

test('a run that the returning driver cut off counts as not run', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5) });
  const opener = scriptedEngine(({ input }) => {
    if (input !== 'text 2') return;
    vehicle.parked.end();
    throw new DOMException('aborted', 'AbortError');
  });
  const vehicle = await startVehicle(market, { opener });
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([2]);
});

test('after the driver has left again, the vehicle asks for work again', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(3) });
  const opener = scriptedEngine(({ input }) => {
    if (input === 'text 0' && market.workCalls.length === 1) vehicle.parked.driverReturns();
  });
  const vehicle = await startVehicle(market, { opener });
  market.afterWork = ({ want }) => {
    if (want !== null) return;
    market.tasks.push({ model, bodies: bodies(1) });
    vehicle.parked.driverLeaves();
  };
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([1, 1]);
  expect(market.workCalls.map(({ want }) => want !== null)).toEqual([true, false, true, true]);
});

test('a lease that is about to end is handed in partially rather than lost', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5), leaseMillis: 60_000 });
  let passed = 0;
  const opener = scriptedEngine(() => {
    passed += 20_000;
  });
  const vehicle = await startVehicle(market, { opener, now: () => Date.now() + passed });
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([3]);
  expect(vehicle.events).toContainEqual(expect.objectContaining({ event: 'ran', outcome: 'lease_ending' }));
});

test('a finished task is handed in before the next would let its lease end', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(2), leaseMillis: 60_000 }, { model, bodies: bodies(1) });
  let passed = 0;
  const opener = scriptedEngine(() => {
    passed += 25_000;
  });
  const vehicle = await startVehicle(market, { opener, now: () => Date.now() + passed });
  await vehicle.run();
  expect(market.workCalls.map(({ handIns, want }) => [handIns.length, want !== null])).toEqual([
    [0, true],
    [1, false],
    [1, true],
  ]);
});

test('a result that would be over the upload limit is handed in as far as it fits', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(5), resultMaxBytes: 2_250 });
  const vehicle = await startVehicle(market, { opener: answersAll });
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([2]);
});

test('an engine fault hands in what was finished, and its model is not offered again at once', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(3) });
  const opener = scriptedEngine(({ input }) => {
    if (input === 'text 1') throw new RangeError('about text 1');
  });
  const vehicle = await startVehicle(market, { opener });
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([1]);
  expect(market.workCalls.map(({ want }) => want !== null)).toEqual([true, false]);
  expect(vehicle.events).toContainEqual({ event: 'engine_fault', model, error: 'RangeError' });
  expect(JSON.stringify(vehicle.events)).not.toContain('about text');
});

test('an engine that does not start gives the lease back', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(3) });
  const vehicle = await startVehicle(market, { opener: () => Promise.reject(new Error('no such file')) });
  await vehicle.run();
  expect(market.workCalls[1]).toEqual({ handIns: [{ leaseToken: 'task_1', result: null }], want: null });
});

test('a call that meets 503 or 429 is sent again with a new, higher number', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(1) });
  market.troubles.push({ status: 503 }, { status: 429, headers: { 'retry-after': '0' } });
  const vehicle = await startVehicle(market, { opener: answersAll });
  await vehicle.run();
  expect(market.workCalls).toHaveLength(2);
  expect(market.seqs).toHaveLength(4);
  expect(new Set(market.seqs).size).toBe(4);
  expect(market.seqs).toEqual([...market.seqs].sort((left, right) => left - right));
});

test('while the market is down the hand-in is kept', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(1) });
  market.afterWork = () => {
    market.afterWork = () => undefined;
    market.troubles.push(...Array.from({ length: 4 }, () => ({ status: 500 })));
    // Keeps the vehicle going through its wait.
    market.tasks.push({ model, bodies: bodies(1) });
  };
  const vehicle = await startVehicle(market, { opener: answersAll, want: { seconds: 60, tasks: 1 } });
  await vehicle.run();
  expect(vehicle.events).toContainEqual(expect.objectContaining({ event: 'market_unreachable' }));
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([1, 1]);
});

test('a definite refusal ends the loop and says why', async () => {
  const market = await startContractMarket();
  market.troubles.push({ status: 401 });
  const vehicle = await startVehicle(market, { opener: answersAll });
  await expect(vehicle.run()).rejects.toThrow(MarketRefusal);
  expect(market.seqs).toHaveLength(1);
});

test('a vehicle whose clock is hours off learns the market time and goes on', async () => {
  const market = await startContractMarket();
  market.aheadMillis = 7_200_000;
  market.tasks.push({ model, bodies: bodies(1) });
  const vehicle = await startVehicle(market, { opener: answersAll });
  await vehicle.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([1]);
  expect(Math.abs(vehicle.market.marketNow() - Date.now() - 7_200_000)).toBeLessThan(2_000);
});

test('an agent that was cut off goes on after its restart where it stopped, and hands in the whole task', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(4) });
  const ran: unknown[] = [];
  // A fault that nothing catches stands for a power cut: the spool is all that is left.
  const cut = await startVehicle(market, {
    opener: scriptedEngine(({ input }) => {
      ran.push(input);
      return input === 'text 2' ? new Promise(() => undefined) : undefined;
    }),
  });
  void cut.run();
  await expect.poll(() => ran.length).toBe(3);
  const restarted = await startVehicle(market, {
    folder: cut.folder,
    opener: scriptedEngine(({ input }) => ran.push(input)),
  });
  expect(restarted.device.identity).toEqual({ vehicleId: 'veh_1', ownerId: 'own_1' });
  await restarted.run();
  expect(ran).toEqual(['text 0', 'text 1', 'text 2', 'text 2', 'text 3']);
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([4]);
});

test('a task that this vehicle can not open is given back, and not asked for again at once', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(1) });
  const vehicle = await startVehicle(market, { opener: answersAll });
  const another = await openDeviceKey(join(temporaryFolder(), 'device.json'), Date.now);
  if (market.enrolment) market.enrolment.sealingKey = another.sealingPublicKey;
  await vehicle.run();
  expect(market.workCalls[1]).toEqual({ handIns: [{ leaseToken: 'task_1', result: null }], want: null });
  expect(vehicle.events).toContainEqual(expect.objectContaining({ event: 'task_fault', taskId: 'task_1' }));
});

test('what a cut-off agent had finished is handed in even if the driver is there at its restart', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies: bodies(4) });
  let runs = 0;
  const hanging = scriptedEngine(() => (++runs === 3 ? new Promise(() => undefined) : undefined));
  const cut = await startVehicle(market, { opener: hanging });
  void cut.run();
  await expect.poll(() => runs).toBe(3);
  const restarted = await startVehicle(market, { folder: cut.folder, opener: answersAll });
  restarted.parked.end();
  await restarted.run();
  expect((await handIns(market)).map(({ lines }) => lines.length)).toEqual([2]);
});
