import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { newId } from './new-id.ts';
import { mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getTestCard, keepCardToken } from './test-cards.ts';

const paymentMethodParams = z.object({
  type: z.literal('card'),
  card: z.object({ token: z.string() }),
  billing_details: z
    .object({ email: z.string().nullable().default(null), name: z.string().nullable().default(null) })
    .default({ email: null, name: null }),
  metadata: metadataParam.optional(),
});

/** POST /v1/payment_methods: a card from a test token; real card numbers are not taken. */
export function createPaymentMethod(call: Call): object {
  const { card, billing_details, metadata } = parseParams(call, paymentMethodParams);
  const { last4 } = getTestCard(call, card.token, 'card[token]');
  const method = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: { address: null, phone: null, tax_id: null, ...billing_details },
    card: {
      brand: 'visa',
      checks: null,
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: 2040,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: ['visa'], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: call.nowSeconds,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, metadata),
    type: 'card',
  } satisfies Stripe.PaymentMethod;
  keepCardToken(call, method.id, card.token);
  call.store.put(call.account, method);
  return method;
}
