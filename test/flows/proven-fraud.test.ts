import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket({
    policy: { ...demoPolicy, auditShare: 1, holdbackSeconds: 86_400, doubtfulHoldbackSeconds: 14 * 86_400 },
  });
});
afterAll(() => market.close());

/** Enough to earn some micro-dollars with. */
const lines = (times: number) =>
  Array.from({ length: times }, () => sentences(20))
    .flat()
    .map((text, at) => embeddingLine(String(at), text));

/** The demo has two owners; a liar's word stands against each of the others'. */
async function addOwner(): Promise<void> {
  const reply = await fetch(`${market.cloud.url}/v1/finance/owners`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.financeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Third', tariffMicroUsdPerKwh: 187_000 }),
  });
  const { ownerId, apiKey } = await reply.json();
  market.owners.push({ ownerId, apiKey, name: 'Third' });
}

test('a vehicle that differs from two owners is frozen before its next lease, and its owner’s held pay stops until finance decides', async () => {
  const liar = await market.vehicle(0, ['parkade-embed-1']);
  const ownerId = (await market.earnings(0)).ownerId;
  const { id: honestWork } = await market.submit(lines(8));
  await liar.workUntilIdle();
  await market.cloud.events.drain();
  const auditors = { 1: await market.vehicle(1, ['parkade-embed-1']) } as Record<
    number,
    Awaited<ReturnType<Market['vehicle']>>
  >;
  await market.work(auditors[1] ?? liar);
  expect((await market.batch(honestWork)).x_parkade.charged_micro_usd).toBeGreaterThan(0);
  const held = (await market.earnings(0)).pendingMicroUsd;
  expect(held).toBeGreaterThan(0);

  liar.lie((body) => ({
    ...body,
    data: (body.data as { embedding: number[] }[]).map((each) => ({
      ...each,
      embedding: each.embedding.map((value, at) => (at === 0 ? -value - 0.3 : value)),
    })),
  }));
  await addOwner();
  for (const auditorOf of [1, 2]) {
    await market.submit(lines(1));
    await liar.workUntilIdle();
    await market.cloud.events.drain();
    await market.work(auditors[auditorOf] ?? (await market.vehicle(auditorOf, ['parkade-embed-1'])));
  }
  expect(market.faults.splice(0)).toEqual(
    Array(2).fill(expect.stringContaining("two vehicles' results differ")),
  );
  const owner = await market.cloud.deps.owners.get(ownerId);
  expect(owner.payHeldSince).toBeDefined();
  const [vehicleId] = owner.doubts?.map((doubt) => doubt.vehicleId) ?? [];
  expect(await market.cloud.deps.vehicles.findRecord(vehicleId ?? '')).toMatchObject({
    state: 'quarantined',
    stateReason: 'differing_results',
  });
  await market.submit(lines(1));
  await expect(liar.lease()).rejects.toThrow();
  market.advanceSeconds(3 * 86_400);
  await market.cloud.timers.releaseEarnings();
  expect((await market.earnings(0)).pendingMicroUsd).toBe(held);
  const decided = await fetch(`${market.cloud.url}/v1/finance/owners/${ownerId}/held_pay/approve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.financeKey}` },
  });
  expect(decided.status).toBe(200);
  await market.cloud.timers.releaseEarnings();
  expect((await market.earnings(0)).pendingMicroUsd).toBe(0);
});
