import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heartbeat, heartbeatMillis, isLive, liveLeaseMillis } from '../../shared/live-lease.ts';
import type { Task } from '../../shared/task.ts';
import { sampleTask, startedAt } from './sample-task.ts';

const endsAt = startedAt + liveLeaseMillis;
const claim = { vehicleId: 'veh_1', fence: 3 };
const leased = (changes: Partial<Task> = {}) =>
  sampleTask({ fence: 3, lease: { vehicleId: 'veh_1', ownerId: 'own_1', endsAt }, ...changes });

test('calls are live, whatever their tier, and batches are not', () => {
  expect(isLive('batch')).toBe(false);
  expect((['priority', 'live', 'flex'] as const).map(isLive)).toEqual([true, true, true]);
});

test('a lease outlives three missed signs of life, and no fourth', () => {
  expect(Math.floor(liveLeaseMillis / heartbeatMillis)).toBe(3);
});

describe('a sign of life', () => {
  test('early in a lease writes nothing: two more signs still fit into it', () => {
    const early = endsAt - 2 * heartbeatMillis - 1;
    expect(heartbeat(leased(), claim, early)).toStrictEqual({ goesOn: true, endsAt: undefined });
  });

  test('makes the lease last a whole one from now, once no more than two signs fit into what is left', () => {
    for (const now of [endsAt - 2 * heartbeatMillis, endsAt - 1])
      expect(heartbeat(leased(), claim, now)).toStrictEqual({ goesOn: true, endsAt: now + liveLeaseMillis });
  });

  test('at the lease’s end comes too late', () => {
    expect(heartbeat(leased(), claim, endsAt)).toStrictEqual({ goesOn: false });
  });

  test.each([
    ['for a task that was closed', leased({ state: 'closed' })],
    ['for one that is finished', leased({ state: 'finished' })],
    ['under a fence that is over', leased({ fence: 4 })],
    ['under a fence that is still to come', leased({ fence: 2 })],
    ['of another vehicle', leased({ lease: { vehicleId: 'veh_2', ownerId: 'own_1', endsAt } })],
    ['without a lease', sampleTask({ fence: 3 })],
  ])('%s tells the vehicle to stop', (_what, task) => {
    expect(heartbeat(task, claim, startedAt)).toStrictEqual({ goesOn: false });
  });

  test('never shortens a lease, and a vehicle that sends them in time is never stopped', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: heartbeatMillis }), { maxLength: 50 }), (pauses) => {
        let now = startedAt;
        let task = leased();
        for (const pause of pauses) {
          now += pause;
          const heard = heartbeat(task, claim, now);
          expect(heard.goesOn).toBe(true);
          if (!heard.goesOn || heard.endsAt === undefined) continue;
          expect(heard.endsAt).toBeGreaterThan(task.lease?.endsAt ?? 0);
          task = leased({ lease: { vehicleId: 'veh_1', ownerId: 'own_1', endsAt: heard.endsAt } });
        }
      }),
    );
  });
});
