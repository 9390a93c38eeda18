import { describe, expect, test } from 'vitest';
import { addEntries, groupOf } from '../../shared/account-group.ts';
import { closingBalances, closingBytes, readClosing } from '../../shared/closing-balances.ts';
import { emptyHead, lineOf, misfitOf, nextLink, readSegment } from '../../shared/journal-link.ts';
import { type Account, balancesOf, type Entry } from '../../shared/ledger.ts';
import { rolledBalance, rollForward } from '../../shared/roll-forward.ts';
import { trialBalanceOf } from '../../shared/trial-balance.ts';
import { seeded } from '../support/seeded.ts';

const accounts: readonly Account[] = [
  'customer/c1',
  'customer/c2',
  'customer/c1/promo',
  'customer/c2/receivable',
  'hold/b1',
  'clearing/b1',
  'owner/o1/pending',
  'owner/o1/released',
  'owner/o2/beneficiary/x/released',
  'owner/o2/receivable',
  'platform/fee',
  'stripe/balance',
  'suspense',
];

/** Entries of anything to anything, of amounts that no number holds. */
function anyEntries(seed: number, count: number): Entry[] {
  const below = seeded(seed);
  return Array.from({ length: count }, (_, no) => {
    const amount = BigInt(below(1_000)) * 10n ** BigInt(below(16)) + BigInt(below(10));
    const postings = [
      { account: accounts[below(accounts.length)] as Account, amountMicroUsd: amount },
      { account: accounts[below(accounts.length)] as Account, amountMicroUsd: -amount },
    ];
    const at = Date.UTC(2027, below(3), 1 + below(28)) + below(86_400_000);
    return { businessKey: `adjust/${no}/entry`, kind: 'adjust', at, postings, memo: { no, amount } };
  });
}

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

describe('account groups', () => {
  test.each([
    ['customer/c1', 'customer/*'],
    ['customer/c1/promo', 'customer/*/promo'],
    ['owner/o1/pending', 'owner/*/pending'],
    ['owner/o1/beneficiary/b1/in-transit', 'owner/*/beneficiary/*/in-transit'],
    ['dispute/dp_1', 'dispute/*'],
    ['platform/fee', 'platform/fee'],
    ['bank/in-transit', 'bank/in-transit'],
    ['tax/withheld', 'tax/withheld'],
    ['suspense', 'suspense'],
  ] as const)('%s is one of %s', (account, group) => {
    expect(groupOf(account)).toBe(group);
  });

  test.each(seeds)('keep every sum, and the sum of all at zero (seed %i)', (seed) => {
    const entries = anyEntries(seed, 200);
    const balances = addEntries(new Map(), entries).get('usd') ?? new Map();
    const sums = new Map<string, bigint>();
    for (const [account, amount] of balancesOf(entries))
      sums.set(groupOf(account), (sums.get(groupOf(account)) ?? 0n) + amount);
    expect(balances).toEqual(sums);
    expect(trialBalanceOf(balances).balanced).toBe(true);
  });
});

describe('roll-forwards', () => {
  test.each(seeds)('come from an opening to what the accounts say, at any moment (seed %i)', (seed) => {
    const entries = anyEntries(seed, 200);
    const opening = addEntries(new Map(), entries.slice(0, 80));
    const closing = addEntries(opening, entries.slice(80)).get('usd') ?? new Map();
    const rolled = rollForward(opening.get('usd') ?? new Map());
    for (const entry of entries.slice(80)) rolled.add(entry);
    for (const { name, closingMicroUsd } of rolled.tell())
      expect(closingMicroUsd, name).toBe(rolledBalance(name, closing));
  });
});

describe('a month’s end by account', () => {
  test.each(seeds)('follows from the one before it, to the last micro-dollar (seed %i)', (seed) => {
    const entries = anyEntries(seed, 200);
    const months = Map.groupBy(entries, ({ at }) => new Date(at).getUTCMonth());
    let end = readClosing(new Uint8Array());
    for (const month of [0, 1, 2]) {
      const closing = closingBalances(end);
      for (const entry of months.get(month) ?? []) closing.take(entry);
      const { accounts: closed, entries: count } = closing.close();
      expect(count).toBe(months.get(month)?.length ?? 0);
      end = readClosing(closingBytes(closed));
      expect(end).toEqual(closed);
    }
    const all = [...balancesOf(entries)].filter(([, amount]) => amount !== 0n);
    expect(new Map(end.map(({ account, amountMicroUsd }) => [account, amountMicroUsd]))).toEqual(
      new Map(all),
    );
  });
});

describe('a link', () => {
  test.each(seeds)('gives back its entries, and fits where it was made alone (seed %i)', async (seed) => {
    const entries = anyEntries(seed, 20);
    const first = await nextLink(emptyHead, entries.slice(0, 10), 1);
    const second = await nextLink(first.head, entries.slice(10), 2);
    expect([...readSegment(second.body).entries].map(lineOf)).toEqual(entries.slice(10).map(lineOf));
    expect(await misfitOf(second.link, first.head, second.body)).toBeUndefined();
    expect(second.head).toMatchObject({ seq: 2, entries: 20, version: 2 });
    expect(await misfitOf(second.link, emptyHead, second.body)).toBe('link 2 follows link 0');
    expect(await misfitOf(second.link, { ...first.head, hash: 'f'.repeat(64) }, second.body)).toContain(
      'names another link before it',
    );
    expect(await misfitOf(second.link, first.head, undefined)).toContain('is gone');
    expect(await misfitOf({ ...second.link, entries: 9 }, first.head, second.body)).toContain(
      'says something else than its segment',
    );
    const byte = seed % second.body.length;
    const changed = second.body.with(byte, (second.body[byte] ?? 0) ^ 1);
    expect(await misfitOf(second.link, first.head, changed)).toContain('was changed');
  });
});
