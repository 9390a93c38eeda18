import { expect, test } from 'vitest';
import { type CustomerBalance, noBalance } from '../../../shared/customer-balance.ts';
import { checkInvariants } from '../../../shared/invariants/check-invariants.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import type { Account, Entry } from '../../../shared/ledger.ts';
import { soundMarket } from '../../support/sound-market.ts';

const broken = (snapshot: Snapshot) =>
  checkInvariants(snapshot)
    .filter(({ holds }) => !holds)
    .map(({ id }) => id);

const sound = soundMarket();
const [hold] = sound.holds;
const [batch] = sound.batches;
const [task] = sound.tasks;
const [payout] = sound.payouts;
if (!hold || !batch || !task || !payout || !sound.stripe) throw new Error('the sound market lacks something');
const stripe = sound.stripe;
const journal = sound.journal;
if (!journal) throw new Error('the sound market lacks its journal');

const entry = (businessKey: string): Entry => {
  const found = sound.entries.find((each) => each.businessKey === businessKey);
  if (!found) throw new Error(`no ${businessKey}`);
  return found;
};
const accrualKey = (ownerId: string) => `owner/${ownerId}/earned/1970-01-01/b/1`;
const without = (businessKey: string) => sound.entries.filter((each) => each.businessKey !== businessKey);
const changed = (businessKey: string, change: (entry: Entry) => Entry) =>
  sound.entries.map((each) => (each.businessKey === businessKey ? change(each) : each));
const moved = (from: Account, to: Account, amountMicroUsd: bigint): Entry['postings'] => [
  { account: from, amountMicroUsd: -amountMicroUsd },
  { account: to, amountMicroUsd },
];

test('a sound market breaks no invariant', () => {
  expect(checkInvariants(sound).filter(({ holds }) => !holds)).toEqual([]);
  expect(checkInvariants(sound).map(({ id }) => id)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 16, 17, 19, 20, 21, 22, 25, 26, 30,
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

/** What is broken, how, and the invariants that must (at least) say so. */
const breakages: [what: string, by: Partial<Snapshot>, ids: number[]][] = [
  [
    "a hold that gives to the platform's revenue",
    {
      entries: changed('batch/b/hold', (each) => ({
        ...each,
        postings: moved('customer/c', 'platform/fee', 1_000_000n),
      })),
    },
    [5, 30],
  ],
  [
    'an entry out of balance',
    {
      entries: changed('batch/b/settle/1', (each) => ({
        ...each,
        postings: [...each.postings, { account: 'platform/fee', amountMicroUsd: 1n }],
      })),
    },
    [1],
  ],
  ['a chain that does not fit', { journal: { ...journal, misfit: 'link 7 is gone' } }, [2]],
  ['a closed month that lost an entry', { entries: without('batch/b/hold') }, [21]],
  ['an entry posted twice', { entries: [...sound.entries, entry(accrualKey('o1'))] }, [3]],
  [
    "a customer's balance below zero",
    { customerBalances: new Map([['c', { ...noBalance, availableMicroUsd: -1n }]]) },
    [4],
  ],
  [
    "a customer's balance that no entry explains",
    { customerBalances: new Map([['x', { ...noBalance, availableMicroUsd: 5n }]]) },
    [4],
  ],
  [
    'given credit that no entry explains',
    { customerBalances: customerWith({ promoMicroUsd: 5n, availableMicroUsd: 5n }) },
    [4],
  ],
  [
    'an invoice that no entry explains',
    { customerBalances: customerWith({ receivableMicroUsd: 5n, availableMicroUsd: -5n }) },
    [4],
  ],
  ['a refund that no entry explains', { customerBalances: customerWith({ refundingMicroUsd: 5n }) }, [4]],
  ['a hold that captured what was not settled', { holds: [{ ...hold, capturedMicroUsd: 1n }] }, [5]],
  ['a hold that ended with money in it', { entries: without('batch/b/release') }, [4, 5]],
  ['a hold that is not in the table', { holds: [] }, [5]],
  [
    'a hold of which more was captured than held',
    { holds: [{ ...hold, heldMicroUsd: 100n, capturedMicroUsd: 180_000n }] },
    [5, 6],
  ],
  ['a credit that no entry posts', { holds: [{ ...hold, creditedMicroUsd: 5n }] }, [5]],
  ['a credit above the charge', { holds: [{ ...hold, creditedMicroUsd: 180_001n }] }, [5, 6]],
  ['a charge above the quote', { batches: [{ ...batch, quotedMicroUsd: 179_999n }] }, [6]],
  [
    'a charge for a batch in which nothing succeeded',
    { batches: [{ ...batch, totals: { succeeded: 0, failed: 13, inputTokens: 0, outputTokens: 0 } }] },
    [6],
  ],
  ['a completed batch with a request that never ended', { batches: [{ ...batch, requests: 14 }] }, [7]],
  [
    'a batch that runs long after its end',
    { batches: [{ ...batch, status: 'in_progress', expiresAt: 0 }] },
    [7],
  ],
  ['a result under a fence that was never granted', { tasks: [{ ...task, fence: 1 }] }, [10]],
  [
    'a finished task that is leased',
    { tasks: [{ ...task, lease: { vehicleId: 'v', ownerId: 'o1', endsAt: 9 } }] },
    [9],
  ],
  ['a task that is there twice', { tasks: [task, task] }, [9]],
  [
    'a request with two results',
    { tasks: [{ ...task, segments: [...task.segments.slice(0, 1), ...task.segments] }] },
    [10, 12],
  ],
  ['a result that no request has', { tasks: [{ ...task, done: new Uint8Array(2) }] }, [12]],
  ['work that was settled and never paid', { entries: without(accrualKey('o2')) }, [13]],
  ['work that succeeded and was never settled', { tasks: [task, { ...task, no: 1 }] }, [13]],
  ['pay for work that a check found false', { tasks: [{ ...task, audit: 'differs' }] }, [13]],
  [
    'pay to an owner who did nothing',
    {
      entries: [...sound.entries, { ...entry(accrualKey('o1')), businessKey: accrualKey('o9') }],
    },
    [13],
  ],
  [
    'pay for more requests than were settled',
    {
      entries: changed(accrualKey('o1'), (each) => ({
        ...each,
        memo: { ...each.memo, requests: 10 },
      })),
    },
    [13],
  ],
  [
    'a share that is not all of the charge',
    {
      entries: changed(accrualKey('o2'), (each) => ({
        ...each,
        postings: moved('clearing/b', 'owner/o2/released', 44_999n),
      })),
    },
    [14],
  ],
  [
    "a share of the charge that is neither the owners' nor the platform's",
    {
      entries: changed('batch/b/settle/1', (each) => ({
        ...each,
        postings: [
          ...each.postings,
          { account: 'platform/fee', amountMicroUsd: -1n },
          { account: 'suspense', amountMicroUsd: 1n },
        ],
      })),
    },
    [14, 30],
  ],
  [
    'a payout of more than was released',
    {
      entries: changed('owner/o1/payout/1', (each) => ({
        ...each,
        postings: moved('owner/o1/released', 'owner/o1/in-transit', 100_000n),
      })),
    },
    [16],
  ],
  ['a payout that is paid without an entry', { entries: without('owner/o1/payout/1/sent') }, [16]],
  ['a payout that is pending though it was sent', { payouts: [{ ...payout, state: 'pending' }] }, [16]],
  ['one transfer that stands for two payouts', { payouts: [payout, { ...payout, ownerId: 'o2' }] }, [16]],
  [
    "an owner's balance that no entry explains",
    { owners: [{ ...balanceOf('o1'), releasedMicroUsd: 7n }] },
    [16],
  ],
  [
    'a payment credited twice',
    {
      entries: [
        ...sound.entries,
        { ...entry('customer/c/top-up/pi_1'), businessKey: 'customer/c/top-up/pi_2' },
      ],
    },
    [17, 19],
  ],
  [
    "money at Stripe that Stripe's own list does not explain",
    { stripe: { ...stripe, balanceMicroUsd: stripe.balanceMicroUsd + 1n } },
    [20],
  ],
  [
    'a balance transaction that is listed twice',
    { stripe: { ...stripe, transactions: [...stripe.transactions, ...stripe.transactions.slice(1)] } },
    [19],
  ],
  [
    'a batch that releases its hold to another customer',
    {
      entries: changed('batch/b/release', (each) => ({
        ...each,
        postings: moved('hold/b', 'customer/x', 820_000n),
      })),
    },
    [4, 22],
  ],
  ["a batch with another customer's hold", { holds: [{ ...hold, customerId: 'x' }] }, [22]],
  [
    'a prompt in a memo',
    { entries: changed('batch/b/hold', (each) => ({ ...each, memo: { note: 'word '.repeat(100) } })) },
    [25],
  ],
  [
    'a key in a memo',
    { entries: changed('batch/b/hold', (each) => ({ ...each, memo: { by: [`pk_${'x'.repeat(32)}`] } })) },
    [25],
  ],
  [
    'pay that is released after fraud was proven',
    {
      owners: sound.owners.map((owner) =>
        owner.ownerId === 'o1' ? { ...owner, payHeldSince: 5, frozenVehicles: [] } : owner,
      ),
      entries: [
        ...sound.entries,
        {
          businessKey: 'owner/o1/release/1970-01-02',
          kind: 'release-earnings',
          at: 6,
          postings: [],
          memo: {},
        },
      ],
    },
    [26],
  ],
  [
    'a payout of which more came back than was paid',
    { payouts: [{ ...payout, reversedMicroUsd: 1n }] },
    [16],
  ],
  [
    'a charge given back for which nobody paid',
    {
      entries: [
        ...sound.entries,
        {
          businessKey: 'batch/b/settle/1/refund',
          kind: 'refund-charge',
          at: 6,
          postings: moved('clearing/b', 'customer/c', 180_000n),
          memo: { percent: 100 },
        },
      ],
    },
    [4, 14],
  ],
];

/** The customer of the sound market, by so much off. */
function customerWith(by: Partial<Record<keyof CustomerBalance, bigint>>): Snapshot['customerBalances'] {
  const balance = { ...noBalance, ...sound.customerBalances.get('c') };
  const off = Object.entries(by).map(([name, amount]) => [
    name,
    BigInt(balance[name as 'promoMicroUsd']) + amount,
  ]);
  return new Map([['c', { ...balance, ...Object.fromEntries(off) }]]);
}

function balanceOf(ownerId: string) {
  const owner = sound.owners.find((each) => each.ownerId === ownerId);
  if (!owner) throw new Error(`no ${ownerId}`);
  return owner;
}

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
