import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, newCode, ownerKey, startDevice } from '../support/device-rig.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let eu: TestVehicle;
let na: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  eu = await market.vehicle(0, ['parkade-embed-1'], { region: 'eu' });
  na = await market.vehicle(1, ['parkade-embed-1'], { region: 'na', hardwareClass: 'AI5' });
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const operator = (path: string, more: { method?: string; body?: object } = {}) =>
  ask(market, market.operatorKey, `/operator/halts${path}`, more);
const halt = async (named: object) => {
  const { status, json } = await operator('', { body: { reason: 'a fault in 1.0', ...named } });
  expect(status).toBe(200);
  // Instances know it within a second.
  market.advanceSeconds(1);
  return json.id as string;
};
const endHalt = async (id: string) => {
  await operator(`/${id}`, { method: 'DELETE' });
  market.advanceSeconds(1);
};
const activeLeases = async (id: string) => (await operator(`/${id}`)).json.active_leases;
const submit = (count: number) =>
  market.submit(sentences(count).map((text, no) => embeddingLine(`${no}`, text)));
const want = { seconds: 30, tasks: 1, models: ['parkade-embed-1'] };

describe('a halt', () => {
  test('stops the vehicles that it names and no others, tells them why, and proves that none is at work', async () => {
    const { id: batchId } = await submit(300);
    const [first, second] = await eu.lease({ tasks: 2 });
    if (!first || !second) throw new Error('two tasks were expected');
    const id = await halt({ region: 'eu' });
    expect(await activeLeases(id)).toBe(2);

    const reply = await eu.market.work({ handIns: [await eu.run(first)], want });
    expect(reply).toMatchObject({
      handIns: [{ status: 'accepted', requests: first.requests }],
      leases: [],
      halted: { id, reason: 'a fault in 1.0' },
    });
    expect(await activeLeases(id)).toBe(1);
    expect(await na.lease({ tasks: 1 })).toHaveLength(1);
    expect(await activeLeases(id)).toBe(1);

    market.advanceSeconds(20 * 60);
    expect(await activeLeases(id)).toBe(0);
    await market.sweep();
    expect(await eu.lease()).toEqual([]);
    await market.work(na);
    expect(await market.batch(batchId)).toMatchObject({ status: 'completed' });
    await endHalt(id);
    await submit(2);
    expect(await eu.workUntilIdle()).toBe(2);
    await market.cloud.events.drain();
  });

  test.each([
    ['its class', { hardware_class: 'AI4' }],
    ['its software version', { software_version: 'test', region: 'eu' }],
    ['its model', { model: 'parkade-embed-1', hardware_class: 'AI4' }],
  ])('stops a vehicle by %s', async (_what, named) => {
    await submit(1);
    const id = await halt(named);
    expect(await eu.lease()).toEqual([]);
    expect(await activeLeases(id)).toBe(0);
    await endHalt(id);
    expect(await eu.workUntilIdle()).toBe(1);
    await market.cloud.events.drain();
  });

  test('of a version lets a vehicle go on that registers another', async () => {
    const car = await startDevice(market);
    await car.enrol(await newCode(market), { softwareVersion: '1.0.0' });
    const id = await halt({ software_version: '1.0.0' });
    await submit(1);
    expect((await car.wire.work({ handIns: [], want })).leases).toEqual([]);
    await car.wire.register({ models: ['parkade-embed-1'], softwareVersion: '1.0.1' });
    const { leases, halted } = await car.wire.work({ handIns: [], want });
    expect([leases.length, halted]).toEqual([1, undefined]);
    await car.wire.work({
      handIns: leases.map(({ leaseToken }) => ({ leaseToken, result: null })),
      want: null,
    });
    await endHalt(id);
    await market.work(eu);
  });

  test('of one model leaves the others', async () => {
    const both = await market.vehicle(0, ['parkade-embed-1', 'parkade-dictionary-1']);
    const id = await halt({ model: 'parkade-dictionary-1' });
    await submit(1);
    const models = ['parkade-dictionary-1', 'parkade-embed-1'];
    const reply = await both.market.work({ handIns: [], want: { ...want, models } });
    expect(reply.leases.map(({ model }) => model)).toEqual(['parkade-embed-1']);
    expect(reply.halted).toMatchObject({ id });
    await both.handIn(await both.run(reply.leases[0] as (typeof reply.leases)[number]));
    await endHalt(id);
    await market.cloud.events.drain();
  });

  test('gives a live call that is running no further sign of life, and the lease ends in seconds', async () => {
    const { id: batchId } = await submit(1);
    const [lease] = await eu.lease();
    if (!lease) throw new Error('a lease was expected');
    const piece = { leaseToken: lease.leaseToken, no: 0, sealed: null };
    expect(await eu.market.sendPiece(piece)).toEqual({ goesOn: true });
    const id = await halt({ region: 'eu' });
    expect(await eu.market.sendPiece(piece)).toEqual({ goesOn: false });
    await eu.handIn(await eu.run(lease));
    await endHalt(id);
    await market.cloud.events.drain();
    expect(await market.batch(batchId)).toMatchObject({ status: 'completed' });
  });
});

describe('the operator', () => {
  test('lists halts, latest first, and ends one once', async () => {
    const ids = [await halt({ region: 'apac' }), await halt({ region: 'na' })];
    await endHalt(ids[1] ?? '');
    const { json } = await operator('?limit=2');
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual([...ids].reverse());
    expect(json).toMatchObject({
      has_more: true,
      data: [{ ended_at: expect.any(Number) }, { ended_at: null }],
    });
    const { json: ended } = await operator(`/${ids[1]}`, { method: 'DELETE' });
    expect(ended.ended_at).toBe(json.data[0].ended_at);
    await endHalt(ids[0] ?? '');
    expect(await na.lease()).toEqual([]);
  });

  test.each([
    ['halts nothing by naming nothing', {}, 400],
    ['names a region that there is', { region: 'moon' }, 400],
    ['names a model that is sold', { model: 'no-such' }, 404],
    ['says nothing that is not asked', { region: 'eu', vehicle: 'veh_1' }, 400],
  ])('%s', async (_what, named, status) => {
    expect((await operator('', { body: { reason: 'x', ...named } })).status).toBe(status);
  });

  test('alone may halt: neither finance, nor an owner, nor a customer', async () => {
    for (const key of [market.financeKey, ownerKey(market), market.customerKey])
      expect(
        await ask(market, key, '/operator/halts', { body: { region: 'eu', reason: 'x' } }),
      ).toMatchObject({ status: 401 });
    expect((await operator('/halt_none')).status).toBe(404);
    expect((await operator('/halt_none', { method: 'DELETE' })).status).toBe(404);
  });

  test('leaves a trace of each halt and each end, refused ones too, where finance reads who did what', async () => {
    const trail = '/finance/audit_trail?path=/v1/operator/halts&limit=2';
    await operator('', { body: { reason: 'x' } });
    market.advanceSeconds(1);
    await operator('/halt_none', { method: 'DELETE' });
    const { json } = await ask(market, market.financeKey, trail);
    expect(json.data).toMatchObject([
      { method: 'DELETE', person_id: 'operator', status: 404, ids: ['halt_none'] },
      { method: 'POST', person_id: 'operator', status: 400 },
    ]);
  });
});
