import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendJournal } from '../../functions/market/append-journal.ts';
import { lineOf } from '../../shared/journal-link.ts';
import { balancesOf, type Entry } from '../../shared/ledger.ts';
import { adjustment, journalAll, named, postAll } from '../support/journal-rig.ts';
import { type MoneyRig, startMoney } from '../support/money-rig.ts';
import { seeded } from '../support/seeded.ts';

let rig: MoneyRig;
beforeEach(async () => {
  rig = await startMoney();
});
afterEach(() => rig.close());

const now = () => rig.deps.now();
const append = (entries: readonly Entry[]) => appendJournal(rig.deps)(named(entries));
const chained = (from = 0, to = Number.POSITIVE_INFINITY) =>
  Array.fromAsync(rig.deps.journal.entries({ from, to }));
const keysOf = (entries: readonly Entry[]) => entries.map(({ businessKey }) => businessKey);
const some = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => adjustment(from + at, now() + at));

async function posted(entries: readonly Entry[]): Promise<readonly Entry[]> {
  await postAll(rig.deps, entries);
  return entries;
}

describe('the chain', () => {
  test('has each entry as it was posted, in the order of time, and says so', async () => {
    const entries = await posted(some(5));
    await append(entries.toReversed());
    expect((await chained()).map(lineOf)).toEqual(entries.map(lineOf));
    expect(await rig.deps.journal.verify()).toMatchObject({ links: 1, entries: 5 });
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });

  test('is empty before anything was posted', async () => {
    expect(await chained()).toEqual([]);
    expect(await rig.deps.journal.head()).toMatchObject({ seq: 0, entries: 0 });
    expect(await rig.deps.journal.verify()).toMatchObject({ links: 0, entries: 0 });
  });

  test('tells how all accounts stand at its head', async () => {
    const entries = await posted(some(7));
    await append(entries.slice(0, 3));
    await append(entries.slice(3));
    const { balances, seq } = await rig.deps.journal.head();
    expect(seq).toBe(2);
    expect(Object.fromEntries(balances)).toEqual(Object.fromEntries(balancesOf(entries)));
  });

  test('keeps currencies apart', async () => {
    await append(await posted([...some(1), { ...adjustment(2, now()), currency: 'jpy' }]));
    const { ledgers } = await rig.deps.journal.head();
    expect(ledgers.get('usd')?.get('suspense')).toBe(1n);
    expect(ledgers.get('jpy')?.get('suspense')).toBe(2n);
    expect((await chained()).map(({ currency }) => currency)).toEqual([undefined, 'jpy']);
  });

  test('is read by time: from included, to not', async () => {
    const hours = [0, 1, 26, 50].map((hour, no) => adjustment(no + 1, now() + hour * 3_600_000));
    await append(await posted(hours));
    const [, second, , last] = hours;
    expect(keysOf(await chained(second?.at, last?.at))).toEqual(keysOf(hours.slice(1, 3)));
    expect(keysOf(await chained(last?.at))).toEqual(keysOf(hours.slice(3)));
    expect(await chained(0, hours[0]?.at)).toEqual([]);
  });

  test('takes what one link can hold at a time', async () => {
    // Of 150 slots of ten minutes: a commit has 100 writes.
    const entries = Array.from({ length: 150 }, (_, no) => adjustment(no + 1, now() + no * 600_000));
    await append(await posted(entries));
    expect((await rig.deps.journal.head()).seq).toBeGreaterThan(1);
    expect(keysOf(await chained())).toEqual(keysOf(entries));
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });
});

describe('an entry is chained once', () => {
  test('when its message comes again, alone or among others', async () => {
    const entries = await posted(some(6));
    await append(entries.slice(0, 4));
    await append(entries.slice(0, 4));
    await append(entries.slice(2));
    await append(entries);
    expect(keysOf(await chained())).toEqual(keysOf(entries));
    expect((await rig.deps.journal.head()).seq).toBe(2);
  });

  test('when many append at once, in any order', async () => {
    const entries = await posted(some(30));
    const windows = [
      entries,
      entries.slice(0, 20),
      entries.slice(10),
      entries.toReversed(),
      entries.slice(5, 25),
    ];
    await Promise.all(windows.map(append));
    expect(keysOf(await chained()).sort()).toEqual(keysOf(entries).sort());
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });

  test('when the commit failed after the segment was written: it is written again, and the first is never read', async () => {
    const entries = await posted(some(3));
    const killed: typeof rig.deps = Object.assign(Object.create(rig.deps), {
      commit: () => Promise.reject(new Error('killed')),
    });
    await expect(appendJournal(killed)(named(entries.slice(0, 2)))).rejects.toThrow('killed');
    expect(await chained()).toEqual([]);
    await append(entries);
    expect(keysOf(await chained())).toEqual(keysOf(entries));
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });

  test('whatever windows it comes in', async () => {
    // A stream's windows, redelivered, overlapping and out of order, drawn from a seed.
    const draw = seeded(12_345);
    const entries = await posted(
      Array.from({ length: 40 }, (_, no) => adjustment(no + 1, now() + draw(3) * 86_400_000 + draw(600_000))),
    );
    for (let round = 0; round < 25; round++) {
      const windows = Array.from({ length: 1 + draw(3) }, () => {
        const from = draw(entries.length);
        return entries.slice(from, from + 1 + draw(12));
      });
      await Promise.all(windows.map(append));
      const keys = keysOf(await chained());
      expect(new Set(keys).size).toBe(keys.length);
    }
    await journalAll(rig.deps);
    expect(keysOf(await chained()).sort()).toEqual(keysOf(entries).sort());
    expect(await rig.deps.journal.verify()).toMatchObject({ entries: 40 });
    expect((await rig.deps.journal.verify()).misfit).toBeUndefined();
  });

  test('and one that nobody posted is reported, without holding up the others', async () => {
    const entries = await posted(some(1));
    await append([...entries, adjustment(99, now())]);
    expect(keysOf(await chained())).toEqual(keysOf(entries));
    expect(rig.faults).toEqual([expect.stringContaining('adjust/99/entry')]);
  });
});

describe('what was lost', () => {
  test('is found, and nothing else is', async () => {
    const entries = await posted(some(8));
    await append(entries.filter((_, at) => at % 2 === 0));
    const missing = keysOf((await Array.fromAsync(rig.deps.unjournaled())) as Entry[]);
    expect(missing.sort()).toEqual(keysOf(entries.filter((_, at) => at % 2 === 1)).sort());
    await journalAll(rig.deps);
    expect(await Array.fromAsync(rig.deps.unjournaled())).toEqual([]);
    expect(await chained()).toHaveLength(8);
  });
});

describe('a changed segment', () => {
  async function threeLinks() {
    for (const entry of await posted(some(3))) await append([entry]);
    return Array.fromAsync(rig.deps.journal.links());
  }

  test('is named by the first link that does not fit', async () => {
    const [, second] = await threeLinks();
    const bytes = await rig.deps.journalObjects.findBytes(second?.object ?? '');
    const text = Buffer.from(bytes ?? []).toString();
    await rig.deps.journalObjects.put(second?.object ?? '', Buffer.from(text.replaceAll('"2"', '"3"')));
    expect((await rig.deps.journal.verify()).misfit).toBe('the segment of link 2 was changed');
  });

  test('does not pass with another one’s bytes', async () => {
    const [first, , third] = await threeLinks();
    const bytes = await rig.deps.journalObjects.findBytes(first?.object ?? '');
    await rig.deps.journalObjects.put(third?.object ?? '', bytes ?? new Uint8Array());
    expect((await rig.deps.journal.verify()).misfit).toBe('the segment of link 3 was changed');
  });
});
