import { expect, test } from 'vitest';
import { checkHistory } from '../../../shared/invariants/history-invariants.ts';
import type { Snapshot } from '../../../shared/invariants/snapshot.ts';
import { soundMarket } from '../../support/sound-market.ts';

const earlier = soundMarket();
const broken = (later: Partial<Snapshot>) =>
  checkHistory(earlier, { ...earlier, ...later })
    .filter(({ holds }) => !holds)
    .map(({ id }) => id);

test('a market that only grew broke nothing', () => {
  const [first] = earlier.entries;
  if (!first) throw new Error('no entry');
  expect(
    broken({ entries: [...earlier.entries, { ...first, businessKey: 'customer/c/top-up/pi_9' }] }),
  ).toEqual([]);
});

test('the same memo in another order is the same entry', () => {
  const entries = earlier.entries.map((entry) => ({
    ...entry,
    memo: Object.fromEntries(Object.entries(entry.memo).reverse()),
  }));
  expect(broken({ entries })).toEqual([]);
});

test('an entry that was changed or removed is caught', () => {
  const [first, ...rest] = earlier.entries;
  if (!first) throw new Error('no entry');
  expect(broken({ entries: [{ ...first, at: 99 }, ...rest] })).toEqual([2]);
  expect(broken({ entries: rest })).toEqual([2]);
});

test('a closed month that was changed or opened again is caught', () => {
  const { journal } = earlier;
  if (!journal) throw new Error('no journal');
  const periods = journal.periods.map((each) => ({ ...each, entries: each.entries + 1 }));
  expect(broken({ journal: { ...journal, periods } })).toEqual([21]);
  expect(broken({ journal: { ...journal, periods: [] } })).toEqual([21]);
  const [january] = journal.periods;
  if (!january) throw new Error('no month');
  const turned = new Map([...january.ledgers].map(([name, of]) => [name, new Map([...of].reverse())]));
  expect(broken({ journal: { ...journal, periods: [{ ...january, ledgers: turned }] } })).toEqual([]);
});

test('a batch, task, hold or payout that left its terminal state is caught', () => {
  expect(broken({ batches: earlier.batches.map((each) => ({ ...each, status: 'in_progress' })) })).toEqual([
    8,
  ]);
  expect(broken({ tasks: earlier.tasks.map((each) => ({ ...each, state: 'open' })) })).toEqual([8]);
  expect(broken({ holds: earlier.holds.map((each) => ({ ...each, state: 'open' })) })).toEqual([8]);
  expect(broken({ payouts: earlier.payouts.map((each) => ({ ...each, state: 'pending' })) })).toEqual([8]);
});

test('a fence that fell is caught', () => {
  expect(broken({ tasks: earlier.tasks.map((each) => ({ ...each, fence: each.fence - 1 })) })).toEqual([9]);
});

test('an accepted result that was changed, and one that is gone, are caught', () => {
  const other = (segments: Snapshot['tasks'][number]['segments']) =>
    segments.map((segment) => ({ ...segment, resultVersion: 'another' }));
  expect(
    broken({ tasks: earlier.tasks.map((each) => ({ ...each, segments: other(each.segments) })) }),
  ).toEqual([11]);
  expect(broken({ tasks: earlier.tasks.map((each) => ({ ...each, segments: [] })) })).toEqual([11]);
});
