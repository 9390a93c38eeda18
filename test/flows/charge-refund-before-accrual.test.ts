import { afterAll, beforeAll, expect, test } from 'vitest';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { refundCharge } from '../../functions/market/refund-charge.ts';
import { availableOf } from '../support/available-of.ts';
import { settledBatch } from '../support/money-batches.ts';
import { newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts();
});
afterAll(() => rig.close());

test('a charge that is not shared out yet is given back once it is', async () => {
  const { ownerId } = await newOwner(rig);
  const before = await availableOf(rig.deps, rig.customerId);
  const settled = await settledBatch(
    rig.deps,
    { customerId: rig.customerId, batchId: 'b1', heldMicroUsd: 400_000n },
    [{ ownerId, requests: 4, referenceMicros: 6_000_000_000, energyMilliWattHours: 1 }],
  );
  const settle_key = settled.businessKey;
  const { body } = await rig.maker('POST', '/v1/finance/charge_refunds', { settle_key, reason: 'Wrong' });
  await rig.approver('POST', `/v1/finance/charge_refunds/${body.id}/approve`);
  await expect(rig.drain()).rejects.toThrow('is not shared out yet');
  expect(await availableOf(rig.deps, rig.customerId)).toBe(before - 360_000n);
  await accrueOwners(rig.deps)({ businessKey: settled.businessKey });
  for await (const refundId of rig.deps.chargeRefunds.open()) await refundCharge(rig.deps)({ refundId });
  await rig.drain();
  expect(await availableOf(rig.deps, rig.customerId)).toBe(before);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 0n, receivableMicroUsd: 0n });
});
