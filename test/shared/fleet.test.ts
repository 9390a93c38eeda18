import { expect, test } from 'vitest';
import { isNews, type Presence } from '../../shared/fleet.ts';

const now = Date.UTC(2027, 0, 1);
const presence = (changes: Partial<Presence> = {}): Presence => ({
  vehicleId: 'veh_1',
  ownerId: 'own_1',
  hardwareClass: 'AI4',
  models: ['m'],
  presentUntil: now + 60_000,
  busyUntil: now,
  ...changes,
});

test('that a car drives away is written by an instance that never heard of it: another may have said that it stands', () => {
  expect(isNews(undefined, presence({ presentUntil: 0 }), now)).toBe(true);
  expect(isNews(undefined, presence(), now)).toBe(true);
});

test('what changes nothing is not written again', () => {
  expect(isNews(presence(), presence(), now)).toBe(false);
  expect(isNews(presence(), presence({ waitsFor: 'm' }), now)).toBe(true);
});
