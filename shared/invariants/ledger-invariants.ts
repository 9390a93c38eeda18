import { type CustomerBalance, noBalance, paidMicroUsd } from '../customer-balance.ts';
import { misplacedPostings } from '../entry-kinds.ts';
import type { Account } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import type { Facts, Invariant } from './facts.ts';
import { standing } from './facts.ts';

export const ledgerInvariants: readonly Invariant[] = [
  {
    id: 1,
    name: 'All postings sum to zero, and so do those of each entry',
    *violations({ entries }) {
      let total = 0n;
      for (const { businessKey, postings } of entries) {
        const sum = postings.reduce((all, { amountMicroUsd }) => all + amountMicroUsd, 0n);
        if (sum !== 0n) yield `${businessKey} sums to ${sum} micro-USD`;
        total += sum;
      }
      if (total !== 0n) yield `all postings sum to ${total} micro-USD`;
    },
  },
  {
    id: 30,
    name: 'An entry moves only the accounts of its kind',
    *violations({ entries }) {
      for (const entry of entries) yield* misplacedPostings(entry);
    },
  },
  {
    id: 3,
    name: 'A business key posts at most once',
    *violations({ entries, entryOf }) {
      if (entryOf.size === entries.length) return;
      for (const [key, same] of Map.groupBy(entries, ({ businessKey }) => businessKey))
        if (same.length > 1) yield `${key} is posted ${same.length} times`;
    },
  },
  {
    id: 4,
    name: "A customer's balance is what the entries say, and never below zero",
    *violations(facts) {
      const ids = new Set(facts.customerBalances.keys());
      for (const account of facts.accounts.keys())
        if (account.startsWith('customer/')) ids.add(account.split('/')[1] ?? '');
      for (const customerId of ids)
        yield* balanceVersusEntries(facts, customerId, facts.customerBalances.get(customerId) ?? noBalance);
    },
  },
  {
    id: 25,
    name: 'No payload or secret lies in the ledger',
    *violations({ entries }) {
      for (const { businessKey, memo } of entries)
        for (const text of textsIn(memo))
          if (text.length > longestName || secret.test(text))
            yield `the memo of ${businessKey} holds what looks like a ${secret.test(text) ? 'secret' : 'payload'}`;
    },
  },
];

function* balanceVersusEntries(
  facts: Facts,
  customerId: string,
  balance: CustomerBalance,
): Generator<string> {
  for (const [name, amount] of Object.entries(balance))
    if (typeof amount === 'bigint' && amount < 0n)
      yield `customer ${customerId} has a ${name} of ${amount} micro-USD`;
  // Given credit is spent first and never lent against: a limit never falls below what is used of it.
  if (balance.availableMicroUsd < balance.promoMicroUsd)
    yield `customer ${customerId} has ${balance.promoMicroUsd} micro-USD of given credit, ${balance.availableMicroUsd} may be spent`;
  const said: [Account, MicroUsd][] = [
    [`customer/${customerId}`, paidMicroUsd(balance)],
    [`customer/${customerId}/promo`, balance.promoMicroUsd],
    [`customer/${customerId}/receivable`, -balance.receivableMicroUsd],
    [`customer/${customerId}/refunding`, balance.refundingMicroUsd],
  ];
  for (const [account, amount] of said)
    if (standing(facts, account) !== amount)
      yield `${account} has ${amount} micro-USD, the entries say ${standing(facts, account)}`;
}

/** Memos name things; names of ours and of Stripe's are shorter than this, prompts and results are not. */
const longestName = 200;

const secret = /(^|\W)(pk_|sk_(test|live)_|rk_(test|live)_|whsec_|-----BEGIN)/;

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner);
}
