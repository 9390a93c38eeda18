import type Stripe from 'stripe';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { platformAccount } from './object-store.ts';
import { badRequest, StripeRefusal } from './stripe-refusal.ts';

// Where the accounts are kept that the platform cannot reach any more: nothing looks there.
const outOfReach = 'out-of-reach';

/** The refusal of every call for an account that does not exist, is closed, or has revoked the platform's access. */
export function accountInvalid(account: string): StripeRefusal {
  return new StripeRefusal(
    403,
    {
      type: 'invalid_request_error',
      code: 'account_invalid',
      message: `The key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    },
    { keepsReply: false },
  );
}

/** The platform's connected account that the path names; throws 403 `account_invalid`, as Stripe does. */
export function getPathAccount(call: Call): Stripe.Account {
  const id = call.path.id ?? '';
  const account = call.store.find('account', platformAccount, id);
  if (account === undefined) throw accountInvalid(id);
  return account;
}

/** GET /v1/accounts/:id. */
export function retrieveAccount(call: Call): object {
  return getPathAccount(call);
}

/** The owner disconnects the account from the platform: its last event, then no call with it works. */
export function deauthorizeAccount(scope: Scope, { id }: Stripe.Account): object {
  const application = { id: 'ca_parkade', object: 'application', name: 'Parkade' } as const;
  emit(scope, { type: 'account.application.deauthorized', data: { object: application } }, id);
  return closeAccount(scope, id);
}

/** The account is closed: no call with it works any more. What it was sent can still be taken back. */
export function closeAccount(scope: Scope, id: string): Stripe.DeletedAccount {
  scope.store.run('UPDATE objects SET account = ? WHERE id = ?', [outOfReach, id]);
  return { id, object: 'account', deleted: true };
}

/** DELETE /v1/accounts/:id: only an account without money can be closed by the platform. */
export function deleteAccount(call: Call): object {
  const { id } = getPathAccount(call);
  const [money] = call.store.rows(
    'SELECT 1 FROM money WHERE account = ? AND (available <> 0 OR pending <> 0)',
    [id],
  );
  if (money !== undefined) throw badRequest(`Account ${id} still has a balance, so it cannot be deleted`);
  return closeAccount(call, id);
}
