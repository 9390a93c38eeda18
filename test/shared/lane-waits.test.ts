import { expect, test } from 'vitest';
import { laneOf } from '../../shared/lane.ts';
import { laneWaiting } from '../../shared/lane-waits.ts';

const now = 10_000_000;
const lane = laneOf('parkade-embed-1', 'batch');
const waiting = (seconds: number) => ({ state: 'open' as const, openedAt: now - seconds * 1_000, lane });

test('what is leased, finished or closed does not wait; what was given back waits since its lease ended', () => {
  const found = laneWaiting(now);
  const lease = { vehicleId: 'v', ownerId: 'o' };
  found.note([
    { ...waiting(500), lease: { ...lease, endsAt: now + 1 } },
    { ...waiting(500), state: 'finished' },
    { ...waiting(500), state: 'closed' },
    { ...waiting(500), lease: { ...lease, endsAt: now - 20_000 } },
  ]);
  expect(Object.values(found.sum().lanes)).toEqual([
    { tasks: 1, p50Seconds: 20, p90Seconds: 20, oldestSeconds: 20 },
  ]);
});

test('median, ninetieth percentile and oldest are of those that wait, over all batches', () => {
  const found = laneWaiting(now);
  for (const seconds of [50, 10, 90, 70, 30]) found.note([waiting(seconds), waiting(seconds + 10)]);
  expect(found.sum()).toEqual({
    at: now,
    lanes: {
      'lane-parkade-embed-1-any-any-batch-0': {
        ...{ tasks: 10, p50Seconds: 50, p90Seconds: 90, oldestSeconds: 100 },
      },
    },
  });
  expect(laneWaiting(now).sum()).toEqual({ at: now, lanes: {} });
});
