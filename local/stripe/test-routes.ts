import { z } from 'zod';
import type { Foundation } from './answer-call.ts';
import { readClock, setClock } from './clock.ts';
import { faultParams } from './fault-switch.ts';
import { parseParams } from './params.ts';
import type { Route } from './routes.ts';
import { accountTestRoutes } from './test-accounts.ts';
import { balanceTestRoutes } from './test-balance.ts';
import { bankTestRoutes } from './test-banks.ts';
import { deliveryTestRoutes } from './test-deliveries.ts';
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
    ...bankTestRoutes,
    ...accountTestRoutes,
    ...balanceTestRoutes,
    ...deliveryTestRoutes(base.webhooks),
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
