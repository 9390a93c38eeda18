import { expect, test } from 'vitest';
import { checkInvariants } from '../../../shared/invariants/check-invariants.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { breakagesOfBooks } from './breakages-of-books.ts';
import { breakagesOfCustomers } from './breakages-of-customers.ts';
import { breakagesOfOwners } from './breakages-of-owners.ts';
import { breakagesOfWork } from './breakages-of-work.ts';
import {
  accrualKey,
  balanceOf,
  broken,
  journal,
  moved,
  sound,
  stripe,
  task,
  without,
} from './changed-market.ts';

test('a sound market breaks no invariant', () => {
  expect(checkInvariants(sound).filter(({ holds }) => !holds)).toEqual([]);
  expect(checkInvariants(sound).map(({ id }) => id)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 16, 17, 19, 20, 21, 22, 25, 26, 30, 31, 32, 33, 34, 35,
  ]);
});

test('a market that has not begun breaks none', () => {
  const empty: Snapshot = {
    now: 0,
    entries: [],
    customerBalances: new Map(),
    owners: [],
    holds: [],
    batches: [],
    tasks: [],
    payouts: [],
  };
  expect(broken(empty)).toEqual([]);
});

const breakages = [...breakagesOfCustomers, ...breakagesOfWork, ...breakagesOfBooks, ...breakagesOfOwners];

test.each(breakages)('%s is caught', (_what, by, ids) => {
  expect(broken({ ...sound, ...by })).toEqual(expect.arrayContaining(ids));
});

test('every invariant is broken by at least one of these', () => {
  const caught = new Set(breakages.flatMap(([, , ids]) => ids));
  expect(checkInvariants(sound).filter(({ id }) => !caught.has(id))).toEqual([]);
});

test('a movement at Stripe that nothing stands for is an open item and breaks nothing', () => {
  const refund = {
    id: 'txn_3',
    type: 'refund',
    amountMicroUsd: -1_000_000n,
    feeMicroUsd: 0n,
    sourceId: 're_1',
    createdAt: 9,
  };
  const open = {
    transactions: [...stripe.transactions, refund],
    balanceMicroUsd: stripe.balanceMicroUsd - 1_000_000n,
  };
  expect(broken({ ...sound, stripe: open })).toEqual([]);
});

test('what follows a settlement through a queue has some minutes before its absence counts', () => {
  const entries = without(accrualKey('o2'));
  const owners = [balanceOf('o1')];
  expect(broken({ ...sound, entries, owners, journal: { ...journal, periods: [] }, now: 60_000 })).toEqual(
    [],
  );
});

test('a verdict names the first contradictions and counts the rest', () => {
  const tasks = Array.from({ length: 8 }, (_, no) => ({ ...task, no, done: new Uint8Array(2) }));
  const verdict = checkInvariants({ ...sound, tasks }).find(({ id }) => id === 12);
  expect(verdict?.detail.split('\n')).toEqual([
    'task b.0 has 0 finished requests and 13 results that count',
    expect.anything(),
    expect.anything(),
    expect.anything(),
    expect.anything(),
    'and 3 more',
  ]);
});

test('what a bank gives back of a dispute that was lost has some minutes to reach the customer', () => {
  const back: Entry = {
    businessKey: 'dispute/du_1/reinstated/1',
    kind: 'dispute-reinstated',
    at: 6,
    postings: moved('stripe/balance', 'dispute/du_1', 5n),
    memo: {},
  };
  const after = (minutes: number) =>
    broken({ ...sound, entries: [...sound.entries, back], now: 6 + minutes * 60_000 }).includes(32);
  expect([after(0), after(15), after(16)]).toEqual([false, false, true]);
});
