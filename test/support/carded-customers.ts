import { expect } from 'vitest';
import type { BillingRig } from './billing-rig.ts';

type Customer = Awaited<ReturnType<BillingRig['newCustomer']>>;

/** Customers who have automatic top-ups, and what becomes of their cards. */
export function cardedCustomers(rig: BillingRig) {
  return {
    /** One with 20 dollars and a saved card, who wants 30 more whenever less than 10 is left. */
    async customerWithCard(wish: object = {}): Promise<Customer> {
      const customer = await rig.newCustomer();
      const { checkout_session } = (
        await customer.call('POST', '/v1/top_ups', { amount_usd: 20, save_card: true })
      ).body;
      await rig.atStripe(`/checkout/sessions/${checkout_session}/pay`);
      await rig.poll();
      const set = await customer.call('PUT', '/v1/auto_top_up', { below_usd: 10, amount_usd: 30, ...wish });
      expect(set).toMatchObject({ status: 200, body: { status: 'on', waits_for: 'balance' } });
      return customer;
    },

    told: async ({ call }: Customer) => (await call('GET', '/v1/auto_top_up')).body,

    automatic: async ({ call }: Customer) =>
      (await call('GET', '/v1/top_ups')).body.data.filter((each: { automatic: boolean }) => each.automatic),

    /** What the saved card does from now on. */
    async cardBecomes({ customerId }: Customer, token: string) {
      const { stripeCustomerId = '' } = await rig.deps.customers.get(customerId);
      const { data } = await rig.stripe.paymentMethods.list({ customer: stripeCustomerId, type: 'card' });
      await rig.atStripe(`/payment_methods/${data[0]?.id}/become`, { token });
    },

    /** How often 30 dollars were taken. */
    async charges({ customerId }: Customer) {
      const { stripeCustomerId = '' } = await rig.deps.customers.get(customerId);
      const { data } = await rig.stripe.charges.list({ customer: stripeCustomerId });
      return data.filter(({ paid, amount }) => paid && amount === 3_000).length;
    },
  };
}
