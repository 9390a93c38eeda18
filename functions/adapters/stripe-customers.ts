import type { Commit } from './commit.ts';
import { type Customer, customerWrites } from './customers.ts';
import type { stripeApiOver } from './stripe-api.ts';

type Surroundings = {
  customers: { get: (customerId: string) => Promise<Customer> };
  stripe: Pick<ReturnType<typeof stripeApiOver>, 'checkout'>;
  commit: Commit;
};

/** What Stripe names a customer: made at the first call, kept ever after. Refuses with not_found. */
export async function getStripeCustomer(
  { customers, stripe, commit }: Surroundings,
  customerId: string,
): Promise<string> {
  const known = await customers.get(customerId);
  if (known.stripeCustomerId !== undefined) return known.stripeCustomerId;
  await commit([customerWrites.keepStripeCustomer(customerId, await stripe.checkout.createCustomer(known))]);
  const { stripeCustomerId } = await customers.get(customerId);
  if (stripeCustomerId === undefined) throw new Error(`customer ${customerId} has no name at Stripe`);
  return stripeCustomerId;
}
