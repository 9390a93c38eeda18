import type Stripe from 'stripe';

type Checkout = { customerId: string; cents: number; returnUrl: string };

/** What moves customers' money: pages to pay on, off-session payments, refunds, invoices. */
export function paymentsOver(stripe: Stripe) {
  return {
    /** Where the customer pays; the payment itself names the customer, so that it can be told without the session. */
    async createCheckout({ customerId, cents, returnUrl }: Checkout) {
      const metadata = { customerId };
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        client_reference_id: customerId,
        metadata,
        payment_intent_data: { metadata },
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
        success_url: returnUrl,
        cancel_url: returnUrl,
      });
      if (!session.url) throw new Error(`Stripe gave checkout session ${session.id} no URL`);
      return { id: session.id, url: session.url, status: session.status ?? 'open' };
    },
  };
}
