import Stripe from 'stripe';
import { Refusal } from '../../../shared/refusal.ts';

/** Stripe gives a reference by its id, or expanded to the object itself. */
export const idOf = (reference: string | { id: string }): string =>
  typeof reference === 'string' ? reference : reference.id;

export const findIdOf = (reference: string | { id: string } | null | undefined): string | undefined =>
  reference ? idOf(reference) : undefined;

/** There is one ledger per currency, and so far one currency. */
export function refuseUnlessUsd(currency: string, id: string): void {
  if (currency !== 'usd')
    throw new Refusal('invalid_request', `${id} is in ${currency}; the ledger is kept in usd alone`);
}

/** An account that was closed, or that took the market's access away, can't be read: that is how it is told. */
export async function orGone<Read>(read: () => Promise<Read>): Promise<Read | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return undefined;
    const isGone =
      error instanceof Stripe.errors.StripeInvalidRequestError &&
      ['account_invalid', 'resource_missing', 'account_closed'].includes(error.code ?? '');
    if (isGone) return undefined;
    throw error;
  }
}
