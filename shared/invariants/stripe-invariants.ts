import type { Entry } from '../ledger.ts';
import { isFee, isStripeBalance, matchStripe } from '../stripe-match.ts';
import { type Invariant, standing } from './facts.ts';

export const stripeInvariants: readonly Invariant[] = [
  {
    id: 17,
    name: 'A movement at Stripe has its effect at most once',
    *violations({ entries }) {
      const named = entries.filter(
        ({ memo, postings }) => memo.balanceTransactionId !== undefined && postings.some(isStripeBalance),
      );
      const effectOf = (entry: Entry) =>
        `${isFee(entry) ? 'the fee of ' : ''}${entry.memo.balanceTransactionId}`;
      for (const [id, same] of Map.groupBy(named, effectOf))
        if (same.length > 1)
          yield `${id} is posted by ${same.map(({ businessKey }) => businessKey).join(' and ')}`;
    },
  },
  {
    id: 19,
    name: 'Each balance transaction at Stripe is exactly one entry or one open item',
    *violations({ entries, stripe }) {
      if (!stripe) return;
      const { explained, unmatched } = matchStripe(entries, stripe.transactions);
      const open = unmatched.filter(({ side }) => side === 'stripe');
      if (explained + open.length !== stripe.transactions.length)
        yield `of ${stripe.transactions.length} transactions ${explained} are explained and ${open.length} open`;
      for (const [id, same] of Map.groupBy(stripe.transactions, (transaction) => transaction.id))
        if (same.length > 1) yield `${id} is listed ${same.length} times`;
      for (const { id, reason } of unmatched)
        if (reason.startsWith('more than one')) yield `${id}: ${reason}`;
    },
  },
  {
    id: 20,
    name: "The ledger's balance at Stripe is Stripe's own, but for the open items",
    *violations(facts) {
      if (!facts.stripe) return;
      const { unmatched } = matchStripe(facts.entries, facts.stripe.transactions);
      const open = unmatched.reduce((sum, { differenceMicroUsd }) => sum + differenceMicroUsd, 0n);
      const ledger = -standing(facts, 'stripe/balance');
      if (ledger + open !== facts.stripe.balanceMicroUsd)
        yield `the ledger says ${ledger} micro-USD, open items ${open}, Stripe ${facts.stripe.balanceMicroUsd}`;
    },
  },
];
