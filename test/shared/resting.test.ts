import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Halt } from '../../shared/halt.ts';
import type { Reason } from '../../shared/judgement.ts';
import { doingOf, restCodes, restsOf } from '../../shared/resting.ts';
import type { VehicleRecord } from '../../shared/vehicle-state.ts';

const now = Date.UTC(2027, 0, 1);
const no = (code: string, at?: number): Reason => ({ code, text: '', weight: 'no', ...(at && { at }) });

test('each reason that a charter is judged by has a coarse word, and none but the unknown is told as unknown', () => {
  const judged = globSync('shared/charter/*.ts').map((file) => readFileSync(file, 'utf8'));
  const codes = judged.flatMap((text) =>
    [...text.matchAll(/(?:notNow|stop)\(\s*'([a-z-]+)'/g)].map(([, code]) => code ?? ''),
  );
  expect(codes.length).toBeGreaterThan(18);
  const unknown = codes.filter((code) => restsOf([no(code)])[0]?.code === 'not_known');
  expect(unknown).toEqual(['clock-wrong']);
  expect(restsOf([no('stale-user-present')])).toEqual([{ code: 'not_known' }]);
});

test('of a car in use nothing else is told, and no reason of the driver’s plans has an end', () => {
  const inUse: Reason = { code: 'user-present', text: 'Somebody is in the car.', weight: 'stop' };
  expect(restsOf([no('outside-hours', now), inUse])).toEqual([{ code: 'in_use' }]);
  expect(restsOf([no('charge-for-departure', now + 1)])).toEqual([{ code: 'charging_first' }]);
  expect(restsOf([no('departure', now + 1)])).toEqual([{ code: 'in_use' }]);
  expect(restsOf([no('outside-hours', now + 1), no('cabin-too-warm'), no('battery-too-warm')])).toEqual([
    { code: 'outside_hours', until: now + 1 },
    { code: 'too_warm' },
  ]);
});

const record: VehicleRecord = {
  ...{ vehicleId: 'veh_1', ownerId: 'own_1', signingKey: '', sealingKey: '', hardwareClass: 'AI4' },
  ...{ models: ['a', 'b'], softwareVersion: '1', enrolledAt: now, state: 'active' },
};
const known = {
  record,
  presence: { presentUntil: now + 1, idles: true as const },
  charter: { state: 'none', version: null } as const,
  halts: [] as Halt[],
  now,
};
const codesOf = (about: Parameters<typeof doingOf>[0]) => {
  const { doing, waitingBecause } = doingOf(about);
  return [doing, ...waitingBecause.map(({ code }) => code)];
};

test('what a vehicle does is what it last said, and what keeps it from work is what the market knows besides', () => {
  expect(codesOf({ ...known, presence: undefined })).toEqual(['unheard']);
  expect(codesOf(known)).toEqual(['waiting', 'no_work']);
  const belowFloor = { presentUntil: now + 1, idles: true, belowFloor: true } as const;
  expect(codesOf({ ...known, presence: belowFloor })).toEqual(['waiting', 'below_floor']);
  expect(codesOf({ ...known, presence: { presentUntil: now + 1 } })).toEqual(['running']);
  const away = { presentUntil: 0 };
  expect(codesOf({ ...known, presence: away })).toEqual(['unheard']);
  const rests = [{ code: 'paused', until: now + 5 } as const];
  expect(doingOf({ ...known, presence: { ...away, rests } }).waitingBecause).toMatchObject([
    { code: 'paused', until: now + 5 },
  ]);
  const past = doingOf({ ...known, now: now + 9, presence: { ...away, rests } });
  expect(past.waitingBecause).toMatchObject([{ code: 'paused', until: null }]);
  expect(codesOf({ ...known, charter: { state: 'withdrawn', version: 1 }, presence: away })).toEqual([
    'resting',
    'consent_withdrawn',
  ]);
  expect(codesOf({ ...known, record: { ...record, finishes: true } })).toEqual(['waiting', 'finish_asked']);
  expect(codesOf({ ...known, record: { ...record, state: 'revoked' } })).toEqual(['shut_out']);
});

test('a halt is told with its reason, and of which models where it is not of all', () => {
  const halts = [{ haltId: 'h', model: 'a', reason: 'A bad build.' }];
  expect(doingOf({ ...known, halts }).waitingBecause).toEqual([
    { code: 'halted', message: 'The market has halted vehicles like it (a): A bad build.', until: null },
  ]);
  const all = doingOf({ ...known, halts: [{ haltId: 'h', reason: 'A bad build.' }] });
  expect(all.waitingBecause[0]?.message).toBe('The market has halted vehicles like it: A bad build.');
});

test('no word that a vehicle may tell names a place or a person', () => {
  expect(restCodes.filter((code) => /place|home|work|region|driver|person|leave|depart/.test(code))).toEqual(
    [],
  );
});
