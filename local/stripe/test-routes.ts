import { z } from 'zod';
import { onboardAccount } from './accounts.ts';
import type { Foundation } from './answer-call.ts';
import { readClock, setClock } from './clock.ts';
import { faultParams } from './fault-switch.ts';
import { parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { failPayout } from './payouts.ts';
import type { Route } from './routes.ts';
import { changeSettings, settingsParams } from './settings.ts';
import { bankTestRoutes } from './test-banks.ts';
import { paymentTestRoutes } from './test-payments.ts';

const clockParams = z.union([
  z.object({ nowSeconds: z.coerce.number().int().min(0) }),
  z.object({ advanceSeconds: z.coerce.number().int() }),
]);

/**
 * What no API of Stripe offers: being the customer, the owner, the bank, the clock, the network. Bodies are
 * JSON or forms; no key is needed. For something of a connected account send the Stripe-Account header.
 */
export function testRoutes(base: Foundation): readonly Route[] {
  return [
    ...paymentTestRoutes,
    ['POST', '/_test/accounts/:id/onboard', (call) => onboardAccount(call, getPathObject(call, 'account'))],
    ['POST', '/_test/payouts/:id/fail', (call) => failPayout(call, getPathObject(call, 'payout'))],
    ...bankTestRoutes,
    ['POST', '/_test/settings', (call) => changeSettings(call, parseParams(call, settingsParams))],
    [
      'POST',
      '/_test/faults',
      (call) => {
        const fault = parseParams(call, faultParams);
        base.faults.set(fault);
        return fault;
      },
    ],
    [
      'DELETE',
      '/_test/faults',
      () => {
        base.faults.clear();
        return {};
      },
    ],
    [
      'POST',
      '/_test/clock',
      (call) => {
        const params = parseParams(call, clockParams);
        const nowSeconds =
          'nowSeconds' in params ? params.nowSeconds : call.nowSeconds + params.advanceSeconds;
        setClock(base.store, base.now, nowSeconds);
        return { nowSeconds: readClock(base.store, base.now) };
      },
    ],
  ];
}
