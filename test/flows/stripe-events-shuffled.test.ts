import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { compareRuns, inOrder, startRuns } from '../support/shuffled-run.ts';
import { type History, recordHistory } from '../support/stripe-history.ts';

/*
 * One history of payments at Stripe (by card and by bank, refunded, disputed, bounced), and word of it that comes to
 * the market shuffled, doubled or not at all, between polls. `npm run fuzz -- events` does it 10,000 times.
 */

let runs: Awaited<ReturnType<typeof startRuns>>;
let history: History;
let told: string;
beforeAll(async () => {
  runs = await startRuns();
  history = await recordHistory(seeded(6));
  told = await runs.run(history, history.stories, inOrder);
});
afterAll(() => runs.close());

const all = () => history.stories;

test('the history has every kind of entry that money coming in can have', () => {
  const kinds = new Set(
    told
      .split('\n')
      .map((line) => JSON.parse(line).kind)
      .filter(Boolean),
  );
  expect([...kinds].sort()).toEqual([
    'dispute-lost',
    'dispute-recovered',
    'dispute-reinstated',
    'dispute-withdrawn',
    'hold',
    'payment-returned',
    'refund',
    'refund-returned',
    'refund-sent',
    'stripe-fee',
    'stripe-fee-returned',
    'top-up',
  ]);
});

test('with every webhook lost the poller alone comes to the same ledger', async () => {
  const polled = { ...inOrder, pick: seeded(1), lostPercent: 100 };
  expect(await runs.run(history, all(), polled)).toBe(told);
});

test('by webhooks alone, each signed, stored and sent twice, it is the same ledger', async () => {
  const signed = { ...inOrder, pick: seeded(2), doubledPercent: 100, signedPercent: 100 };
  expect(await runs.run(history, all(), signed)).toBe(told);
});

test('200 shuffled, doubled and dropped deliveries of it come to the identical ledger', async () => {
  expect(await compareRuns({ runs: 200, pick: seeded(20_270_101) })).toEqual([]);
}, 300_000);
