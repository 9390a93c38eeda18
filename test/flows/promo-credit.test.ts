import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { promoWrites } from '../../functions/adapters/promo-grants.ts';
import { expirePromo } from '../../functions/market/expire-promo.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { proofOf } from '../support/money-rig.ts';

const daySeconds = 86_400;

let rig: BillingRig;
beforeAll(async () => {
  rig = await startBilling();
});
afterAll(() => rig.close());

const give = async (customerId: string, body: object) => {
  const reply = await rig.finance('POST', `/v1/finance/customers/${customerId}/promo`, {
    reason: 'A welcome',
    ...body,
  });
  await rig.drain();
  return reply;
};
const inDays = (days: number) => Math.floor(rig.deps.now() / 1_000) + days * daySeconds;
const standing = async (customerId: string) => {
  const { availableMicroUsd, promoMicroUsd } = await rig.balance(customerId);
  return [availableMicroUsd, promoMicroUsd];
};

test('a grant is on the balance once, however often finance sends it', async () => {
  const { customerId, call } = await rig.newCustomer();
  const grant = { grant_id: 'welcome', amount_micro_usd: 5_000_000 };
  const first = await give(customerId, grant);
  expect(first).toMatchObject({ status: 200, body: { object: 'promo', grant_id: 'welcome' } });
  expect(first.body.expires_at - first.body.granted_at).toBe(90 * daySeconds);
  rig.advanceSeconds(60);
  expect((await give(customerId, grant)).body).toEqual({ ...first.body, status: 'given' });
  await Promise.all([rig.sweep(), rig.sweep()]);
  expect(await standing(customerId)).toEqual([5_000_000n, 5_000_000n]);
  expect(await rig.kindsOf(customerId)).toEqual(['grant-promo']);
  expect((await call('GET', '/v1/balance')).body).toMatchObject({
    available_micro_usd: 5_000_000,
    promo_micro_usd: 5_000_000,
  });
  expect((await give(customerId, { ...grant, amount_micro_usd: 6_000_000 })).status).toBe(409);
  expect(
    (await give(customerId, { grant_id: 'late', amount_micro_usd: 1, expires_at: inDays(-1) })).status,
  ).toBe(400);
  expect((await give('cus_nobody', grant)).status).toBe(404);
});

test('a grant whose message was lost is given by the timer', async () => {
  const { customerId } = await rig.newCustomer();
  await rig.finance('POST', `/v1/finance/customers/${customerId}/promo`, {
    grant_id: 'a',
    amount_micro_usd: 1_000_000,
    reason: 'Lost once',
  });
  rig.stream.lose();
  expect(await standing(customerId)).toEqual([0n, 0n]);
  await rig.sweep();
  expect(await standing(customerId)).toEqual([1_000_000n, 1_000_000n]);
});

test('what is not spent in time expires, the earliest first, once a day', async () => {
  const { customerId } = await rig.newCustomer();
  await give(customerId, { grant_id: 'short', amount_micro_usd: 4_000_000, expires_at: inDays(5) });
  await give(customerId, { grant_id: 'long', amount_micro_usd: 6_000_000, expires_at: inDays(20) });
  // Of 10, 3 are spent for good: they are of the grant that expires first.
  await rig.hold(customerId, 3_000_000n);
  await expirePromo(rig.deps)();
  expect(await standing(customerId)).toEqual([7_000_000n, 7_000_000n]);
  rig.advanceSeconds(6 * daySeconds);
  expect(await expirePromo(rig.deps)()).toBe(1);
  expect(await expirePromo(rig.deps)()).toBe(0);
  expect(await standing(customerId)).toEqual([6_000_000n, 6_000_000n]);
  rig.advanceSeconds(20 * daySeconds);
  expect(await expirePromo(rig.deps)()).toBe(1);
  expect(await standing(customerId)).toEqual([0n, 0n]);
});

test('what a batch holds comes back when it ends, and expires at the next run', async () => {
  const { customerId } = await rig.newCustomer();
  await give(customerId, { grant_id: 'short', amount_micro_usd: 4_000_000, expires_at: inDays(1) });
  const batchId = await rig.hold(customerId, 3_000_000n);
  rig.advanceSeconds(2 * daySeconds);
  await expirePromo(rig.deps)();
  expect(await standing(customerId)).toEqual([0n, 0n]);
  await rig.release(batchId);
  expect(await standing(customerId)).toEqual([3_000_000n, 3_000_000n]);
  // Once a customer and day.
  expect(await expirePromo(rig.deps)()).toBe(0);
  rig.advanceSeconds(daySeconds);
  expect(await expirePromo(rig.deps)()).toBe(1);
  expect(await standing(customerId)).toEqual([0n, 0n]);
});

test('what expires is not what a batch takes at that very moment', async () => {
  const { customerId } = await rig.newCustomer();
  await give(customerId, { grant_id: 'short', amount_micro_usd: 4_000_000, expires_at: inDays(1) });
  await give(customerId, { grant_id: 'long', amount_micro_usd: 4_000_000, expires_at: inDays(9) });
  rig.advanceSeconds(2 * daySeconds);
  await Promise.all([expirePromo(rig.deps)(), ...[1, 2, 3].map(() => rig.hold(customerId, 1_000_000n))]);
  const [available, promo] = await standing(customerId);
  expect(promo).toBe(available);
  // Either the expired 4 went first, or the batches took of them: never of what is good.
  expect([1_000_000n, 2_000_000n, 3_000_000n, 4_000_000n, 5_000_000n]).toContain(promo);
  rig.advanceSeconds(daySeconds);
  await expirePromo(rig.deps)();
  const held = 3_000_000n;
  const expired = (await Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`)))
    .filter(({ kind }) => kind === 'expire-promo')
    .reduce((sum, { postings }) => sum - (postings[0]?.amountMicroUsd ?? 0n), 0n);
  expect(((await standing(customerId))[1] ?? 0n) + held + expired).toBe(8_000_000n);
  expect((await standing(customerId))[1]).toBeLessThanOrEqual(4_000_000n);
});

test('credit that is not there to be spent does not expire: no balance falls below zero', async () => {
  const { commit, customerBalances, now } = await rig.withTable('expiry');
  await commit([customerBalanceWrites.change('cus_1', { availableMicroUsd: 4n, promoMicroUsd: 10n })]);
  const expired = { customerId: 'cus_1', amountMicroUsd: 10n, day: '2027-01-08' };
  await expect(commit(promoWrites.expire(expired, 10n, now()))).rejects.toThrow('changed meanwhile');
  expect(await customerBalances.of('cus_1')).toMatchObject({ availableMicroUsd: 4n, promoMicroUsd: 10n });
});

test('after all of it the books are right', async () => {
  expect((await proofOf(rig)).invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(rig.faults.filter((fault) => !fault.includes('changed meanwhile'))).toEqual([]);
});
