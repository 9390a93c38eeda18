import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadedMilliWatts, wallMilliWatts } from '../../shared/energy.ts';
import type { PlugCosts } from '../../shared/net-pay.ts';
import { wearMicroUsdPerHour } from '../../shared/wear.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const chat = 'parkade-dictionary-1';
const lines = Object.keys(definitions())
  .slice(300, 340)
  .map((word) => definitionLine(word, word));

/** A car that is woken for computing, at a plug with this price; its owner wants at least so much for an hour. */
function plugAt(energyMicroUsdPerKwh: number, floorMicroUsdPerHour = 0): PlugCosts {
  const computeMilliWatts = loadedMilliWatts.AI4;
  const car = { packKwh: 75, chemistry: 'nmc', chargerWatts: 11_000 } as const;
  return {
    energyMicroUsdPerKwh,
    wallMilliWatts: wallMilliWatts(computeMilliWatts, true),
    wearMicroUsdPerHour: wearMicroUsdPerHour({
      computeMilliWatts,
      standing: { woken: true, hot: false },
      car,
    }),
    floorMicroUsdPerHour,
  };
}

const microUsdPerHour = (nanoUsd: number, runningSeconds: number) =>
  Math.round((nanoUsd / 1_000 / runningSeconds) * 3_600);

describe('chat at the lowest price, $0.162 an hour for the owner, of which a woken car spends 425 W and wear', () => {
  test.each([
    { microUsdPerKwh: 80_000, energy: 33_973, wear: 53_321, net: 74_706 },
    { microUsdPerKwh: 170_000, energy: 72_192, wear: 53_321, net: 36_487 },
  ])('is offered at $microUsdPerKwh micro-USD a kilowatt-hour, and the offer shows the sum', async (at) => {
    const vehicle = await market.vehicle(0, [chat], { costs: plugAt(at.microUsdPerKwh) });
    const { id } = await market.submit(lines);
    const [lease] = await vehicle.lease();
    if (!lease) throw new Error('nothing was offered');
    const { grossNanoUsd, energyNanoUsd, wearNanoUsd, netNanoUsd } = lease.pay;
    expect(grossNanoUsd - energyNanoUsd - wearNanoUsd).toBe(netNanoUsd);
    const hourly = (nanoUsd: number) => microUsdPerHour(nanoUsd, lease.runningSeconds);
    // A task of half a second is rounded to nano-dollars: that is some millionths of a dollar an hour.
    expect(Math.abs(hourly(grossNanoUsd) - 162_000)).toBeLessThan(10);
    expect(Math.abs(hourly(energyNanoUsd) - at.energy)).toBeLessThan(10);
    expect(Math.abs(hourly(wearNanoUsd) - at.wear)).toBeLessThan(10);
    expect(Math.abs(hourly(netNanoUsd) - at.net)).toBeLessThan(20);

    await vehicle.handIn({ leaseToken: lease.leaseToken, result: null });
    await market.work(vehicle);
    expect(await market.batch(id)).toMatchObject({ status: 'completed' });
    await market.expectSound();
  });

  test('is not offered at $0.35: it would cost the owner 149 + 53 of 162 thousandths of a dollar', async () => {
    const vehicle = await market.vehicle(0, [chat], { costs: plugAt(350_000) });
    const cheap = await market.vehicle(1, [chat], { costs: plugAt(80_000) });
    const { id } = await market.submit(lines);
    expect(await vehicle.lease()).toEqual([]);
    expect(await vehicle.workUntilIdle()).toBe(0);
    // It waits for a car at a cheaper plug.
    await market.work(cheap);
    expect(await market.batch(id)).toMatchObject({ status: 'completed' });
    await market.expectSound();
  });

  test('a live call pays twice as much, and is offered at $0.35 all the same', async () => {
    const vehicle = await market.vehicle(0, [chat], { costs: plugAt(350_000) });
    const serving = vehicle.serve();
    const { model } = await market.openai.chat.completions.create({
      model: chat,
      messages: [{ role: 'user', content: 'Define rose.' }],
      max_tokens: 48,
    });
    expect(model).toBe(chat);
    await serving.driverReturns();
    await market.cloud.events.drain();
  });

  test("above the charter's own floor it is offered, and not below it", async () => {
    const content = await market.vehicle(0, [chat], { costs: plugAt(170_000, 36_400) });
    const choosy = await market.vehicle(1, [chat], { costs: plugAt(170_000, 36_600) });
    await market.submit(lines);
    expect(await choosy.lease()).toEqual([]);
    expect(await content.lease()).toHaveLength(1);
  });
});

test('what a vehicle worked out is what its owner is shown: gross - energy - wear = net', async () => {
  const owner = 1;
  const before = await market.earnings(owner);
  const vehicle = await market.vehicle(owner, [chat], { costs: plugAt(80_000) });
  market.advanceSeconds(1_300);
  await market.sweep();
  await market.submit(lines);
  await market.work(vehicle);
  const after = await market.earnings(owner);
  expect(after.requests).toBeGreaterThan(before.requests);
  expect(after.wearMicroUsd).toBeGreaterThan(before.wearMicroUsd);
  expect(after.energyMicroUsd).toBeGreaterThan(before.energyMicroUsd);
  expect(after.netMicroUsd).toBe(after.grossMicroUsd - after.energyMicroUsd - after.wearMicroUsd);
  await market.expectSound();
});
