import type Stripe from 'stripe';
import type { TopUpRecord } from '../../../shared/top-up-record.ts';
import { paymentLandings } from './landing-urls.ts';

type Checkout = { customerId: string; cents: number; publicUrl: string } & Partial<
  Pick<TopUpRecord, 'topUpId' | 'stripeCustomerId' | 'savesCard'>
>;

/** What asks customers for money and moves none: who they are at Stripe, their saved cards, pages to pay on. */
export function checkoutOver(stripe: Stripe) {
  return {
    /**
     * The customer as Stripe names it. Should the call be repeated after Stripe forgot its key, a second one is made
     * that nothing ever refers to.
     */
    async createCustomer({ customerId, name }: { customerId: string; name: string }): Promise<string> {
      const made = await stripe.customers.create(
        { name, metadata: { customerId } },
        { idempotencyKey: `customer-${customerId}` },
      );
      return made.id;
    },

    /** The card that was saved last; undefined where there is none. */
    async findSavedCard(stripeCustomerId: string): Promise<string | undefined> {
      const { data } = await stripe.paymentMethods.list({
        customer: stripeCustomerId,
        type: 'card',
        limit: 1,
      });
      return data[0]?.id;
    },

    /** Where the customer pays; the payment itself names the customer, so that it can be told without the session. */
    async createCheckout({ customerId, cents, publicUrl, ...record }: Checkout) {
      const { topUpId, stripeCustomerId, savesCard } = record;
      const metadata = { customerId, ...(topUpId !== undefined && { topUpId }) };
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          ...(stripeCustomerId !== undefined && { customer: stripeCustomerId }),
          client_reference_id: customerId,
          metadata,
          payment_intent_data: { metadata, ...(savesCard && { setup_future_usage: 'off_session' }) },
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'usd',
                unit_amount: cents,
                product_data: { name: 'Parkade prepaid balance' },
              },
            },
          ],
          ...paymentLandings(publicUrl),
        },
        topUpId === undefined ? {} : { idempotencyKey: `top-up-${topUpId}` },
      );
      if (!session.url) throw new Error(`Stripe gave checkout session ${session.id} no URL`);
      return { id: session.id, url: session.url, status: session.status ?? 'open' };
    },
  };
}
