import { expect, test } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { laneName, lanesFor } from '../../shared/lane.ts';

test("a lane's name is one that SQS takes, for every model on sale", () => {
  for (const lane of lanesFor(catalogue.map(({ id }) => id)))
    expect(laneName(lane)).toMatch(/^[A-Za-z0-9-]{1,80}$/);
});

test('each constraint makes a lane of its own', () => {
  const lane = { model: 'm', hardwareClass: 'any', trust: 'any', priority: 'batch', shard: 0 } as const;
  const lanes = [
    lane,
    { ...lane, model: 'n' },
    { ...lane, hardwareClass: 'AI5' as const },
    { ...lane, trust: 'attested' as const },
    { ...lane, priority: 'live' as const },
    { ...lane, shard: 1 },
  ];
  expect(new Set(lanes.map(laneName)).size).toBe(lanes.length);
});

test("live lanes come before all batches, and the vehicle's order of models stays", () => {
  expect(lanesFor(['b', 'a']).map(({ priority, model }) => `${priority} ${model}`)).toEqual([
    'live b',
    'live a',
    'batch b',
    'batch a',
  ]);
});
