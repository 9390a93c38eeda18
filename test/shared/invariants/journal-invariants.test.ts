import { expect, test } from 'vitest';
import { checkInvariants } from '../../../shared/invariants/check-invariants.ts';
import { graceMillis } from '../../../shared/invariants/facts.ts';
import type { JournalFacts, Snapshot } from '../../../shared/invariants/snapshot.ts';
import { soundMarket } from '../../support/sound-market.ts';

const sound = soundMarket();
const { journal } = sound;
const [january] = journal?.periods ?? [];
if (!journal || !january) throw new Error('the sound market lacks its journal');

const broken = (by: Partial<JournalFacts>, of: Partial<Snapshot> = {}) =>
  checkInvariants({ ...sound, ...of, journal: { ...journal, ...by } })
    .filter(({ holds }) => !holds)
    .map(({ id, detail }) => [id, detail]);

const unchained = { chained: new Set([...journal.chained].slice(1)) };
const [first] = sound.entries;

test('an entry that was changed after it was chained is named', () => {
  expect(broken({ differing: ['batch/b/hold'] })).toEqual([[2, 'batch/b/hold is not what was chained']]);
});

test('an entry that nobody chained is named, some minutes after it was posted', () => {
  expect(broken(unchained)).toEqual([[2, `${first?.businessKey} is not in the journal`]]);
  expect(broken(unchained, { now: (first?.at ?? 0) + graceMillis })).toEqual([]);
});

test('an entry that came after its month was closed is named, and is no missing one', () => {
  const refused = [{ businessKey: first?.businessKey ?? '', at: 2 }];
  expect(broken({ ...unchained, refused })).toEqual([
    [21, expect.stringContaining(`${first?.businessKey} came after its month was closed`)],
  ]);
});

test('a closed month whose entries are others today is told with the account that differs', () => {
  expect(broken({ periods: [{ ...january, entries: january.entries + 1 }] })).toEqual([
    [21, expect.stringContaining('1970-01 was closed with')],
  ]);
  expect(broken({ periods: [{ ...january, ledgers: new Map() }] })).toEqual([
    [21, expect.stringMatching(/at the end of 1970-01 .* stands at 0 millionths of usd, its entries say/)],
  ]);
});

test('months are closed one after the other, those without entries too', () => {
  const february = { ...january, month: '1970-02', entries: 0 };
  expect(broken({ periods: [january, february] })).toEqual([]);
  expect(broken({ periods: [january, { ...february, month: '1970-03' }] })).toEqual([
    [21, '1970-03 is closed, but not the month before it'],
  ]);
});
