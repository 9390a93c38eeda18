import { z } from 'zod';
import { returnPayment } from './bank-payment.ts';
import { failAuthentication } from './card-payment.ts';
import { jsonBooleanParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { payIntent } from './pay-intent.ts';
import { payOnPage } from './pay-invoice.ts';
import { paySession } from './pay-session.ts';
import type { Route } from './routes.ts';
import { badRequest } from './stripe-refusal.ts';
import { getTestMethod, keepToken } from './test-methods.ts';

const payParams = z.object({ payment_method: z.string().default('pm_card_visa') });
const authenticationParams = z.object({ succeeds: jsonBooleanParam.default(true) });
const returnParams = z.object({
  failure: z
    .enum(['account_closed', 'debit_not_authorized', 'insufficient_funds', 'no_account'])
    .default('insufficient_funds'),
});

/** What the paying customer and the customer's bank do. */
export const paymentTestRoutes: readonly Route[] = [
  [
    'POST',
    '/_test/checkout/sessions/:id/pay',
    (call) =>
      paySession(call, getPathObject(call, 'checkout.session'), parseParams(call, payParams).payment_method),
  ],
  ['POST', '/_test/invoices/:id/pay', (call) => payOnPage(call, parseParams(call, payParams).payment_method)],
  [
    'POST',
    '/_test/payment_intents/:id/authenticate',
    (call) => {
      const intent = getPathObject(call, 'payment_intent');
      if (intent.status !== 'requires_action')
        throw badRequest(`Payment intent ${intent.id} asks for nothing`);
      return parseParams(call, authenticationParams).succeeds
        ? payIntent(call, intent, String(intent.payment_method), { isAuthenticated: true })
        : failAuthentication(call, intent);
    },
  ],
  [
    'POST',
    '/_test/payment_methods/:id/become',
    (call) => {
      const { token } = parseParams(call, z.object({ token: z.string() }));
      getTestMethod(call, token, 'token');
      const method = getPathObject(call, 'payment_method');
      keepToken(call, method.id, token);
      return method;
    },
  ],
  [
    'POST',
    '/_test/charges/:id/return',
    (call) => returnPayment(call, getPathObject(call, 'charge'), parseParams(call, returnParams).failure),
  ],
];
