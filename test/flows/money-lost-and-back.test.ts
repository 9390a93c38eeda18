import { afterAll, beforeAll, expect, test } from 'vitest';
import { balancesOf } from '../../shared/ledger.ts';
import { type MoneyInRig, startMoneyIn } from '../support/money-in-rig.ts';
import { newCustomer, payIn, proofOf } from '../support/money-rig.ts';

let rig: MoneyInRig;
beforeAll(async () => {
  rig = await startMoneyIn();
});
afterAll(() => rig.close());

async function paying(cents: number) {
  const { customerId } = await newCustomer(rig);
  const paymentIntentId = await payIn(rig, customerId, cents);
  await rig.poll();
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(paymentIntentId);
  return { customerId, paymentIntentId, chargeId: String(latest_charge) };
}

const decide = async (disputeId: string, decision: object) => {
  await rig.atStripe(`/disputes/${disputeId}/decide`, decision);
  await rig.poll();
};

/** What the entries of one dispute did, by account. */
const movedBy = async (disputeId: string) =>
  Object.fromEntries(balancesOf(await Array.fromAsync(rig.deps.ledger.entriesUnder(`dispute/${disputeId}`))));

const isProven = async () =>
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0, sumMicroUsd: 0 });

const reinstate = async (disputeId: string, cents: number) => {
  await rig.atStripe(`/disputes/${disputeId}/reinstate`, { amount: cents });
  await rig.poll();
};

test('what comes back of a dispute that was lost is the platform’s first, as far as it bears the loss, then the customer’s', async () => {
  const { customerId, chargeId } = await paying(2_000);
  await rig.spend(customerId, 15_000_000n);
  const { id: disputeId } = (await rig.atStripe(`/charges/${chargeId}/dispute`)) as { id: string };
  await decide(disputeId, { status: 'lost' });
  expect(await rig.deps.customerBalances.of(customerId)).toMatchObject({ borneMicroUsd: 15_000_000n });
  await reinstate(disputeId, 1_200);
  expect(await movedBy(disputeId)).toMatchObject({
    [`dispute/${disputeId}`]: 0n,
    [`customer/${customerId}`]: -5_000_000n,
    'platform/disputes': -3_000_000n,
  });
  await reinstate(disputeId, 800);
  expect(await movedBy(disputeId)).toMatchObject({
    [`dispute/${disputeId}`]: 0n,
    [`customer/${customerId}`]: 0n,
    'platform/disputes': 0n,
  });
  expect(await rig.available(customerId)).toBe(5_000_000n);
  expect(await rig.deps.customerBalances.of(customerId)).not.toHaveProperty('borneMicroUsd');
  expect(await rig.frozenBy(customerId)).toEqual([`dispute/${disputeId}`]);
  await isProven();
});

test('the rest of a dispute that was won in part comes back later', async () => {
  const { customerId, chargeId } = await paying(2_000);
  const { id: disputeId } = (await rig.atStripe(`/charges/${chargeId}/dispute`)) as { id: string };
  await decide(disputeId, { status: 'won', amount: 1_200 });
  await reinstate(disputeId, 800);
  expect(await movedBy(disputeId)).toMatchObject({
    [`dispute/${disputeId}`]: 0n,
    [`customer/${customerId}`]: 0n,
  });
  expect(await rig.available(customerId)).toBe(20_000_000n);
  await isProven();
});

test('two losses beyond what is unspent come to the same balances whichever is heard of first', async () => {
  const told: unknown[] = [];
  for (const isReversed of [false, true]) {
    const customer = await paying(2_000);
    const secondIntent = await payIn(rig, customer.customerId, 1_500);
    await rig.poll();
    await rig.spend(customer.customerId, 25_000_000n);
    const { id: disputeId } = (await rig.atStripe(`/charges/${customer.chargeId}/dispute`)) as { id: string };
    const lost = await rig.atStripe(`/disputes/${disputeId}/decide`, { status: 'lost' });
    const refund = await rig.stripe.refunds.create({ payment_intent: secondIntent, amount: 1_500 });
    const words = [
      { id: `evt_${disputeId}`, type: 'charge.dispute.closed', data: { object: lost } },
      { id: `evt_${refund.id}`, type: 'refund.created', data: { object: refund } },
    ];
    for (const word of isReversed ? words.reverse() : words) await rig.deliver(word);
    await rig.atStripe(`/refunds/${refund.id}/fail`);
    await rig.poll();
    told.push(await rig.deps.customerBalances.of(customer.customerId));
    expect(await movedBy(disputeId)).toMatchObject({ [`dispute/${disputeId}`]: 0n });
  }
  const [first, second] = told as { frozenBy: string[] }[];
  // 35 dollars came, 25 are spent, 20 were lost, the refund came back.
  expect(first).toMatchObject({ availableMicroUsd: 0n, borneMicroUsd: 10_000_000n });
  expect({ ...second, frozenBy: [] }).toEqual({ ...first, frozenBy: [] });
  await isProven();
});
