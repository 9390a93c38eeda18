import { limitMove } from '../../shared/invoice.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { invoiceWrites } from '../adapters/invoices.ts';
import { postOnce } from '../adapters/post-once.ts';
import { promoWrites } from '../adapters/promo-grants.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Brings a customer's balance to what finance agreed with it: promo credit that was granted, and the credit limit of
 * its terms. A limit that is to fall falls as far as it is free, and the rest with what is paid later.
 */
export const applyCredit =
  (deps: Deps) =>
  async ({ customerId }: MessageOf<'credit'>): Promise<void> => {
    for (const grant of await deps.promoGrants.of(customerId))
      if (grant.givenAt === undefined) await postOnce(deps.commit, promoWrites.give(grant, deps.now()));
    const terms = await deps.invoices.findTerms(customerId);
    if (!terms) return;
    const balance = await deps.customerBalances.of(customerId);
    const byMicroUsd = limitMove(terms, balance);
    if (byMicroUsd === 0n) return;
    // The terms are held still meanwhile: an invoice that is given up lowers both.
    await deps.commit([
      invoiceWrites.saveTerms(terms),
      ...invoiceWrites.moveLimit(customerId, byMicroUsd, balance),
    ]);
  };

export const handler = queueLambda('credit', applyCredit);
