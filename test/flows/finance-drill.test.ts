import { afterAll, beforeAll, expect, test } from 'vitest';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { reconcile } from '../../functions/market/reconcile.ts';
import { releaseEarnings } from '../../functions/market/release-earnings.ts';
import type { Drill } from '../../shared/contract/drill.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { journalAll } from '../support/journal-rig.ts';
import { settledBatch } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, payIn, startMoney } from '../support/money-rig.ts';

const day = 86_400;

let rig: MoneyRig;
let customerId: string;
/** A holdback, so that what is paid was released first; no approval and no threshold, which are told elsewhere. */
beforeAll(async () => {
  rig = await startMoney({
    policy: {
      ...standardPolicy,
      payoutsNeedApproval: false,
      payoutThresholdMicroUsd: 0n,
      firstPayoutAfterSeconds: 0,
      minimumBatchMicroUsd: 0n,
    },
  });
  ({ customerId } = await newCustomer(rig));
  await payIn(rig, customerId, 5_000);
  await pollStripe(rig.deps)();
});
afterAll(() => rig.close());

async function drill(from: string): Promise<Drill> {
  const { status, body } = await rig.finance('GET', `/v1/finance/drill?from=${encodeURIComponent(from)}`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  return body;
}

const follow = (step: Drill, way: 'down' | 'up', what: string): string => {
  const next = step[way].find((link) => link.what.startsWith(what))?.id;
  if (!next) throw new Error(`${step.id} has no '${what}' ${way}: ${JSON.stringify(step[way])}`);
  return next;
};

async function earn(ownerId: string, batchId: string, referenceMicros: number) {
  const work = [{ ownerId, requests: 10, referenceMicros, energyMilliWattHours: 1 }];
  const { businessKey } = await settledBatch(rig.deps, { customerId, batchId, heldMicroUsd: 900_000n }, work);
  await accrueOwners(rig.deps)({ businessKey });
}

async function payAll(ownerId: string) {
  await planPayouts(rig.deps)();
  for await (const { payoutNo } of rig.deps.payouts.of(ownerId))
    await payOwner(rig.deps)({ ownerId, payoutNo });
  await pollStripe(rig.deps)();
  await journalAll(rig.deps);
}

test('a payout is explained by the releases of its days, each by its settlements, and back up again', async () => {
  const { ownerId } = await newOwner(rig);
  await earn(ownerId, 'd1', 1_000_000_000);
  rig.advanceSeconds(day);
  await earn(ownerId, 'd2', 2_000_000_123);
  await earn(ownerId, 'd3', 3_100_000_321);
  rig.advanceSeconds(9 * day);
  await releaseEarnings(rig.deps)();
  await payAll(ownerId);

  const payout = await drill(`owner/${ownerId}/payout/1`);
  expect(payout.down.map(({ what }) => what)).toEqual([
    'released after its holdback',
    'released after its holdback',
  ]);
  const sums = payout.down.reduce((sum, { amount_micro_usd }) => sum + (amount_micro_usd ?? 0), 0);
  const left = payout.up.find(({ what }) => what === 'left for the next one')?.amount_micro_usd ?? 0;
  expect(sums).toBe((payout.amount_micro_usd ?? 0) + left);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(10_000);

  const second = await drill(payout.down[1]?.id ?? '');
  expect(second.down).toHaveLength(2);
  const settlement = await drill(follow(second, 'down', 'settlement'));
  const charge = await drill(follow(settlement, 'down', 'settlement'));
  expect(charge.id).toMatch(/^batch\/d[23]\/settle\/1$/);

  const earning = await drill(follow(charge, 'up', 'owner '));
  const release = await drill(follow(earning, 'up', 'released'));
  expect(release.id).toBe(second.id);
  expect((await drill(follow(release, 'up', 'paid with'))).id).toBe(payout.id);

  const sent = await drill(follow(payout, 'up', 'payout-sent'));
  expect(follow(sent, 'down', 'payout')).toBe(payout.id);
  const transfer = payout.facts.find(({ name }) => name === 'transfer')?.value ?? '';
  expect((await drill(transfer)).id).toBe(payout.id);
  const transaction = await drill(follow(payout, 'up', 'balance transaction'));
  expect(transaction.amount_micro_usd).toBe(-(payout.amount_micro_usd ?? 0));
});

test('the next payout begins with what was left', async () => {
  const [ownerId] = (await Array.fromAsync(rig.deps.owners.ids())).slice(-1);
  const before = await drill(`owner/${ownerId}/payout/1`);
  rig.advanceSeconds(30 * day);
  await earn(ownerId ?? '', 'd4', 5_000_000_777);
  rig.advanceSeconds(9 * day);
  await releaseEarnings(rig.deps)();
  await payAll(ownerId ?? '');
  const next = await drill(`owner/${ownerId}/payout/2`);
  expect(next.down[0]).toMatchObject({
    what: 'carried over from before',
    amount_micro_usd: before.up.find(({ what }) => what === 'left for the next one')?.amount_micro_usd,
  });
});

test('earnings that are shared are explained by the split, for each who shares', async () => {
  const owner = await newOwner(rig);
  const shares = [{ name: 'Dora', role: 'driver', share_basis_points: 2_500 }];
  const { body } = await rig.owner(owner.apiKey)('PUT', '/v1/owner/beneficiaries', { beneficiaries: shares });
  for (const each of body.data) await rig.atStripe(`/accounts/${each.stripe_account_id}/onboard`);
  await earn(owner.ownerId, 's1', 4_000_000_001);
  rig.advanceSeconds(9 * day);
  await releaseEarnings(rig.deps)();
  await payAll(owner.ownerId);
  for (const no of [1, 2]) {
    const payout = await drill(`owner/${owner.ownerId}/payout/${no}`);
    const split = await drill(follow(payout, 'down', 'shared'));
    expect(split.up).toHaveLength(2);
    expect(split.up.map(({ id }) => id)).toContain(payout.id);
    expect((await drill(follow(split, 'down', 'released'))).id).toMatch(/\/release\//);
  }
});

test('from a line of the bank to the payment of a customer, and up again', async () => {
  await rig.atStripe('/settings', { dailyPayouts: true });
  await payIn(rig, customerId, 2_000);
  rig.advanceSeconds(3 * day);
  await pollStripe(rig.deps)();
  const [payout] = (await rig.stripe.payouts.list({ limit: 1 })).data;
  if (!payout) throw new Error('Stripe paid nothing out');
  const bookedOn = new Date(rig.deps.now()).toISOString().slice(0, 10);
  const text = [
    'booked_on,amount,currency,counterparty,text,reference',
    `${bookedOn},${(payout.amount / 100).toFixed(2)},USD,STRIPE,PAYOUT ${payout.trace_id?.value},B1`,
  ].join('\n');
  await rig.finance('POST', '/v1/finance/bank_statements', { account: 'main', format: 'csv', text });
  await journalAll(rig.deps);
  const { body } = await rig.finance('POST', '/v1/finance/reconciliations', {});
  await reconcile(rig.deps)({ runId: body.id });
  await journalAll(rig.deps);

  const bank = await drill(payout.id);
  expect(bank.checks).toHaveLength(2);
  const line = await drill(follow(bank, 'up', 'bank line'));
  expect((await drill(follow(line, 'down', 'payout'))).id).toBe(payout.id);
  const payment = await drill(follow(bank, 'down', 'charge'));
  expect(payment.down.map(({ what }) => what).sort()).toEqual(['stripe-fee', 'top-up']);
  expect(follow(payment, 'up', 'bank payout')).toBe(payout.id);
  const topUp = await drill(follow(payment, 'down', 'top-up'));
  expect(topUp.down.map(({ id }) => id)).toContain(`customer/${customerId}`);
});

test('what nothing is known of is refused, with what to do', async () => {
  const { status, body } = await rig.finance('GET', '/v1/finance/drill?from=txn_unknown');
  expect(status).toBe(404);
  expect(body.error.message).toContain('npx parkade finance exceptions');
});

test('an owner is told with payouts and balances, a customer with top-ups, batches and balance', async () => {
  const [ownerId = ''] = await Array.fromAsync(rig.deps.owners.ids());
  const owner = await drill(ownerId);
  expect(owner.id).toBe(`owner/${ownerId}`);
  expect(await drill(`owner/${ownerId}`)).toEqual(owner);
  const { pendingMicroUsd, releasedMicroUsd } = await rig.deps.ledger.ownerBalance(ownerId);
  const shares = await rig.deps.ledger.beneficiaryBalances(ownerId);
  const owed = shares.reduce((sum, each) => sum + each.releasedMicroUsd, pendingMicroUsd + releasedMicroUsd);
  expect(owner.amount_micro_usd).toBe(Number(owed));
  expect((await drill(follow(owner, 'up', 'payout'))).id).toMatch(/\/payout\/2$/);

  const customer = await drill(customerId);
  const { availableMicroUsd } = await rig.deps.customerBalances.of(customerId);
  expect(customer).toMatchObject({
    id: `customer/${customerId}`,
    amount_micro_usd: Number(availableMicroUsd),
  });
  expect(customer.down.filter(({ what }) => what === 'top-up')).toHaveLength(2);
  expect(customer.down[0]).toMatchObject({ what: 'balance: paid in and not spent' });
});

test('what is no name of anything is refused with what can be drilled', async () => {
  for (const from of ['own_nobody', 'customer/cus_nobody', 'main/nothing'])
    expect((await rig.finance('GET', `/v1/finance/drill?from=${encodeURIComponent(from)}`)).status).toBe(404);
  const { body } = await rig.finance('GET', '/v1/finance/drill?from=main/nothing');
  expect(body.error.message).toContain('own_… and cus_…');
});
