import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { ownerWrites } from '../../functions/adapters/owners.ts';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { releaseEarnings } from '../../functions/market/release-earnings.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { credit, settledBatch } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, proofOf, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney({ policy: { ...standardPolicy, minimumBatchMicroUsd: 0n } });
});
afterAll(() => rig.close());

async function settledFor(batchId: string, ownerIds: readonly string[]) {
  const { customerId } = await newCustomer(rig);
  await credit(rig.deps, customerId, 1_000_000n);
  return settledBatch(
    rig.deps,
    { customerId, batchId, heldMicroUsd: 100_000n },
    ownerIds.map((ownerId) => ({
      ownerId,
      requests: 10,
      referenceMicros: 33_333_333,
      energyMilliWattHours: 500,
    })),
  );
}

/** Of a batch and of what its owners earned of it. */
const entriesOf = async (batchId: string, ownerIds: readonly string[]) => {
  const roots = [`batch/${batchId}`, ...ownerIds.map((ownerId) => `owner/${ownerId}`)];
  const entries = await Promise.all(roots.map((root) => Array.fromAsync(rig.deps.ledger.entriesUnder(root))));
  return entries.flat();
};

test('a settlement shared out ten times at once is shared out once', async () => {
  const owners = [await newOwner(rig), await newOwner(rig), await newOwner(rig)];
  const { businessKey } = await settledFor(
    'raced',
    owners.map(({ ownerId }) => ownerId),
  );
  await Promise.all(Array.from({ length: 10 }, () => accrueOwners(rig.deps)({ businessKey })));
  await accrueOwners(rig.deps)({ businessKey });
  for (const { ownerId } of owners)
    expect(await rig.deps.ledger.ownerBalance(ownerId)).toMatchObject({
      requests: 10,
      energyMilliWattHours: 500,
    });
  const entries = await entriesOf(
    'raced',
    owners.map(({ ownerId }) => ownerId),
  );
  expect(entries.filter(({ kind }) => kind === 'accrue-owner')).toHaveLength(3);
  const clearing = entries
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => account === 'clearing/raced')
    .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n);
  expect(clearing).toBe(0n);
});

test("one owner's trouble keeps no other from being paid, and the repetition finishes it", async () => {
  const { ownerId } = await newOwner(rig);
  const { businessKey } = await settledFor('broken', ['late', ownerId]);
  await expect(accrueOwners(rig.deps)({ businessKey })).rejects.toThrow('1 owners of batch/broken/settle/1');
  const earned = await rig.deps.ledger.ownerBalance(ownerId);
  expect(earned.requests).toBe(10);
  await rig.deps.commit([
    ownerWrites.create({
      ownerId: 'late',
      name: 'Late',
      stripeAccountId: 'acct_late',
      tariffMicroUsdPerKwh: 0,
      lastPayoutNo: 0,
      createdAt: 0,
    }),
  ]);
  await accrueOwners(rig.deps)({ businessKey });
  expect(await rig.deps.ledger.ownerBalance(ownerId)).toEqual(earned);
  expect((await rig.deps.ledger.ownerBalance('late')).requests).toBe(10);
  const clearing = (await entriesOf('broken', ['late', ownerId]))
    .flatMap(({ postings }) => postings)
    .filter(({ account }) => account === 'clearing/broken');
  expect(clearing.reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0n)).toBe(0n);
});

test('earnings wait out the holdback, are released once and are then free for payout', async () => {
  const owner = await newOwner(rig);
  const { businessKey } = await settledFor('held-back', [owner.ownerId]);
  await accrueOwners(rig.deps)({ businessKey });
  const balance = await rig.deps.ledger.ownerBalance(owner.ownerId);
  expect(balance).toMatchObject({ pendingMicroUsd: 1_499n, releasedMicroUsd: 0n, grossMicroUsd: 1_499n });

  rig.advanceSeconds(standardPolicy.holdbackSeconds);
  expect(await releaseEarnings(rig.deps)()).toBe(0);
  rig.advanceSeconds(86_400);
  const released = await Promise.all([releaseEarnings(rig.deps)(), releaseEarnings(rig.deps)()]);
  expect(released[0] + released[1]).toBeGreaterThan(0);
  expect(await releaseEarnings(rig.deps)()).toBe(0);
  expect(await rig.deps.ledger.ownerBalance(owner.ownerId)).toMatchObject({
    pendingMicroUsd: 0n,
    releasedMicroUsd: 1_499n,
    grossMicroUsd: 1_499n,
  });
  expect(rig.faults).toEqual([]);
});

test('after all of it the ledger is proved', async () => {
  const proof = await proofOf(rig);
  // The payments of this story were credited without Stripe: the match must say so, and nothing else may be wrong.
  const broken = proof.invariants.filter(({ holds }: { holds: boolean }) => !holds);
  expect(broken).toEqual([]);
  expect(proof.unmatchedItems.every(({ side }: { side: string }) => side === 'ledger')).toBe(true);
});

test('nothing but a settlement can be shared out', async () => {
  const entry = entryOf({
    businessKey: 'batch/odd/hold',
    kind: 'hold',
    at: 0,
    postings: transferPostings('customer/x', 'hold/odd', 1n),
    memo: {},
  });
  await rig.deps.commit([ledgerWrites.post(entry)]);
  await expect(accrueOwners(rig.deps)({ businessKey: 'batch/odd/hold' })).rejects.toThrow('not a settlement');
  await expect(accrueOwners(rig.deps)({ businessKey: 'batch/odd/settle/1' })).rejects.toThrow(
    'no settlement',
  );
});
