import { expect, test } from 'vitest';
import { grant, isOver, leaseMillis } from '../../shared/lease.ts';
import { refusalCode, refusalOf, sampleTask, startedAt } from './sample-task.ts';

const lessee = { vehicleId: 'veh_1', ownerId: 'own_1' };
const endsAt = startedAt + 60_000;
const leased = sampleTask({ fence: 4, lease: { ...lessee, endsAt } });

test('a lease is alive until the millisecond before its end, and over at its end', () => {
  expect([endsAt - 1, endsAt, endsAt + 1].map((now) => isOver({ ...lessee, endsAt }, now))).toEqual([
    false,
    true,
    true,
  ]);
});

test('a grant names the lessee and the end, and raises the fence by one', () => {
  const granted = grant(sampleTask({ fence: 4 }), lessee, startedAt, endsAt);
  expect(granted).toEqual({ ...sampleTask(), fence: 5, lease: { ...lessee, endsAt } });
});

test('a task with a live lease goes to nobody else, not even a millisecond early', () => {
  expect(refusalCode(() => grant(leased, lessee, endsAt - 1, endsAt + 1))).toBe('already_leased');
  expect(grant(leased, lessee, endsAt, endsAt + 1).fence).toBe(5);
});

test('a lease that ended without a word is counted, one that was handed in is not', () => {
  const again = grant(leased, lessee, endsAt, endsAt + 10);
  expect(again.lostLeases).toBe(1);
  expect(grant(again, lessee, endsAt + 10, endsAt + 20).lostLeases).toBe(2);
  expect(grant(sampleTask({ fence: 4, lostLeases: 1 }), lessee, startedAt, endsAt).lostLeases).toBe(1);
});

test('the fence only rises over any row of leases', () => {
  let task = sampleTask();
  for (let lease = 1; lease <= 20; lease++) {
    const now = startedAt + lease * 1_000;
    task = grant(task, lessee, now, now + 1_000);
    expect(task.fence).toBe(lease);
  }
});

test.each(['finished', 'closed'] as const)('a %s task is leased to nobody', (state) => {
  expect(refusalCode(() => grant(sampleTask({ state }), lessee, startedAt, endsAt))).toBe('task_closed');
});

test('a check of an owner’s work is refused to every vehicle of this owner and to no other', () => {
  const audit = sampleTask({ auditOf: 3, barredOwners: ['own_1', 'own_2'] });
  const sibling = { vehicleId: 'veh_9', ownerId: 'own_1' };
  expect(refusalCode(() => grant(audit, sibling, startedAt, endsAt))).toBe('barred_owner');
  expect(grant(audit, { ...lessee, ownerId: 'own_3' }, startedAt, endsAt).lease.ownerId).toBe('own_3');
});

test('a lease lasts three times its work, between a minute and twenty', () => {
  expect([0, 20, 100, 400, 4_000].map((seconds) => leaseMillis(seconds * 1e6) / 1_000)).toEqual([
    60, 60, 300, 1_200, 1_200,
  ]);
});

test('a task goes to no vehicle that its customer does not want it to run on, whichever lane it was found in', () => {
  const task = sampleTask({ routing: { regions: ['eu'], classes: ['AI5'] } });
  const right = { ...lessee, hardwareClass: 'AI5', region: 'eu' } as const;
  const refusedTo = (vehicle: Parameters<typeof grant>[1]) =>
    refusalCode(() => grant(task, vehicle, startedAt, endsAt));
  expect(refusedTo({ ...right, region: 'na' })).toBe('unmet_routing');
  expect(refusedTo({ ...right, hardwareClass: 'AI4' })).toBe('unmet_routing');
  expect(refusedTo(lessee)).toBe('unmet_routing');
  // The lease names who holds it, and nothing else of the vehicle.
  expect(grant(task, right, startedAt, endsAt).lease).toEqual({ ...lessee, endsAt });
});

test('whoever is refused a task is told which one and why', () => {
  const asked = { ...lessee, vehicleId: 'veh_7' };
  const said = (changes: Parameters<typeof sampleTask>[0]) =>
    refusalOf(() => grant(sampleTask({ no: 7, ...changes }), asked, startedAt, endsAt))?.message;
  expect(said({ state: 'finished' })).toBe('task batch_1.7 is finished');
  expect(said({ lease: { ...lessee, endsAt } })).toBe(`task batch_1.7 is leased until ${endsAt}`);
  expect(said({ barredOwners: ['own_1'] })).toBe('task batch_1.7 checks work of owner own_1');
  expect(said({ routing: { trust: 'attested' } })).toBe('task batch_1.7 may not run on vehicle veh_7');
});
