import { expect } from 'vitest';
import type { BillingRig } from './billing-rig.ts';

/** Customers who were approved to owe, and their invoices. */
export function invoicedCustomers(rig: BillingRig) {
  const terms = (customerId: string, credit_limit_micro_usd: number) =>
    rig.finance('PUT', `/v1/finance/customers/${customerId}/terms`, {
      credit_limit_micro_usd,
      invoice: 'monthly',
      email: 'books@acme.example',
    });

  /** One who may owe 100 dollars and owes `owedMicroUsd`. */
  async function invoicedCustomer(owedMicroUsd = 40_004_321n) {
    const customer = await rig.newCustomer();
    expect((await terms(customer.customerId, 100_000_000)).status).toBe(200);
    await rig.drain();
    if (owedMicroUsd > 0n) await rig.hold(customer.customerId, owedMicroUsd);
    return customer;
  }

  async function invoiced(owedMicroUsd?: bigint) {
    const customer = await invoicedCustomer(owedMicroUsd);
    const { body } = await rig.finance('POST', '/v1/finance/invoices', { customer_id: customer.customerId });
    expect(body).toMatchObject({ object: 'invoice', status: 'pending' });
    expect(await rig.drain()).toEqual([]);
    return { ...customer, id: String(body.id), stripeId: await stripeIdOf(customer.customerId) };
  }

  const stripeIdOf = async (customerId: string) =>
    (await rig.deps.invoices.get({ customerId, invoiceNo: 1 })).stripeInvoiceId ?? '';
  const only = async (customerId: string) =>
    (await rig.finance('GET', `/v1/finance/invoices?customer_id=${customerId}`)).body.data[0];
  const pay = (stripeId: string) => rig.atStripe(`/invoices/${stripeId}/pay`);
  const invoicesAtStripe = async (customerId: string) => {
    const { stripeCustomerId = '' } = await rig.deps.customers.get(customerId);
    return (await rig.stripe.invoices.list({ customer: stripeCustomerId })).data;
  };
  return { terms, invoicedCustomer, invoiced, stripeIdOf, only, pay, invoicesAtStripe };
}
