import { expect, test } from 'vitest';
import { type Doubt, holdbackSecondsFor, isProvenFraud, withDoubt } from '../../shared/holdback.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';

const day = 86_400_000;
const now = 100 * day;
const doubt = (at: number, againstOwnerId = 'o2', vehicleId = 'v1'): Doubt => ({
  at,
  vehicleId,
  againstOwnerId,
});

test('pay is held back for a week, for two after a check that differed, and in the demo not at all', () => {
  expect(holdbackSecondsFor({}, standardPolicy, now)).toBe(7 * 86_400);
  expect(holdbackSecondsFor({ doubts: [doubt(now - 13 * day)] }, standardPolicy, now)).toBe(14 * 86_400);
  expect(holdbackSecondsFor({ doubts: [doubt(now - 14 * day)] }, standardPolicy, now)).toBe(7 * 86_400);
  expect(holdbackSecondsFor({ doubts: [doubt(now)] }, demoPolicy, now)).toBe(0);
});

test('fraud is proven by differing from two owners in two weeks, not by one owner twice, nor by another vehicle', () => {
  const rules = { now, fraudWindowSeconds: standardPolicy.fraudWindowSeconds };
  const first = doubt(now - day);
  expect(isProvenFraud([first, doubt(now, 'o2')], 'v1', rules)).toBe(false);
  expect(isProvenFraud([first, doubt(now, 'o3', 'v9')], 'v1', rules)).toBe(false);
  expect(isProvenFraud([doubt(now - 14 * day), doubt(now, 'o3')], 'v1', rules)).toBe(false);
  expect(isProvenFraud([first, doubt(now, 'o3')], 'v1', rules)).toBe(true);
});

test('doubts that count for nothing any more are dropped', () => {
  expect(withDoubt([doubt(now - 15 * day), doubt(now - day)], doubt(now), standardPolicy)).toEqual([
    doubt(now - day),
    doubt(now),
  ]);
});
