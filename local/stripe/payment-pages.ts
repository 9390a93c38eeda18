import { z } from 'zod';
import type { Call } from './call.ts';
import { parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { paySession } from './pay-session.ts';
import { badRequest } from './stripe-refusal.ts';

const confirmParams = z.object({
  payment_method: z.string(),
  expected_amount: z.coerce.number().int().optional(),
});

/** POST /v1/payment_pages/:session/confirm, undocumented: how Stripe's own page and its CLI pay a session. */
export function confirmPaymentPage(call: Call): object {
  const { payment_method, expected_amount } = parseParams(call, confirmParams);
  const session = getPathObject(call, 'checkout.session');
  if (expected_amount !== undefined && expected_amount !== session.amount_total) {
    throw badRequest(`The session's amount is ${session.amount_total}, not ${expected_amount}`, {
      param: 'expected_amount',
    });
  }
  return paySession(call, session, payment_method);
}
