import { afterAll, beforeAll, expect, test } from 'vitest';
import { accrueOwners } from '../../functions/market/accrue-owners.ts';
import { payOwner } from '../../functions/market/pay-owner.ts';
import { planPayouts } from '../../functions/market/plan-payouts.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { availableOf } from '../support/available-of.ts';
import { settledBatch } from '../support/money-batches.ts';
import { type MoneyRig, newCustomer, newOwner, payIn, proofOf, startMoney } from '../support/money-rig.ts';

let rig: MoneyRig;
beforeAll(async () => {
  rig = await startMoney();
});
afterAll(() => rig.close());

test('money comes in by card, is held, charged, shared out and paid, and every micro-dollar can be proved', async () => {
  const customer = await newCustomer(rig);
  const [first, second] = [await newOwner(rig), await newOwner(rig)];

  await payIn(rig, customer.customerId, 5_000);
  await pollStripe(rig.deps)();
  expect(await availableOf(rig.deps, customer.customerId)).toBe(50_000_000n);

  // 7,000 reference seconds at 60 micro-USD: 420,000 + 1 micro-USD, of which owners earn 75 %.
  const { businessKey } = await settledBatch(
    rig.deps,
    { customerId: customer.customerId, batchId: 'b1', heldMicroUsd: 1_000_000n },
    [
      { ownerId: first.ownerId, requests: 100, referenceMicros: 5_000_000_000, energyMilliWattHours: 40_000 },
      { ownerId: second.ownerId, requests: 40, referenceMicros: 2_000_020_000, energyMilliWattHours: 16_000 },
    ],
  );
  expect(await availableOf(rig.deps, customer.customerId)).toBe(49_579_999n);
  await accrueOwners(rig.deps)({ businessKey });
  await planPayouts(rig.deps)();
  for (const { ownerId } of [first, second]) await payOwner(rig.deps)({ ownerId, payoutNo: 1 });

  const earnings = await rig.owner(first.apiKey)('GET', '/v1/owner/earnings');
  expect(earnings.body).toMatchObject({
    grossMicroUsd: 224_999,
    energyMicroUsd: 7_480,
    netMicroUsd: 217_519,
    requests: 100,
    // 22 cents were sent, the rest is carried.
    releasedMicroUsd: 4_999,
    inTransitMicroUsd: 0,
    payouts: [{ payoutNo: 1, state: 'paid', amountMicroUsd: 220_000 }],
  });
  const transfer = await rig.stripe.transfers.retrieve(earnings.body.payouts[0].stripeTransferId);
  expect(transfer).toMatchObject({ amount: 22, destination: first.stripeAccountId });

  const proof = await proofOf(rig);
  expect(proof.invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(proof).toMatchObject({
    holds: true,
    sumMicroUsd: 0,
    unmatched: 0,
    explainedTransactions: 3,
    balances: { customer: 49_579_999, clearing: 0, hold: 0, 'stripe/fees': -1_750_000 },
  });
});

test('finance follows a batch entry by entry', async () => {
  const { body } = await rig.finance('GET', '/v1/finance/entries?root=batch/b1');
  const kinds = body.entries.map(({ kind }: { kind: string }) => kind);
  expect(kinds.sort()).toEqual(['hold', 'release-hold', 'settle']);
  const page = async (more: string) =>
    (await rig.finance('GET', `/v1/finance/entries?root=batch/b1${more}`)).body;
  const pages = [await page('&limit=2')];
  const last = pages[0].entries.at(-1).businessKey;
  pages.push(await page(`&limit=2&after=${encodeURIComponent(last)}`));
  expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, false]);
  expect(pages.flatMap(({ entries }) => entries)).toEqual(body.entries);
  expect((await rig.finance('GET', '/v1/finance/entries?root=batch/b1&after=batch/b2/hold')).status).toBe(
    400,
  );
  expect((await rig.finance('GET', '/v1/finance/entries?root=platform')).status).toBe(400);
});

test("a key of another role opens neither finance's nor an owner's doors", async () => {
  const { apiKey } = await newCustomer(rig);
  expect((await rig.owner(apiKey)('GET', '/v1/owner/earnings')).status).toBe(401);
  const owner = await newOwner(rig);
  const reply = await rig.owner(owner.apiKey)('POST', '/v1/owner/enrolment_codes');
  expect(reply.body.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(reply.body.expiresAt).toBe(rig.deps.now() + 600_000);
});
