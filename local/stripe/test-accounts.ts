import { closeAccount, deauthorizeAccount, getPathAccount } from './account-access.ts';
import { changeAccount, changeParams, onboardAccount, onboardingParams } from './change-account.ts';
import { parseParams } from './params.ts';
import type { Route } from './routes.ts';

/** What the owners of connected accounts do at Stripe, and what Stripe's checks do to them. */
export const accountTestRoutes: readonly Route[] = [
  [
    'POST',
    '/_test/accounts/:id/onboard',
    (call) => onboardAccount(call, getPathAccount(call), parseParams(call, onboardingParams)),
  ],
  [
    'POST',
    '/_test/accounts/:id/change',
    (call) => changeAccount(call, getPathAccount(call), parseParams(call, changeParams)),
  ],
  ['POST', '/_test/accounts/:id/deauthorize', (call) => deauthorizeAccount(call, getPathAccount(call))],
  ['POST', '/_test/accounts/:id/close', (call) => closeAccount(call, getPathAccount(call).id)],
];
