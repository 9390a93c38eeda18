import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceWrites } from '../../functions/adapters/invoices.ts';
import { nextStep } from '../../shared/follow-invoice.ts';
import { type BillingRig, startBilling } from '../support/billing-rig.ts';
import { invoicedCustomers } from '../support/invoiced-customers.ts';
import { proofOf } from '../support/money-rig.ts';

let rig: BillingRig;
beforeAll(async () => {
  rig = await startBilling();
});
afterAll(() => rig.close());

test('what is paid of an invoice that is void already posts nothing, is told, and stays an open item', async () => {
  const invoices = invoicedCustomers(rig);
  const { customerId, stripeId } = await invoices.invoiced();
  const { deps } = rig;
  // Its customer pays at the moment in which it is voided: the ledger heard of the other first.
  const step = nextStep(
    await deps.invoices.get({ customerId, invoiceNo: 1 }),
    { stripeInvoiceId: stripeId, status: 'void', payments: [] },
    { now: deps.now(), creditLimitMicroUsd: 100_000_000n },
  );
  if (!step) throw new Error('no step');
  await deps.commit(invoiceWrites.step(step, false));
  const before = await rig.balance(customerId);
  await invoices.pay(stripeId);
  await rig.poll();
  expect(rig.faults.join()).toMatch(
    new RegExp(`${stripeId}: Error: it is void already, and pi_\\w+ paid it: nothing is posted`),
  );
  expect(await rig.balance(customerId)).toEqual(before);
  const { unmatchedItems, invariants } = await proofOf(rig);
  expect(unmatchedItems).toHaveLength(1);
  expect(invariants.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
});
