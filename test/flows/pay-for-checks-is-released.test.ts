import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

const dayMillis = 86_400_000;

let market: Market;
beforeAll(async () => {
  market = await startMarket({
    policy: {
      ...demoPolicy,
      auditShare: 1,
      holdbackSeconds: 7 * 86_400,
      // At the posted price the check of one definition earns less than a micro-dollar.
      priceMicroUsdPerReferenceSecond: { ...demoPolicy.priceMicroUsdPerReferenceSecond, '24h': 6_000 },
    },
  });
});
afterAll(() => market.close());

test('what a check earns is held back and released with all else, so that nothing stays pending for ever', async () => {
  const worker = await market.vehicle(0, ['parkade-dictionary-1']);
  const auditor = await market.vehicle(1, ['parkade-dictionary-1']);
  const words = Object.keys(definitions()).slice(440, 460);
  await market.submit(words.map((word) => definitionLine(word, word)));
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  await market.work(auditor);
  const held = await market.earnings(1);
  expect(held.pendingMicroUsd).toBeGreaterThan(0);
  expect(held.releasedMicroUsd).toBe(0);

  market.advanceSeconds((9 * dayMillis) / 1_000);
  await market.cloud.timers.releaseEarnings();
  expect(await market.earnings(1)).toMatchObject({
    pendingMicroUsd: 0,
    releasedMicroUsd: held.pendingMicroUsd,
  });
  expect((await market.earnings(0)).pendingMicroUsd).toBe(0);
  await market.expectSound();
});

test('a check of what was handed in at the last moment can still be leased after its batch has expired', async () => {
  const worker = await market.vehicle(0, ['parkade-dictionary-1']);
  const auditor = await market.vehicle(1, ['parkade-dictionary-1']);
  const words = Object.keys(definitions()).slice(460, 480);
  await market.submit(words.map((word) => definitionLine(word, word)));
  market.advanceSeconds(dayMillis / 1_000 - 60);
  await market.sweep();
  expect(await worker.workUntilIdle()).toBe(20);
  market.advanceSeconds(120);
  await market.cloud.events.drain();
  const [check] = await auditor.lease();
  expect(check).toMatchObject({ requests: 1 });
});
