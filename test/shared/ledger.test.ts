import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EntryKind, entryKinds, misplacedPostings, ruleOf } from '../../shared/entry-kinds.ts';
import {
  type Account,
  balancesOf,
  currencyOf,
  type Entry,
  entryOf,
  transferPostings,
} from '../../shared/ledger.ts';

const entry = (changes: Partial<Entry> = {}): Entry => ({
  businessKey: 'a/key',
  kind: 'settle',
  at: 1,
  postings: [
    { account: 'hold/b', amountMicroUsd: -10n },
    { account: 'clearing/b', amountMicroUsd: 7n },
    { account: 'platform/fee', amountMicroUsd: 3n },
  ],
  memo: { of: 'a test' },
  ...changes,
});

describe('an entry', () => {
  test('that is in balance is posted as it is', () => {
    expect(entryOf(entry())).toEqual(entry());
  });

  test('that is out of balance is a fault, by as much as it says', () => {
    const [first, second] = entry().postings;
    const postings = [first, second].flatMap((posting) => posting ?? []);
    expect(() => entryOf(entry({ postings }))).toThrow('entry a/key is out of balance by -3 micro-USD');
    expect(() => entryOf(entry({ postings: postings.slice(1) }))).toThrow(
      'entry a/key is out of balance by 7 micro-USD',
    );
  });

  test('out of balance by any amount, however small beside what it moves, is never posted', () => {
    const big = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(fc.array(big, { maxLength: 8 }), big, (amounts, last) => {
        const postings = [...amounts, last].map((amountMicroUsd) => ({
          account: 'suspense' as const,
          amountMicroUsd,
        }));
        const sum = postings.reduce((total, { amountMicroUsd }) => total + amountMicroUsd, 0n);
        const closed = [...postings, { account: 'suspense' as const, amountMicroUsd: -sum }];
        expect(() => entryOf(entry({ kind: 'adjust', postings: closed }))).not.toThrow();
        if (sum !== 0n)
          expect(() => entryOf(entry({ kind: 'adjust', postings }))).toThrow(`by ${sum} micro-USD`);
      }),
    );
  });

  test('drops what moves nothing, even where it would be misplaced', () => {
    const nothing = { account: 'stripe/balance', amountMicroUsd: 0n } as const;
    expect(entryOf(entry({ postings: [nothing, ...entry().postings] }))).toEqual(entry());
  });

  test('that moves an account that is not its kind’s is a fault', () => {
    const postings = transferPostings('customer/c', 'clearing/b', 5n);
    expect(() => entryOf(entry({ postings }))).toThrow('a/key, of kind settle, may not take from customer/c');
    expect(() => entryOf(entry({ postings: transferPostings('hold/b', 'customer/c', 5n) }))).toThrow(
      'a/key, of kind settle, may not give to customer/c',
    );
  });
});

test('a transfer takes from one account what it gives to the other', () => {
  expect(transferPostings('hold/b', 'clearing/b', 5n)).toEqual([
    { account: 'hold/b', amountMicroUsd: -5n },
    { account: 'clearing/b', amountMicroUsd: 5n },
  ]);
});

describe('an account is one of a kind’s', () => {
  const misplaced = (kind: EntryKind, account: string, amountMicroUsd: bigint) =>
    [...misplacedPostings({ businessKey: 'k', kind, postings: [{ account, amountMicroUsd }] })].length > 0;
  /** With an id for each `*`. */
  const made = (pattern: string) => pattern.replaceAll('*', 'cus_1-x.Y') as Account;

  test.each(Object.keys(entryKinds) as EntryKind[])('%s: in its own direction, and in no other', (kind) => {
    const { takes, gives } = ruleOf(kind);
    for (const pattern of [...takes, ...gives]) {
      expect(misplaced(kind, made(pattern), -1n)).toBe(!takes.includes(pattern));
      expect(misplaced(kind, made(pattern), 1n)).toBe(!gives.includes(pattern));
    }
  });

  test.each(['customer/c/promo', 'customer/', 'customer/c/', 'a/customer/c', 'customers/c', 'customer'])(
    'not where it only looks alike: %s is not a customer’s balance',
    (account) => {
      expect(misplaced('top-up', account, 1n)).toBe(true);
      expect(misplaced('top-up', 'customer/c', 1n)).toBe(false);
    },
  );
});

test('balances are sums by account, in the order in which the accounts appear', () => {
  const next = entry({
    businessKey: 'another/key',
    postings: [
      { account: 'platform/rounding', amountMicroUsd: 1n },
      { account: 'hold/b', amountMicroUsd: -1n },
    ],
  });
  expect([...balancesOf([entry(), next])]).toEqual([
    ['hold/b', -11n],
    ['clearing/b', 7n],
    ['platform/fee', 3n],
    ['platform/rounding', 1n],
  ]);
  expect([...balancesOf([])]).toEqual([]);
});

test('an entry without a currency is one in dollars', () => {
  expect([currencyOf({}), currencyOf({ currency: 'jpy' })]).toEqual(['usd', 'jpy']);
});
