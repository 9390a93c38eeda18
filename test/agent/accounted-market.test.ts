import { expect, test } from 'vitest';
import { accountedMarket } from '../../agent/accounted-market.ts';
import type { Market } from '../../agent/market.ts';
import { toldError } from '../../agent/told-error.ts';
import type { LeaseOffer, WorkReply } from '../../shared/contract/vehicle.ts';

const pay = { grossNanoUsd: 1, energyNanoUsd: 0, wearNanoUsd: 0, netNanoUsd: 1 };
const lease = (changes: Partial<LeaseOffer>) =>
  ({
    leaseToken: 'lease-1',
    taskId: 'task-1',
    model: 'm',
    requests: 1,
    endsAt: 15_000,
    pay,
    ...changes,
  }) as LeaseOffer;

/** A market whose clock and next reply a test sets. */
function marketAt(state: { now: number; reply: Promise<Partial<WorkReply>> }) {
  const market = {
    marketNow: () => state.now,
    work: async () => ({
      serverNow: state.now,
      handIns: [],
      leases: [],
      retryAfterSeconds: 1,
      ...(await state.reply),
    }),
  } as unknown as Market;
  return accountedMarket(market, {
    journal: { note: () => undefined },
    meters: { add: () => undefined },
    resumable: [],
    heard: () => undefined,
    heedCharter: async () => undefined,
  });
}
const want = { seconds: 60, tasks: 1, models: ['m'] };

test('a live call is leased for as long as it may run, though its lease is short; another task until its lease ends', async () => {
  for (const [live, isLeasedLater] of [
    [true, true],
    [false, false],
  ] as const) {
    const state = { now: 0, reply: Promise.resolve({ leases: [lease({ live })] }) };
    const market = marketAt(state);
    await market.work({ handIns: [], want });
    expect(market.isLeased()).toBe(true);
    state.now = 40_000;
    expect(market.isLeased()).toBe(isLeasedLater);
    state.now = 400_000;
    expect(market.isLeased()).toBe(false);
  }
});

test('a call that waits for work counts as asking, and one that only hands in does not', async () => {
  const replied = Promise.withResolvers<Partial<WorkReply>>();
  const market = marketAt({ now: 0, reply: replied.promise });
  const handingIn = market.work({ handIns: [], want: null });
  expect(market.isAsking()).toBe(false);
  const asking = market.work({ handIns: [], want });
  expect(market.isAsking()).toBe(true);
  replied.resolve({});
  await Promise.all([handingIn, asking]);
  expect(market.isAsking()).toBe(false);
});

test('an error is told without what signs in a URL', () => {
  const error = new Error(
    'Request failed with status code 500: PUT https://host/tasks/a?X-Amz-Signature=abc&b=c',
  );
  expect(toldError(error)).toBe('Request failed with status code 500: PUT https://host/tasks/a');
  expect(toldError('no network')).toBe('no network');
});
