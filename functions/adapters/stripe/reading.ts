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
