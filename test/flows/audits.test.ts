import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import {
  definitionLine,
  definitions,
  embeddingLine,
  type Market,
  sentences,
  startMarket,
} from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 1 } });
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(400, 420);
const lines = words.map((word) => definitionLine(word, word));

test('a checked task is paid once another owner’s vehicle has said the same, and the check is the platform’s', async () => {
  const worker = await market.vehicle(0, ['parkade-dictionary-1']);
  const auditor = await market.vehicle(1, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines);
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  // Delivered at once; charged and paid when the check is done.
  expect(await market.batch(id)).toMatchObject({ status: 'completed', x_parkade: { charged_micro_usd: 0 } });
  expect((await market.earnings(0)).grossMicroUsd).toBe(0);

  await market.work(auditor);
  const { charged_micro_usd: charged } = (await market.batch(id)).x_parkade;
  expect(charged).toBeGreaterThan(0);
  expect((await market.earnings(0)).grossMicroUsd).toBe(Math.floor(charged * 0.75));
  expect((await market.earnings(1)).requests).toBe(0);
  await market.expectSound();
});

test('the owner of the checked work can’t be its auditor', async () => {
  const worker = await market.vehicle(0, ['parkade-dictionary-1']);
  const sameOwner = await market.vehicle(0, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 5));
  await worker.workUntilIdle();
  await market.cloud.events.drain();
  expect(await sameOwner.lease()).toEqual([]);
  // Nobody else came: after the longest wait the check counts as unavailable, and pay goes ahead.
  market.advanceSeconds(demoPolicy.auditWaitSeconds + 1);
  await market.sweep();
  await market.sweep();
  expect((await market.batch(id)).x_parkade.charged_micro_usd).toBeGreaterThan(0);
  await market.expectSound();
});

test('a vehicle whose vectors are another model’s is neither paid nor charged for', async () => {
  const liar = await market.vehicle(0, ['parkade-embed-1']);
  const auditor = await market.vehicle(1, ['parkade-embed-1']);
  liar.lie((body) => ({
    ...body,
    data: (body.data as { embedding: number[] }[]).map((each) => ({
      ...each,
      embedding: each.embedding.map((value, at) => (at === 0 ? -value - 0.3 : value)),
    })),
  }));
  const before = await market.earnings(0);
  const { id } = await market.submit(sentences(20).map((text, at) => embeddingLine(String(at), text)));
  await liar.workUntilIdle();
  await market.cloud.events.drain();
  await market.work(auditor);

  expect((await market.batch(id)).x_parkade.charged_micro_usd).toBe(0);
  expect(await market.earnings(0)).toEqual(before);
  expect(market.faults.splice(0)).toEqual([expect.stringContaining("two vehicles' results differ")]);
  await market.expectSound();
});
