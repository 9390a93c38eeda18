import type { Account } from '../ledger.ts';
import type { MicroUsd } from '../money.ts';
import { type Facts, graceMillis, type Invariant, movedBy, standing } from './facts.ts';

/** Of accounts through which money only passes, or that another record answers for. */
export const accountInvariants: readonly Invariant[] = [
  {
    id: 31,
    name: 'What was charged for a batch at rest, or given back of it, is shared to the last micro-dollar',
    *violations(facts) {
      for (const [account, posted] of facts.accounts) {
        if (posted === 0n || !account.startsWith('clearing/')) continue;
        const entries = facts.entriesUnder.get(`batch/${account.slice('clearing/'.length)}`) ?? [];
        const lastAt = entries.reduce((last, { at }) => Math.max(last, at), 0);
        if (facts.now > lastAt + graceMillis) yield `${account} stands at ${posted} micro-USD`;
      }
    },
  },
  {
    id: 32,
    name: 'A dispute has withdrawn what it has not given back, and nothing once it is decided',
    *violations(facts) {
      for (const [account, posted] of facts.accounts) {
        if (posted === 0n || !account.startsWith('dispute/')) continue;
        const entries = facts.entriesUnder.get(account) ?? [];
        const isDecided = entries.some(({ kind }) => kind === 'dispute-lost');
        // What comes back of a decided one is the customer's in a commit of its own, right behind it.
        const lastAt = entries.reduce((last, { at }) => Math.max(last, at), 0);
        if ((posted > 0n || isDecided) && facts.now > lastAt + graceMillis)
          yield `${account} stands at ${posted} micro-USD`;
      }
    },
  },
  {
    id: 33,
    name: 'What was withheld for the tax office is what the payouts say that did not fail',
    *violations({ entries, payouts }) {
      const said = payouts.reduce(
        (sum, { state, withheldMicroUsd }) => (state === 'failed' ? sum : sum + withheldMicroUsd),
        0n,
      );
      const posted = (['payout', 'payout-failed'] as const).reduce(
        (sum, kind) => sum + movedBy(entries, kind, 'tax/withheld'),
        0n,
      );
      if (posted !== said) yield `payouts withheld ${said} micro-USD, the entries ${posted}`;
    },
  },
  {
    id: 34,
    name: 'What a customer was invoiced and has not paid is the rest of the open invoices',
    *violations(facts) {
      if (facts.invoicedMicroUsd) yield* versus(facts, 'receivable', facts.invoicedMicroUsd);
    },
  },
  {
    id: 35,
    name: "What is on its way to a customer's cards is what the pending refunds say",
    *violations(facts) {
      if (facts.refundingMicroUsd) yield* versus(facts, 'refunding', facts.refundingMicroUsd);
    },
  },
];

/** The records' sum of each customer against the account, whichever side it stands on. */
function* versus(
  facts: Facts,
  name: 'receivable' | 'refunding',
  said: ReadonlyMap<string, MicroUsd>,
): Generator<string> {
  const sign = name === 'receivable' ? -1n : 1n;
  const ids = new Set(said.keys());
  for (const account of facts.accounts.keys())
    if (account.startsWith('customer/') && account.endsWith(`/${name}`)) ids.add(account.split('/')[1] ?? '');
  for (const id of ids) {
    const account: Account = `customer/${id}/${name}`;
    const posted = sign * standing(facts, account);
    const expected = said.get(id) ?? 0n;
    if (posted !== expected) yield `${account} is ${posted} micro-USD, its records say ${expected}`;
  }
}
