import { expect, test } from 'vitest';
import type { Presence } from '../../shared/fleet.ts';
import { fleetCensus } from '../../shared/fleet-census.ts';

const now = 1_000_000;
let made = 0;
const parked = (more: Partial<Presence> = {}): Presence => ({
  vehicleId: `veh_${++made}`,
  ownerId: 'own_1',
  hardwareClass: 'AI4',
  models: ['parkade-embed-1'],
  softwareVersion: '1.0',
  presentUntil: now + 1,
  busyUntil: now,
  ...more,
});

const like = (more: object) => ({
  hardwareClass: 'AI4',
  region: null,
  softwareVersion: '1.0',
  occupation: 'idle',
  ...more,
});

test('vehicles that are alike are one group, and the largest group comes first', () => {
  const fleet = [parked({ region: 'eu' }), parked(), parked(), parked({ hardwareClass: 'AI5' }), parked()];
  const census = fleetCensus(fleet, now);
  expect(census[0]).toEqual(like({ vehicles: 3 }));
  expect(census.slice(1)).toEqual([
    like({ region: 'eu', vehicles: 1 }),
    like({ hardwareClass: 'AI5', vehicles: 1 }),
  ]);
});

test('who runs something is told from who waits for live calls, and both from who comes back by itself', () => {
  const fleet = [
    parked({ busyUntil: now + 1, waitsFor: 'x' }),
    parked({ waitsFor: 'parkade-embed-1' }),
    parked(),
  ];
  expect(fleetCensus(fleet, now).map(({ occupation }) => occupation)).toEqual(['running', 'waiting', 'idle']);
});

test('who drove away, or is heard from no more, is in no group', () => {
  expect(fleetCensus([parked({ presentUntil: 0 }), parked({ presentUntil: now })], now)).toEqual([]);
});

test('a version that was never told is none', () => {
  const { softwareVersion: _untold, ...older } = parked();
  expect(fleetCensus([older], now)).toEqual([like({ softwareVersion: null, vehicles: 1 })]);
});
