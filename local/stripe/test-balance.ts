import { z } from 'zod';
import { moveMoney } from './balance.ts';
import type { Call } from './call.ts';
import { armDailyPayouts } from './daily-payouts.ts';
import { parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { failPayout, payoutFailureParams } from './payouts.ts';
import type { Route } from './routes.ts';
import { changeSettings, settingsParams } from './settings.ts';
import { noSuch } from './stripe-refusal.ts';
import { failTopup } from './topups.ts';

const moneyParams = z.object({
  amount: z.number().int(),
  currency: z.string().default('usd'),
  description: z.string().nullable().default(null),
});

/** What Stripe and the banks do to balances. The Stripe-Account header names a connected account's. */
export const balanceTestRoutes: readonly Route[] = [
  [
    'POST',
    '/_test/settings',
    (call) => {
      const settings = changeSettings(call, parseParams(call, settingsParams));
      if (settings.dailyPayouts === true) armDailyPayouts(call);
      return settings;
    },
  ],
  ['POST', '/_test/payouts/:id/fail', failPayoutAnywhere],
  ['POST', '/_test/topups/:id/fail', (call) => failTopup(call, getPathObject(call, 'topup'))],
  // Positive amounts, as they stand on Stripe's price list: they leave the balance.
  [
    'POST',
    '/_test/fees',
    (call) => {
      const { amount, ...money } = parseParams(call, moneyParams);
      const { account } = call;
      return moveMoney(call, {
        ...money,
        account,
        amount: -amount,
        type: 'stripe_fee',
        category: 'fee',
        source: null,
      });
    },
  ],
  // Signed: what a negative amount takes may leave the balance below zero.
  [
    'POST',
    '/_test/adjustments',
    (call) => {
      const { account } = call;
      const money = parseParams(call, moneyParams);
      return moveMoney(call, {
        ...money,
        account,
        type: 'adjustment',
        category: 'other_adjustment',
        source: null,
      });
    },
  ],
];

// A payout's id says whose it is, so that no header is needed.
function failPayoutAnywhere(call: Call): object {
  const id = call.path.id ?? '';
  const found = call.store.findAnywhere('payout', id);
  if (found === undefined) throw noSuch('payout', id, 'path');
  const scope = { ...call, account: found.account };
  return failPayout(scope, found.object, parseParams(call, payoutFailureParams));
}
