import { expect, test } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { allLanes, isConstrained, type Lane, laneName, laneOf, lanesFor } from '../../shared/lane.ts';
import { meetsRouting, type Routing, routingOf } from '../../shared/routing.ts';
import { hardwareClasses, regions } from '../../shared/vehicle.ts';

const models = catalogue.map(({ id }) => id);

test("a lane's name is one that SQS takes, for every model on sale", () => {
  for (const lane of allLanes(models)) expect(laneName(lane)).toMatch(/^[A-Za-z0-9-]{1,80}$/);
});

test('each constraint makes a lane of its own', () => {
  const lane: Lane = { model: 'm', hardwareClass: 'any', trust: 'any', priority: 'batch', shard: 0 };
  const lanes: Lane[] = [
    lane,
    { ...lane, model: 'n' },
    { ...lane, hardwareClass: 'AI5' },
    { ...lane, trust: 'attested' },
    { ...lane, region: 'eu' },
    { ...lane, region: 'several' },
    { ...lane, priority: 'live' },
    { ...lane, shard: 1 },
  ];
  expect(new Set(lanes.map(laneName)).size).toBe(lanes.length);
  expect(new Set(allLanes(models).map(laneName)).size).toBe(allLanes(models).length);
});

test("live lanes come before all batches, and the vehicle's order of models stays", () => {
  const order = lanesFor(['b', 'a']).map(({ priority, model }) => `${priority} ${model}`);
  expect(order).toEqual(
    ['priority', 'live', 'flex', 'batch'].flatMap((priority) => [`${priority} b`, `${priority} a`]),
  );
});

test('a task lies in the lane of its rarest constraint', () => {
  const nameOf = (routing?: Routing) => laneName(laneOf('m', 'batch', routing));
  expect(nameOf()).toBe('lane-m-any-any-batch-0');
  expect(nameOf({ regions: ['eu'] })).toBe('lane-m-any-any-eu-batch-0');
  expect(nameOf({ regions: ['eu', 'na'] })).toBe('lane-m-any-any-several-batch-0');
  expect(nameOf({ regions: ['eu'], classes: ['AI5'] })).toBe('lane-m-AI5-any-batch-0');
  expect(nameOf({ regions: ['eu'], classes: ['AI5'], trust: 'attested' })).toBe(
    'lane-m-any-attested-batch-0',
  );
});

const vehicles = hardwareClasses.flatMap((hardwareClass) =>
  [undefined, ...regions].flatMap((region) =>
    [undefined, true as const].map((attested) => ({ hardwareClass, region, attested })),
  ),
);
const routings = [undefined, ['eu'], ['eu', 'na'], ['eu', 'na', 'apac']].flatMap((wanted) =>
  [undefined, ['AI4'], ['AI5'], ['AI4', 'AI5']].flatMap((classes) =>
    (['any', 'attested'] as const).map((trust) => routingOf({ regions: wanted, classes, trust } as never)),
  ),
);

test('a vehicle looks into the lane of every task that it may run', () => {
  for (const vehicle of vehicles) {
    const looked = lanesFor(['m'], vehicle).map(laneName);
    for (const routing of routings)
      if (meetsRouting(vehicle, routing)) expect(looked).toContain(laneName(laneOf('m', 'batch', routing)));
  }
});

test('every lane that a task can lie in exists, and no vehicle looks into one that does not', () => {
  const names = allLanes(['m']).map(laneName);
  for (const routing of routings) expect(names).toContain(laneName(laneOf('m', 'live', routing)));
  for (const vehicle of vehicles)
    for (const lane of lanesFor(['m'], vehicle)) expect(names).toContain(laneName(lane));
});

test('only lanes for all are unconstrained', () => {
  expect(allLanes(['m']).filter((lane) => !isConstrained(lane))).toEqual(lanesFor(['m']));
});
