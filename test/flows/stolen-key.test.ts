import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MarketRefusal } from '../../agent/market.ts';
import {
  ask,
  copyOf,
  type Device,
  deliver,
  enrolledDevice,
  idleCall,
  ownerKey,
  startDevice,
} from '../support/device-rig.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let another: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  another = await market.vehicle(1, ['parkade-embed-1']);
});
afterAll(() => market.close());

const enrolled = () => enrolledDevice(market);

/** What becomes of an idle call that the agent makes: undefined where it is let in. */
async function refusalOf({ wire }: Device): Promise<string | null | undefined> {
  try {
    await wire.work({ handIns: [], want: null });
    return undefined;
  } catch (error) {
    if (error instanceof MarketRefusal) return error.code;
    throw error;
  }
}

const vehicleOf = async ({ device }: Device) =>
  (await ask(market, ownerKey(market), `/owner/vehicles/${device.identity?.vehicleId}`)).json;

const submit = (count: number) =>
  market.submit(sentences(count).map((text, no) => embeddingLine(`line ${no}`, text)));

describe('a thief with a copy of the car’s disk', () => {
  test('is noticed as soon as the car calls again, and both are shut out', async () => {
    const car = await enrolled();
    expect(await refusalOf(car)).toBeUndefined();
    const thief = await startDevice(market, copyOf(car.folder));
    expect(await refusalOf(thief)).toBeUndefined();
    expect(await refusalOf(car)).toBe('vehicle_quarantined');
    expect(await refusalOf(thief)).toBe('vehicle_quarantined');
    expect(await refusalOf(await startDevice(market, car.folder))).toBe('vehicle_quarantined');
    expect(await vehicleOf(car)).toMatchObject({
      state: 'quarantined',
      state_reason: expect.stringContaining('Two programs signed with its key'),
      state_since: expect.any(Number),
    });
  });

  test('who begins before the car ever called is noticed all the same', async () => {
    const car = await enrolled();
    const thief = await startDevice(market, copyOf(car.folder));
    for (const who of [thief, car])
      expect(await refusalOf(who)).toBe(who === thief ? undefined : 'vehicle_quarantined');
  });

  test('who starts a program anew for each call shuts the car out no longer than until its next call', async () => {
    const car = await enrolled();
    await refusalOf(car);
    for (let no = 0; no < 3; no++) await refusalOf(await startDevice(market, copyOf(car.folder)));
    expect(await refusalOf(car)).toBe('vehicle_quarantined');
  });

  test('who never answers whether it lives is refused, and the car works on', async () => {
    const car = await enrolled();
    const stale = await startDevice(market, copyOf(car.folder));
    await stale.send('/vehicle/work', idleCall);
    const restarted = await startDevice(market, car.folder);
    // The car's new start has higher numbers than the copy: it is the latest.
    expect(await refusalOf(restarted)).toBeUndefined();
    for (let no = 0; no < 3; no++)
      expect((await stale.send('/vehicle/work', idleCall)).code).toBe('replayed_proof');
    expect(await refusalOf(restarted)).toBeUndefined();
  });

  test('a car that is started anew again and again is let in each time', async () => {
    const { folder } = await enrolled();
    for (let no = 0; no < 6; no++) {
      const car = await startDevice(market, folder);
      expect([await refusalOf(car), await refusalOf(car)]).toEqual([undefined, undefined]);
    }
  });

  test('a disk that was restored from a copy of an hour ago goes on, whatever was called meanwhile', async () => {
    const car = await enrolled();
    const backup = copyOf(car.folder);
    for (let no = 0; no < 1_100; no++) await car.device.nextSeq();
    expect(await refusalOf(car)).toBeUndefined();
    market.advanceSeconds(3_600);
    expect(await refusalOf(await startDevice(market, backup))).toBeUndefined();
  });
});

test('what a stolen car had finished is paid, what it held goes to others, and a code gives it a new key', async () => {
  const car = await market.vehicle(0, ['parkade-embed-1']);
  const { id } = await submit(300);
  const [first, second] = await car.lease({ tasks: 2 });
  if (!first || !second) throw new Error('two tasks were expected');
  expect(await car.handIn(await car.run(first))).toMatchObject([{ status: 'accepted' }]);
  const late = await car.run(second);

  const folder = `${market.dir}/vehicle-1`;
  const thief = await startDevice(market, copyOf(folder));
  expect(thief.device.identity?.vehicleId).toBe(car.vehicleId);
  await thief.wire.work({ handIns: [], want: null });
  await expect(car.handIn(late)).rejects.toThrow('Two programs signed with its key');
  await expect(thief.wire.work({ handIns: [late], want: null })).rejects.toThrow('quarantined');

  market.advanceSeconds(20 * 60);
  await market.sweep();
  await market.work(another);
  expect(await market.batch(id)).toMatchObject({ status: 'completed', request_counts: { completed: 300 } });
  expect((await market.earnings(0)).requests).toBe(first.requests);
  expect((await market.earnings(1)).requests).toBe(300 - first.requests);

  const path = `/owner/vehicles/${car.vehicleId}`;
  const { json } = await ask(market, ownerKey(market), `${path}/reinstate`, { method: 'POST' });
  expect((await ask(market, ownerKey(market), path)).json.state).toBe('quarantined');
  const recovered = await startDevice(market, folder);
  await recovered.enrol(json.code);
  expect(recovered.device.identity?.vehicleId).toBe(car.vehicleId);
  expect(await refusalOf(recovered)).toBeUndefined();
  expect(await refusalOf(thief)).toBe('invalid_proof');
  expect(await refusalOf(recovered)).toBeUndefined();
  expect((await ask(market, ownerKey(market), path)).json).toMatchObject({
    state: 'active',
    state_reason: null,
  });
  expect((await market.earnings(0)).requests).toBe(first.requests);
  await market.expectSound();
});

describe('a captured request', () => {
  test('sent three times more, at once and later, changes nothing', async () => {
    const car = await enrolled();
    await submit(20);
    const want = { seconds: 30, tasks: 1, models: ['parkade-embed-1'] };
    const captured = await car.sign('/vehicle/work', { handIns: [], want });
    const { json } = await deliver(captured);
    expect(json.leases).toHaveLength(1);
    const given = await car.sign('/vehicle/work', {
      handIns: [{ leaseToken: json.leases[0].leaseToken, result: null }],
      want: null,
    });
    expect((await deliver(given)).json.handIns).toMatchObject([{ status: 'accepted' }]);
    const about = { models: ['parkade-embed-1'], softwareVersion: '1.0.1' };
    const registered = await car.sign('/vehicle/registration', about);
    expect((await deliver(registered)).status).toBe(200);
    const before = await vehicleOf(car);
    for (const each of [captured, given, registered])
      for (let copy = 0; copy < 3; copy++)
        expect(await deliver(each)).toMatchObject({ status: 401, code: 'replayed_proof' });
    expect(await vehicleOf(car)).toEqual(before);
    expect(await refusalOf(car)).toBeUndefined();
    await market.work(another);
    await market.expectSound();
  });

  test('held back over a start of the car, and delivered then, does not quarantine it', async () => {
    const car = await enrolled();
    await refusalOf(car);
    const held = await car.sign('/vehicle/work', idleCall);
    const never = await startDevice(market, car.folder);
    const unheard = await never.sign('/vehicle/work', idleCall);
    const restarted = await startDevice(market, car.folder);
    expect(await refusalOf(restarted)).toBeUndefined();
    for (const each of [held, unheard, held])
      expect(await deliver(each)).toMatchObject({ status: 401, code: 'replayed_proof' });
    expect(await refusalOf(restarted)).toBeUndefined();
    expect(await vehicleOf(car)).toMatchObject({ state: 'active' });
  });

  test('of a car whose clock was an hour ahead is as little good an hour later', async () => {
    const car = await enrolled();
    const ahead = await car.sign('/vehicle/work', idleCall, { aheadMillis: 3_600_000 });
    expect((await deliver(ahead)).code).toBe('invalid_proof');
    await refusalOf(car);
    const restarted = await startDevice(market, car.folder);
    await refusalOf(restarted);
    market.advanceSeconds(3_600);
    for (let copy = 0; copy < 3; copy++) expect((await deliver(ahead)).code).toBe('replayed_proof');
    expect(await refusalOf(restarted)).toBeUndefined();
  });

  test.each([-61, 61])('signed %i s from the market’s time is refused', async (seconds) => {
    const car = await enrolled();
    const aheadMillis = seconds * 1_000;
    expect(await car.send('/vehicle/work', idleCall, { aheadMillis })).toMatchObject({
      status: 401,
      code: 'invalid_proof',
    });
  });
});
