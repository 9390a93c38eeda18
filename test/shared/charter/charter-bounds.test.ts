import { describe, expect, test } from 'vitest';
import { charter, standardCharter } from '../../../shared/charter.ts';

/** The standard charter with another value at a path such as `car.packKwh`. */
function withPart(path: string, value: unknown): object {
  const copy = structuredClone(standardCharter) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let part = copy;
  for (const name of names) part = part[name] as Record<string, unknown>;
  part[last] = value;
  return copy;
}

const window = { days: ['mon'], from: '10:00', to: '12:00' };
const many = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

/** What is refused at `path`, by the path that the refusal names; undefined: nothing. */
const refused = (path: string, value: unknown) =>
  charter.safeParse(withPart(path, value)).error?.issues[0]?.path.join('.');

describe('a number is taken from its least to its most', () => {
  test.each<[string, number, number, number]>([
    ['stateOfChargeFloorPercent', 0, 100, 0.5],
    ['departure.carsPlanTargetPercent', 0, 100, 0.5],
    ['departure.reserveMinutes', 0, 720, 1],
    ['tariff.microUsdPerKwh', -10_000_000, 10_000_000, 1],
    ['tariff.ceilingMicroUsdPerKwh', -10_000_000, 10_000_000, 1],
    ['temperatures.cabin.maxCelsius', -40, 120, 0.5],
    ['car.packKwh', 1, 500, 0.5],
    ['car.chargerWatts', 300, 50_000, 1],
    ['car.computerWatts', 10, 2_000, 1],
    ['netFloorMicroUsdPerHour', 0, 100_000_000, 1],
    ['circuitWatts', 100, 100_000, 1],
    ['wearBudgetMicroUsdPerMonth', 0, 1e12, 1],
    ['network.bytesPerDay', 0, 1e15, 1],
  ])('%s: from %d to %d', (path, least, most, step) => {
    for (const value of [least, most]) expect(refused(path, value), `${value}`).toBeUndefined();
    for (const value of [least - step, most + step]) expect(refused(path, value), `${value}`).toBe(path);
    if (step === 1) expect(refused(path, least + 0.5)).toBe(path);
  });

  test('so is the age of a signal, in whole seconds up to a week', () => {
    const at = (seconds: number) => refused('signalAgeSeconds', { gear: seconds });
    expect([1, 604_800].map(at)).toEqual([undefined, undefined]);
    expect([0, 604_801, 1.5].map(at)).toEqual(many(3, 'signalAgeSeconds.gear'));
  });
});

describe('a list has what it needs, and an end', () => {
  test.each<[string, number, number, unknown]>([
    ['hours', 1, 50, window],
    ['departure.weekly', 0, 50, { days: ['mon'], at: '07:00', targetPercent: 80 }],
    ['departure.dated', 0, 100, { at: '2026-03-02T07:00', targetPercent: 80 }],
    ['kinds', 1, 3, 'chat'],
  ])('%s: %d to %d', (path, least, most, value) => {
    for (const count of [least, most]) expect(refused(path, many(count, value)), `${count}`).toBeUndefined();
    if (least > 0) expect(refused(path, [])).toBe(path);
    expect(refused(path, many(most + 1, value))).toBe(path);
  });

  test('of windows of a tariff, and of days', () => {
    const tariff = (count: number) => ({
      kind: 'time-of-use',
      windows: many(count, { ...window, microUsdPerKwh: 1 }),
      otherwiseMicroUsdPerKwh: 1,
      ceilingMicroUsdPerKwh: 1,
    });
    expect([1, 50].map((count) => refused('tariff', tariff(count)))).toEqual([undefined, undefined]);
    expect([0, 51].map((count) => refused('tariff', tariff(count)))).toEqual(many(2, 'tariff.windows'));
    const hours = (count: number) => refused('hours', [{ ...window, days: many(count, 'mon') }]);
    expect([1, 7].map(hours)).toEqual([undefined, undefined]);
    expect([0, 8].map(hours)).toEqual(many(2, 'hours.0.days'));
  });
});

describe('a time of day', () => {
  const from = (time: string) => refused('hours', [{ ...window, from: time }]);
  const to = (time: string) => refused('hours', [{ ...window, to: time }]);

  test('is one that a clock shows, and the end of a day may be 24:00', () => {
    for (const time of ['00:00', '09:59', '19:30', '20:00', '23:59']) {
      expect(from(time), time).toBeUndefined();
      expect(to(time), time).toBeUndefined();
    }
    expect([from('24:00'), to('24:00')]).toEqual(['hours.0.from', undefined]);
  });

  test.each([
    '',
    '7:30',
    '07:60',
    '24:01',
    '25:00',
    '30:00',
    '07:3',
    '07:300',
    ' 07:30',
    '07-30',
    'a07:30',
    '1x:30',
    '07:x0',
    '07:0x',
  ])('is not %j', (time) => {
    expect(from(time)).toBe('hours.0.from');
  });

  test('is asked for by an example', () => {
    const { error } = charter.safeParse(withPart('hours', [{ ...window, from: '7' }]));
    expect(error?.issues[0]?.message).toBe('a time of day such as 07:30');
  });
});

test('a time zone is one by a name of at most 60 letters, and is asked for by an example', () => {
  const { error } = charter.safeParse(withPart('timeZone', 'Europe/Atlantis'));
  expect(error?.issues[0]?.message).toBe('an IANA time zone such as Europe/Berlin');
  expect(refused('timeZone', 'x'.repeat(61))).toBe('timeZone');
  expect(refused('timeZone', 'America/Argentina/ComodRivadavia')).toBeUndefined();
});

test('a dated plan is a wall time to the minute, without a zone', () => {
  const at = (text: string) => refused('departure.dated', [{ at: text, targetPercent: 80 }]);
  expect(at('2026-02-20T07:00')).toBeUndefined();
  for (const text of [
    '2026-02-20',
    '2026-02-20T07:00Z',
    '2026-02-20T07:00:30',
    '2026-02-20T07:00+01:00',
    '07:00',
  ])
    expect(at(text), text).toBe('departure.dated.0.at');
  const { error } = charter.safeParse(
    withPart('departure.dated', [{ at: '2026-02-20T07:00Z', targetPercent: 80 }]),
  );
  expect(error?.issues.map(({ message }) => message)).toContain('a wall time without zone');
});

describe('what an interlock may be', () => {
  const always = ['userPresent', 'doorOpen', 'appInUse', 'softwareUpdate', 'crash', 'tow', 'serviceMode'];
  const owners = ['sentry', 'preconditioning', 'unlocked'];

  test.each(always)('%s: required, or if it is told; never ignored', (name) => {
    for (const heed of ['required', 'if-told']) expect(refused(`interlocks.${name}`, heed)).toBeUndefined();
    for (const heed of ['ignored', ''])
      expect(refused(`interlocks.${name}`, heed)).toBe(`interlocks.${name}`);
  });

  test.each(owners)('%s: ignored as well', (name) => {
    for (const heed of ['required', 'if-told', 'ignored'])
      expect(refused(`interlocks.${name}`, heed)).toBeUndefined();
    expect(refused(`interlocks.${name}`, '')).toBe(`interlocks.${name}`);
  });
});

test.each([
  '',
  'car',
  'departure',
  'tariff',
  'temperatures',
  'temperatures.cabin',
  'network',
  'interlocks',
  'departure.weekly.0',
])('a rule that nobody knows is refused wherever it stands: %j', (path) => {
  const name = path === '' ? 'unheardOf' : `${path}.unheardOf`;
  expect(charter.safeParse(withPart(name, 1)).success).toBe(false);
});

test('each kind of tariff and of car is known by its name, and no other', () => {
  const ceilingMicroUsdPerKwh = 1;
  expect(refused('tariff', { kind: 'dynamic', ceilingMicroUsdPerKwh })).toBeUndefined();
  expect(refused('tariff', { kind: '', ceilingMicroUsdPerKwh })).toBe('tariff.kind');
  expect(
    charter.safeParse(withPart('tariff', { kind: 'dynamic', ceilingMicroUsdPerKwh, more: 1 })).success,
  ).toBe(false);
  expect(['nmc', 'lfp'].map((chemistry) => refused('car.chemistry', chemistry))).toEqual([
    undefined,
    undefined,
  ]);
  expect(refused('car.chemistry', '')).toBe('car.chemistry');
  expect(refused('temperatures.cabin.signal', 'ignored')).toBe('temperatures.cabin.signal');
});

test('the standard charter is careful: half of the battery, 80 % by seven on workdays, Wi-Fi, and all interlocks', () => {
  expect(standardCharter).toEqual({
    version: 1,
    timeZone: 'UTC',
    car: { packKwh: 75, chemistry: 'nmc', chargerWatts: 7_400, computerWatts: 160, awakeAnyway: false },
    stateOfChargeFloorPercent: 50,
    departure: {
      weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], at: '07:00', targetPercent: 80 }],
      dated: [],
      carsPlanTargetPercent: 80,
      reserveMinutes: 15,
    },
    tariff: { kind: 'fixed', microUsdPerKwh: 187_000, ceilingMicroUsdPerKwh: 300_000 },
    netFloorMicroUsdPerHour: 20_000,
    circuitWatts: 7_400,
    temperatures: {
      cabin: { maxCelsius: 45, signal: 'required' },
      battery: { maxCelsius: 40, signal: 'if-told' },
      computer: { maxCelsius: 80, signal: 'if-told' },
    },
    wearBudgetMicroUsdPerMonth: 20_000_000,
    network: { wifiOnly: true, bytesPerDay: 2_000_000_000 },
    kinds: ['embeddings', 'chat', 'ocr'],
    interlocks: {
      userPresent: 'required',
      doorOpen: 'required',
      appInUse: 'if-told',
      softwareUpdate: 'required',
      crash: 'if-told',
      tow: 'if-told',
      serviceMode: 'if-told',
      sentry: 'required',
      preconditioning: 'required',
      unlocked: 'ignored',
    },
  });
});
