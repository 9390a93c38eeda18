import { expect, test } from 'vitest';
import {
  type Doubt,
  holdbackSecondsFor,
  isProvenFraud,
  provenVehicles,
  withDoubt,
} from '../../shared/holdback.ts';
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
  expect(holdbackSecondsFor({ doubts: [doubt(now - 30 * day), doubt(now - day)] }, standardPolicy, now)).toBe(
    14 * 86_400,
  );
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

test('a doubt never makes pay wait less, whatever the two times are', () => {
  const rules = { holdbackSeconds: 20 * 86_400, doubtfulHoldbackSeconds: 14 * 86_400 };
  expect(holdbackSecondsFor({ doubts: [doubt(now)] }, rules, now)).toBe(20 * 86_400);
});

test('a doubt is kept while either of its two uses lasts, to the millisecond', () => {
  const ages = [6 * day - 1, 6 * day, 9 * day - 1, 9 * day];
  const doubts = ages.map((age) => doubt(now - age));
  const kept = (doubtfulDays: number, fraudDays: number) =>
    withDoubt(doubts, doubt(now), {
      doubtfulHoldbackSeconds: doubtfulDays * 86_400,
      fraudWindowSeconds: fraudDays * 86_400,
    });
  expect(kept(9, 6)).toEqual([...doubts.slice(0, 3), doubt(now)]);
  expect(kept(6, 9)).toEqual([...doubts.slice(0, 3), doubt(now)]);
  expect(kept(6, 6)).toEqual([...doubts.slice(0, 1), doubt(now)]);
});

test('of many doubts the latest fifty are kept', () => {
  let doubts: Doubt[] = [];
  for (let at = 1; at <= 60; at++) doubts = withDoubt(doubts, doubt(at), standardPolicy);
  expect(doubts.map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, index) => index + 11));
});

test('a vehicle stays proven false by doubts that stood together once, others are never named', () => {
  const week = 7 * 86_400;
  const v1 = [doubt(0, 'o2', 'v1'), doubt(7 * day - 1, 'o3', 'v1')];
  const v2 = [doubt(1, 'o2', 'v2'), doubt(7 * day + 1, 'o3', 'v2')];
  const much = doubt(90 * day, 'o9', 'v3');
  expect(provenVehicles([...v1, much], week)).toEqual(['v1']);
  // A week apart to the millisecond: the first counts for nothing any more when the second comes.
  expect(provenVehicles([...v2, much], week)).toEqual([]);
  expect(provenVehicles([doubt(0, 'o2', 'v2'), doubt(0, 'o2', 'v2'), doubt(0, 'o3', 'v1')], week)).toEqual(
    [],
  );
});

test('nobody is proven false by a doubt that comes later', () => {
  const rising = [doubt(0, 'o2'), doubt(20 * day, 'o2'), doubt(40 * day, 'o3')];
  expect(provenVehicles(rising, standardPolicy.fraudWindowSeconds)).toEqual([]);
});
