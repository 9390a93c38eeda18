import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { newId } from './new-id.ts';
import { findNote, writeNote } from './notes.ts';
import { parseParams } from './params.ts';
import { noSuch } from './stripe-refusal.ts';

const linkParams = z.object({
  account: z.string(),
  type: z.enum(['account_onboarding', 'account_update']),
  refresh_url: z.url(),
  return_url: z.url(),
});

const linkNote = z.object({
  account: z.string(),
  refreshUrl: z.string(),
  returnUrl: z.string(),
  expiresAtSeconds: z.number(),
});

type AccountLinkNote = z.infer<typeof linkNote>;

const linkSeconds = 300;

/** POST /v1/account_links: a link, good for five minutes, to the onboarding page that the stand-in hosts. */
export function createAccountLink(call: Call): object {
  const params = parseParams(call, linkParams);
  if (!call.store.find('account', call.account, params.account)) {
    throw noSuch('account', params.account, { param: 'account' });
  }
  const token = newId('link');
  const expiresAtSeconds = call.nowSeconds + linkSeconds;
  writeNote(call.store, token, {
    account: params.account,
    refreshUrl: params.refresh_url,
    returnUrl: params.return_url,
    expiresAtSeconds,
  } satisfies AccountLinkNote);
  return {
    object: 'account_link',
    created: call.nowSeconds,
    expires_at: expiresAtSeconds,
    url: `${call.origin}/setup/${token}`,
  } satisfies Stripe.AccountLink;
}

export function findAccountLink(scope: Scope, token: string): AccountLinkNote | undefined {
  return findNote(scope.store, token, linkNote);
}
