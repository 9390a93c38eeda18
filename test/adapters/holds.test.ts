import { describe, expect, test } from 'vitest';
import { holdsIn, holdWrites } from '../../functions/adapters/holds.ts';
import { endHold, type Hold, newHold, settle } from '../../shared/settlement.ts';
import { sampleSegment, sampleTask, startedAt } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const { commit, db } = table;
const holds = holdsIn(db, tableName);

async function created(batchId: string, heldMicroUsd: bigint): Promise<Hold> {
  const hold = newHold({ customerId: 'cus_1', batchId, heldMicroUsd }, startedAt);
  await commit([holdWrites.create(hold)]);
  return hold;
}

const paid = (paidMicroUsd: bigint) => ({ paidMicroUsd, promoMicroUsd: 0n });

/** After one more settlement of so many micro-USD. */
const settled = (hold: Hold, microUsd: number): Hold =>
  settle({
    hold,
    tasks: [
      sampleTask({
        state: 'finished',
        segments: [sampleSegment({ referenceMicros: microUsd * 1_000_000 })],
      }),
    ],
    priceMicroUsd: 1,
    leastMicroUsd: 0n,
    ownerSharePercent: 75,
    now: startedAt + 9,
  }).hold;

describe('a hold', () => {
  test('comes back as it was written, in every field', async () => {
    const hold = await created('batch_full', 9_007_199_254_740_991n);
    expect(await holds.get('batch_full')).toEqual(hold);
  });

  test('is made once, and one that does not exist is refused', async () => {
    const hold = await created('batch_once', 10n);
    expect(await codeOf(commit([holdWrites.create(hold)]))).toBe('conflict');
    expect(await holds.find('batch_none')).toBeUndefined();
    expect(await codeOf(holds.get('batch_none'))).toBe('not_found');
  });
});

describe('calls of a live batch', () => {
  test('that thirty make at once take what is held, no more, and a number each', async () => {
    await created('batch_calls', 1_000n);
    const calls = await Promise.allSettled(
      Array.from({ length: 30 }, () => holds.reserveCall('batch_calls', 90n)),
    );
    const numbers = calls.filter((call) => call.status === 'fulfilled').map(({ value }) => value);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, no) => no));
    const codes = calls.filter((call) => call.status === 'rejected').map(({ reason }) => reason.code);
    expect(codes).toEqual(Array.from({ length: 19 }, () => 'hold_exhausted'));
    expect(await holds.get('batch_calls')).toMatchObject({ reservedMicroUsd: 990n, calls: 11 });
  });

  test('fit until the last micro-USD', async () => {
    await created('batch_exact', 10n);
    expect(await codeOf(holds.reserveCall('batch_exact', 11n))).toBe('hold_exhausted');
    expect(await holds.reserveCall('batch_exact', 10n)).toBe(0);
    expect(await codeOf(holds.reserveCall('batch_exact', 1n))).toBe('hold_exhausted');
  });

  test('are refused where there is no hold, or one that has ended', async () => {
    const hold = await created('batch_over', 10n);
    await commit([holdWrites.end(endHold(hold, startedAt).hold)]);
    expect(await codeOf(holds.reserveCall('batch_over', 1n))).toBe('hold_exhausted');
    expect(await codeOf(holds.reserveCall('batch_none', 1n))).toBe('hold_exhausted');
  });

  test('go on after one more slice, which one of two callers adds', async () => {
    const hold = await created('batch_slice', 10n);
    await holds.reserveCall('batch_slice', 10n);
    const extend = holdWrites.extend(hold, { paidMicroUsd: 20n, promoMicroUsd: 5n });
    const { won, codes } = await winners(table, [[extend], [extend]]);
    expect([won, codes.filter(Boolean)]).toEqual([1, ['changed_meanwhile']]);
    expect(await holds.reserveCall('batch_slice', 25n)).toBe(1);
    expect(await holds.get('batch_slice')).toMatchObject({
      heldMicroUsd: 35n,
      promoMicroUsd: 5n,
      reservedMicroUsd: 35n,
    });
  });
});

describe('a settlement', () => {
  test('happens once: of three at once, one', async () => {
    const hold = await created('batch_settle', 100n);
    const write = holdWrites.settle(settled(hold, 40));
    expect((await winners(table, [[write], [write], [write]])).won).toBe(1);
    expect(await holds.get('batch_settle')).toEqual(settled(hold, 40));
  });

  test('follows the one before it, and no other', async () => {
    const hold = await created('batch_follow', 100n);
    const first = settled(hold, 40);
    const second = settled(first, 10);
    expect(await codeOf(commit([holdWrites.settle(second)]))).toBe('changed_meanwhile');
    await commit([holdWrites.settle(first)]);
    await commit([holdWrites.settle(second)]);
    expect(await holds.get('batch_follow')).toMatchObject({ capturedMicroUsd: 50n, settlements: 2 });
  });

  test('above what is held is refused by the table, too', async () => {
    const hold = await created('batch_above', 100n);
    const above = { ...settled(hold, 40), capturedMicroUsd: 101n };
    expect(await codeOf(commit([holdWrites.settle(above)]))).toBe('changed_meanwhile');
  });
});

describe('the end of a hold', () => {
  test('happens once, and nothing follows it', async () => {
    const hold = settled(await created('batch_end', 100n), 40);
    await commit([holdWrites.settle(hold)]);
    const ended = endHold(hold, startedAt).hold;
    const { won } = await winners(table, [[holdWrites.end(ended)], [holdWrites.end(ended)]]);
    expect(won).toBe(1);
    expect(await holds.get('batch_end')).toEqual({ ...ended, capturedMicroUsd: 40n, releasedMicroUsd: 60n });
    expect(await codeOf(commit([holdWrites.settle(settled(hold, 1))]))).toBe('changed_meanwhile');
    expect(await codeOf(commit([holdWrites.extend(hold, paid(5n))]))).toBe('changed_meanwhile');
  });

  test('is refused when it was settled or extended since it was loaded: no money is lost between', async () => {
    const hold = await created('batch_late', 100n);
    const early = holdWrites.end(endHold(hold, startedAt).hold);
    await commit([holdWrites.extend(hold, paid(5n))]);
    expect(await codeOf(commit([early]))).toBe('changed_meanwhile');
    const extended = await holds.get('batch_late');
    const next = settled(extended, 40);
    await commit([holdWrites.settle(next)]);
    expect(await codeOf(commit([holdWrites.end(endHold(extended, startedAt).hold)]))).toBe(
      'changed_meanwhile',
    );
    await commit([holdWrites.end(endHold(next, startedAt).hold)]);
    expect(await holds.get('batch_late')).toMatchObject({ capturedMicroUsd: 40n, releasedMicroUsd: 65n });
  });
});
