import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { changeStanding } from '../../functions/adapters/customer-standing.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { commitHold } from '../../functions/customer/holding/commit-hold.ts';
import { reserveCall } from '../../functions/customer/live/reserve-call.ts';
import { customerRouter } from '../../functions/customer/router.ts';
import { getModel } from '../../shared/catalogue.ts';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { liveSliceMicroUsd } from '../../shared/live-batch.ts';
import { Refusal } from '../../shared/refusal.ts';
import { endHold, newHold } from '../../shared/settlement.ts';
import { credit } from '../support/money-batches.ts';
import { callerOf, type MoneyRig, newCustomer, proofOf, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

/** Who has paid so much and was given so much. */
async function customerWith({ paid, promo = 0n }: { paid: bigint; promo?: bigint }) {
  const customer = await newCustomer(rig);
  const { customerId } = customer;
  if (paid > 0n) await credit(rig.deps, customerId, paid);
  if (promo > 0n)
    await rig.deps.commit([
      ledgerWrites.post(
        entryOf({
          businessKey: `customer/${customerId}/promo/1`,
          kind: 'grant-promo',
          at: rig.deps.now(),
          postings: transferPostings('platform/promotions', `customer/${customerId}/promo`, promo),
          memo: {},
        }),
        { opensRoot: true },
      ),
      customerBalanceWrites.change(customerId, { availableMicroUsd: promo, promoMicroUsd: promo }),
    ]);
  return customer;
}

async function hold(customerId: string, batchId: string, heldMicroUsd: bigint): Promise<void> {
  await commitHold(rig.deps, { customerId, heldMicroUsd }, async ({ held, isTopUpDue }) => {
    const { promoMicroUsd } = held;
    const opened = newHold({ customerId, batchId, heldMicroUsd, promoMicroUsd }, rig.deps.now());
    return [
      ledgerWrites.post(holdEntry(opened, rig.deps.now(), isTopUpDue), { opensRoot: true }),
      holdWrites.create(opened),
    ];
  });
}

async function release(batchId: string): Promise<void> {
  const { hold: ended, released, entry } = endHold(await rig.deps.holds.get(batchId), rig.deps.now());
  await rig.deps.commit([
    ledgerWrites.post(entry),
    holdWrites.end(ended),
    customerBalanceWrites.change(ended.customerId, {
      availableMicroUsd: ended.releasedMicroUsd,
      promoMicroUsd: released.promoMicroUsd,
    }),
  ]);
}

const balanceOf = async (customerId: string): Promise<Partial<CustomerBalance>> => {
  const { availableMicroUsd, promoMicroUsd } = await rig.deps.customerBalances.of(customerId);
  return { availableMicroUsd, promoMicroUsd };
};

test('given credit is held first, and what is not charged goes back as what it came', async () => {
  const { customerId } = await customerWith({ paid: 1_000n, promo: 300n });
  await hold(customerId, 'mixed', 500n);
  expect(await balanceOf(customerId)).toEqual({ availableMicroUsd: 800n, promoMicroUsd: 0n });
  expect(await rig.deps.holds.get('mixed')).toMatchObject({ heldMicroUsd: 500n, promoMicroUsd: 300n });
  await release('mixed');
  expect(await balanceOf(customerId)).toEqual({ availableMicroUsd: 1_300n, promoMicroUsd: 300n });
});

test('holds that want the same given credit at the same moment all succeed while there is money', async () => {
  const { customerId } = await customerWith({ paid: 600n, promo: 400n });
  const names = Array.from({ length: 12 }, (_, no) => `raced-${no}`);
  const outcomes = await Promise.allSettled(names.map((name) => hold(customerId, name, 100n)));
  const made = names.filter((_, at) => outcomes[at]?.status === 'fulfilled');
  expect(made).toHaveLength(10);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('insufficient_quota');
  expect(await balanceOf(customerId)).toEqual({ availableMicroUsd: 0n, promoMicroUsd: 0n });
  const holds = await Promise.all(made.map((name) => rig.deps.holds.get(name)));
  expect(holds.reduce((sum, { promoMicroUsd }) => sum + promoMicroUsd, 0n)).toBe(400n);
});

test('who is frozen begins nothing, is told why, and what was begun goes on', async () => {
  const { customerId, apiKey } = await customerWith({ paid: 1_000n });
  await hold(customerId, 'before', 100n);
  await rig.deps.commit(changeStanding(customerId, { freeze: 'dispute/du_1' }));
  await expect(hold(customerId, 'frozen', 100n)).rejects.toMatchObject({
    code: 'account_frozen',
    message: expect.stringContaining('du_1'),
  });
  const { body } = await callerOf(customerRouter(rig.deps), apiKey)('GET', '/v1/balance');
  expect(body).toMatchObject({ available_micro_usd: 900, frozen_by: ['dispute/du_1'] });
  await release('before');
  await rig.deps.commit(changeStanding(customerId, { thaw: 'dispute/du_1' }));
  await hold(customerId, 'thawed', 100n);
  expect(await balanceOf(customerId)).toEqual({ availableMicroUsd: 900n, promoMicroUsd: 0n });
});

test('who is frozen in the very moment of a hold is told so, not that money lacks', async () => {
  const { customerId } = await customerWith({ paid: 1_000n });
  const racing = commitHold(rig.deps, { customerId, heldMicroUsd: 10n }, async () => {
    await rig.deps.commit(changeStanding(customerId, { freeze: 'finance' }));
    return [];
  });
  await expect(racing).rejects.toMatchObject({ code: 'account_frozen' });
});

test('a hold that leaves less than the customer wants to have left says that a top-up is due', async () => {
  const { customerId } = await customerWith({ paid: 1_000n });
  await rig.deps.commit([
    {
      update: {
        Key: keys.customerBalance(customerId),
        UpdateExpression: 'SET autoTopUpBelowMicroUsd = :below',
        ExpressionAttributeValues: { ':below': 500n },
      },
      otherwise: new Refusal('conflict', 'it has no condition'),
    },
  ]);
  await hold(customerId, 'enough', 500n);
  await hold(customerId, 'too-little', 1n);
  const memoOf = async (batchId: string) => (await rig.deps.ledger.findEntry(`batch/${batchId}/hold`))?.memo;
  expect(await memoOf('enough')).toEqual({ customerId });
  expect(await memoOf('too-little')).toEqual({ customerId, topUpDue: true });
});

test('the balance tells what was given, may be owed and is owed', async () => {
  const { customerId, apiKey } = await customerWith({ paid: 100n, promo: 20n });
  await rig.deps.commit([
    customerBalanceWrites.change(customerId, { availableMicroUsd: 1_000n, creditLimitMicroUsd: 1_000n }),
  ]);
  await hold(customerId, 'owing', 420n);
  expect((await callerOf(customerRouter(rig.deps), apiKey)('GET', '/v1/balance')).body).toEqual({
    object: 'balance',
    currency: 'usd',
    available_micro_usd: 700,
    promo_micro_usd: 0,
    credit_limit_micro_usd: 1_000,
    owed_micro_usd: 300,
    frozen_by: [],
  });
  await expect(hold(customerId, 'over', 701n)).rejects.toMatchObject({ code: 'insufficient_quota' });
});

test('live calls take given credit by the slice, and read no balance between slices', async () => {
  const { customerId } = await customerWith({ paid: 1_000_000n, promo: liveSliceMicroUsd + 5_000n });
  const call = {
    customerId,
    projectId: 'default',
    keyId: 'key_1',
    model: getModel('parkade-dictionary-1'),
    window: 'live',
    ceilingMicroUsd: 4_000n,
  } as const;
  const { batchId } = await reserveCall(rig.deps, call);
  expect(await rig.deps.holds.get(batchId)).toMatchObject({
    heldMicroUsd: liveSliceMicroUsd,
    promoMicroUsd: liveSliceMicroUsd,
  });
  const readBefore = rig.meter.readUnits;
  for (let no = 1; no < 5; no++) expect(await reserveCall(rig.deps, call)).toMatchObject({ no });
  expect(rig.meter.readUnits).toBe(readBefore);
  expect(await reserveCall(rig.deps, call)).toMatchObject({ no: 5 });
  expect(await rig.deps.holds.get(batchId)).toMatchObject({
    heldMicroUsd: 2n * liveSliceMicroUsd,
    promoMicroUsd: liveSliceMicroUsd + 5_000n,
  });
  await rig.deps.commit(changeStanding(customerId, { freeze: 'invoice/in_1' }));
  for (let no = 6; no < 10; no++) expect(await reserveCall(rig.deps, call)).toMatchObject({ no });
  await expect(reserveCall(rig.deps, call)).rejects.toMatchObject({ code: 'account_frozen' });
  await release(batchId);
  expect(await balanceOf(customerId)).toEqual({
    availableMicroUsd: 1_000_000n + liveSliceMicroUsd + 5_000n,
    promoMicroUsd: liveSliceMicroUsd + 5_000n,
  });
});

test('after all of it the holds and the balances are what the entries say', async () => {
  const { invariants } = await proofOf(rig);
  const broken = (invariants as { id: number; holds: boolean; detail: string }[])
    .filter(({ id, holds }) => [1, 3, 4, 5, 22, 30].includes(id) && !holds)
    .map(({ detail }) => detail);
  expect(broken).toEqual([]);
});
