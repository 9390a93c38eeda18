import { afterAll, beforeAll, expect, test } from 'vitest';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { settledBatch } from '../support/money-batches.ts';
import { newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts();
});
afterAll(() => rig.close());

test('who approves a second proposal for what is given back already is told so, and can reject it', async () => {
  const { ownerId } = await newOwner(rig);
  const work = { ownerId, requests: 4, referenceMicros: 6_000_000_000, energyMilliWattHours: 1 };
  const batch = { customerId: rig.customerId, batchId: 'b1', heldMicroUsd: 400_000n };
  const { businessKey: settle_key } = await settledBatch(rig.deps, batch, [work]);
  await accrueOwners(rig.deps)({ businessKey: settle_key });
  const propose = async (percent: number) =>
    (await rig.maker('POST', '/v1/finance/charge_refunds', { settle_key, percent, reason: 'Late' })).body.id;
  const [first, second] = [await propose(10), await propose(20)];
  await rig.approver('POST', `/v1/finance/charge_refunds/${first}/approve`);
  await rig.stream.drain();
  const refused = await rig.approver('POST', `/v1/finance/charge_refunds/${second}/approve`);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
  const rejected = await rig.approver('POST', `/v1/finance/charge_refunds/${second}/reject`, {
    reason: 'Done',
  });
  expect(rejected.body).toMatchObject({ state: 'rejected', rejected_for: 'Done' });
});
