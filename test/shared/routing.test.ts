import { expect, test } from 'vitest';
import { routingRequest } from '../../shared/contract/routing.ts';
import type { Presence } from '../../shared/fleet.ts';
import {
  meetsRouting,
  placementOf,
  presentFor,
  refuseAboveMax,
  routingInWords,
  routingOf,
} from '../../shared/routing.ts';
import { refusalCode } from './sample-task.ts';

test('nothing asked for is no routing, nor is every class, nor any trust', () => {
  for (const asked of [
    undefined,
    null,
    {},
    { classes: ['AI5', 'AI4'] },
    { trust: 'any' },
    { data: 'zero_retention' },
  ] as const)
    expect(routingOf(asked)).toBeUndefined();
});

test('a routing is the same however it was written', () => {
  expect(routingOf({ regions: ['na', 'eu', 'na'], classes: null, trust: 'attested' })).toEqual({
    regions: ['eu', 'na'],
    trust: 'attested',
  });
});

test('every region is not any region: a vehicle that states none is left out', () => {
  const routing = routingOf({ regions: ['eu', 'na', 'apac'] });
  expect(meetsRouting({ hardwareClass: 'AI4', region: 'apac' }, routing)).toBe(true);
  expect(meetsRouting({ hardwareClass: 'AI4' }, routing)).toBe(false);
});

test('every constraint must be met, and a vehicle that is silent about one does not meet it', () => {
  const routing = { classes: ['AI5'], regions: ['eu'], trust: 'attested' } as const;
  const right = { hardwareClass: 'AI5', region: 'eu', attested: true } as const;
  expect(meetsRouting(right, routing)).toBe(true);
  expect(meetsRouting({ ...right, hardwareClass: 'AI4' }, routing)).toBe(false);
  expect(meetsRouting({ ...right, region: 'na' }, routing)).toBe(false);
  expect(meetsRouting({ ...right, attested: undefined }, routing)).toBe(false);
  expect(meetsRouting({}, routing)).toBe(false);
  expect(meetsRouting({}, undefined)).toBe(true);
});

test('of the parked vehicles of a model those count that meet the routing', () => {
  const parked = (vehicleId: string, rest: Partial<Presence>): Presence => ({
    vehicleId,
    ownerId: 'own_1',
    hardwareClass: 'AI4',
    models: ['m'],
    presentUntil: 10,
    busyUntil: 0,
    ...rest,
  });
  const fleet = [
    parked('a', { region: 'eu' }),
    parked('b', { region: 'na' }),
    parked('c', { region: 'eu', models: ['n'] }),
    parked('d', { region: 'eu', presentUntil: 4 }),
  ];
  const found = presentFor(fleet, { model: 'm', routing: { regions: ['eu'] } }, 5);
  expect(found.map(({ vehicleId }) => vehicleId)).toEqual(['a']);
});

test('what may cost more than max_price is refused, what may cost as much is not', () => {
  expect(refusalCode(() => refuseAboveMax(101n, { max_price: 100 }))).toBe('price_above_max');
  for (const asked of [{ max_price: 101 }, { max_price: null }, {}, undefined])
    expect(() => refuseAboveMax(101n, asked)).not.toThrow();
});

test('a batch carries its routing and its retention, and neither where it has none', () => {
  expect(placementOf({ regions: ['eu'], data: 'zero_retention' })).toEqual({
    routing: { regions: ['eu'] },
    zeroRetention: true,
  });
  expect(placementOf({ data: 'standard' })).toEqual({});
});

test('a routing can be told in words', () => {
  expect(routingInWords({ classes: ['AI5'], regions: ['eu', 'na'], trust: 'attested' })).toBe(
    'of class AI5, in eu or na, attested by its maker',
  );
});

test.each([
  { region: ['eu'] },
  { regions: [] },
  { regions: ['mars'] },
  { classes: 'AI4' },
  { trust: 'attest' },
  { data: 'zero' },
  { max_price: 1.5 },
  { max_price: -1 },
])('%j is refused: a constraint that is dropped would run where it must not', (asked) => {
  expect(routingRequest.safeParse(asked).success).toBe(false);
});
