import { afterAll, beforeAll, expect, test } from 'vitest';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { balancesOf } from '../../shared/ledger.ts';
import type { StripeSubject } from '../../shared/stripe-subject.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { invoicedCustomers } from '../support/invoiced-customers.ts';
import { proofOf } from '../support/money-rig.ts';

/* An invoice's payment names no customer: whose it is the invoice says. What takes it back goes by the rules of a top-up. */

let rig: BillingRig;
let invoices: ReturnType<typeof invoicedCustomers>;
beforeAll(async () => {
  rig = await startBilling();
  invoices = invoicedCustomers(rig);
});
afterAll(() => rig.close());

/** One who was invoiced 40 dollars and paid them; the market has heard of nothing since the invoice was sent. */
async function paidInvoice() {
  const customer = await invoices.invoiced();
  await invoices.pay(customer.stripeId);
  const { data } = await rig.stripe.invoicePayments.list({ invoice: customer.stripeId });
  const paymentIntentId = String(data[0]?.payment.payment_intent);
  const { latest_charge } = await rig.stripe.paymentIntents.retrieve(paymentIntentId);
  return { ...customer, paymentIntentId, chargeId: String(latest_charge) };
}

const hear = (subject: StripeSubject) => followStripeEvent(rig.deps)({ eventId: 'evt', subject });
const dispute = async (chargeId: string) =>
  ((await rig.atStripe(`/charges/${chargeId}/dispute`)) as { id: string }).id;

const entriesOf = async (customerId: string, disputeId?: string) => [
  ...(await Array.fromAsync(rig.deps.ledger.entriesUnder(`customer/${customerId}`))),
  ...(disputeId ? await Array.fromAsync(rig.deps.ledger.entriesUnder(`dispute/${disputeId}`)) : []),
];

test('a dispute of it freezes and withdraws, also where nothing was heard of the payment before', async () => {
  const { customerId, chargeId } = await paidInvoice();
  const disputeId = await dispute(chargeId);
  await hear({ kind: 'dispute', id: disputeId });
  expect(await invoices.only(customerId)).toMatchObject({ status: 'paid' });
  expect((await rig.balance(customerId)).frozenBy).toEqual([`dispute/${disputeId}`]);
  const moved = balancesOf(await entriesOf(customerId, disputeId));
  expect(moved.get(`dispute/${disputeId}`)).toBe(-40_000_000n);
  expect(moved.get(`customer/${customerId}/receivable`)).toBe(0n);
  expect(await rig.poll()).toBe(0);
});

test('what is lost of it is the platform’s where nothing is prepaid; the receivable stays settled', async () => {
  const { customerId, chargeId } = await paidInvoice();
  const disputeId = await dispute(chargeId);
  await rig.atStripe(`/disputes/${disputeId}/decide`, { status: 'lost' });
  await rig.poll();
  expect(balancesOf(await entriesOf(customerId, disputeId)).get('platform/disputes')).toBe(-40_000_000n);
  expect(await rig.balance(customerId)).toMatchObject({
    receivableMicroUsd: 0n,
    borneMicroUsd: 40_000_000n,
    frozenBy: [`dispute/${disputeId}`],
  });
});

test('a refund of it by hand takes what is prepaid first, and is given back where the card refuses it', async () => {
  const { customerId, paymentIntentId } = await paidInvoice();
  const refund = await rig.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 900 });
  await rig.poll();
  const taken = await entriesOf(customerId);
  expect(taken.find(({ kind }) => kind === 'refund')?.postings).toEqual([
    { account: 'platform/disputes', amountMicroUsd: -9_000_000n },
    { account: `customer/${customerId}/refunding`, amountMicroUsd: 9_000_000n },
  ]);
  await rig.atStripe(`/refunds/${refund.id}/fail`);
  await rig.poll();
  expect(balancesOf(await entriesOf(customerId)).get('platform/disputes')).toBe(0n);
  expect(await rig.balance(customerId)).not.toHaveProperty('borneMicroUsd');
});

test('a warning of fraud about it freezes its customer', async () => {
  const { customerId, chargeId } = await paidInvoice();
  const warning = (await rig.atStripe(`/charges/${chargeId}/warn`)) as { id: string };
  await rig.poll();
  expect((await rig.balance(customerId)).frozenBy).toEqual([`fraud-warning/${warning.id}`]);
});

test('told in any order, doubled, or by the poller alone, its dispute and its refund come to the same', async () => {
  const told: unknown[] = [];
  for (const order of ['polled', 'forwards', 'backwards'] as const) {
    const { customerId, chargeId, paymentIntentId, stripeId } = await paidInvoice();
    const refund = await rig.stripe.refunds.create({ payment_intent: paymentIntentId, amount: 500 });
    const disputeId = await dispute(chargeId);
    await rig.atStripe(`/disputes/${disputeId}/decide`, { status: 'won', amount: 3_000 });
    const words: StripeSubject[] = [
      { kind: 'invoice', id: stripeId },
      { kind: 'payment', id: paymentIntentId },
      { kind: 'refund', id: refund.id },
      { kind: 'dispute', id: disputeId },
    ];
    const heard = { polled: [], forwards: words, backwards: words.toReversed() }[order];
    for (const word of heard) for (const _twice of [1, 2]) await hear(word);
    await rig.poll();
    const text = JSON.stringify(
      (await entriesOf(customerId, disputeId)).map(({ at: _at, memo: _memo, ...entry }) => entry),
      (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    told.push(
      [customerId, disputeId, refund.id, paymentIntentId].reduce(
        (all, id, at) => all.replaceAll(id, `id${at}`),
        text.replaceAll(/txn_\w+/g, 'txn'),
      ),
    );
  }
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
});

test('after all of it the books are right', async () => {
  await rig.poll();
  expect(await proofOf(rig)).toMatchObject({ holds: true, unmatched: 0 });
});
