import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { takeOver } from '../../functions/market/stripe/take-over.ts';
import { newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts();
});
afterAll(() => rig.close());

async function paidOwner(microUsd: bigint) {
  const owner = await newOwner(rig);
  await rig.earn(owner.ownerId, microUsd);
  await rig.payOut();
  const [payout] = await rig.payoutsOf(owner.ownerId);
  if (!payout?.stripeTransferId) throw new Error('not paid');
  return { ...owner, transferId: payout.stripeTransferId };
}

test('whose payouts were stopped for another reason, and whose account is rejected then, has it taken back', async () => {
  const { ownerId, stripeAccountId } = await paidOwner(400_000n);
  await rig.deps.commit([ownerWrites.stopPayouts(ownerId, 'no_account')]);
  await rig.atStripe(`/accounts/${stripeAccountId}/change`, {
    capabilities: { transfers: 'inactive' },
    payouts_enabled: false,
    requirements: { disabled_reason: 'rejected.fraud' },
  });
  await rig.readAccount(stripeAccountId);
  await rig.drain();
  expect(await rig.payoutsOf(ownerId)).toMatchObject([{ state: 'paid', reversedMicroUsd: 400_000n }]);
  expect((await rig.deps.owners.get(ownerId)).payoutsStoppedBy).toBe('rejected.fraud');
});

test('a second transfer of a payout, made at Stripe, and what comes back of it are open items, and told', async () => {
  const { ownerId, stripeAccountId, transferId } = await paidOwner(500_000n);
  const second = await rig.stripe.transfers.create({
    amount: 50,
    currency: 'usd',
    destination: stripeAccountId,
    metadata: { ownerId, payoutNo: '1' },
  });
  await rig.stripe.transfers.createReversal(second.id, { amount: 50 });
  expect(await takeOver(rig.deps, { kind: 'transfer', id: second.id })).toBe(false);
  expect(await rig.payoutsOf(ownerId)).toMatchObject([
    { state: 'paid', stripeTransferId: transferId, reversedMicroUsd: 0n },
  ]);
  expect(await rig.balanceOf(ownerId)).toMatchObject({ releasedMicroUsd: 0n, inTransitMicroUsd: 0n });
  expect(rig.faults.join()).toContain(`${second.id} is a second transfer of owner/${ownerId}/payout/1`);
  const { broken, unmatched } = await rig.contradictions();
  expect(broken).toEqual([]);
  expect(unmatched).toHaveLength(2);
});
