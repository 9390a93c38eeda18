import { describe, expect, test } from 'vitest';
import { dearestEnergyPrice, energyPriceAt, pricesFrom } from '../../../shared/charter/energy-price.ts';
import { underCeiling } from '../../../shared/charter/price-ceiling.ts';
import type { Charter } from '../../../shared/charter.ts';
import type { EnergyRate } from '../../../shared/signals.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { dynamic, evening, hour, rate } from './judged.ts';

const day = 24 * hour;
const momentOf = (rules: Partial<Charter>, energyRates?: EnergyRate[]) => ({
  charter: { ...plainCharter, ...rules },
  signals: goodSignals({ energyRates }),
  now: monday,
});
const listOf = (rules: Partial<Charter>, rates?: EnergyRate[]) =>
  [...pricesFrom(momentOf(rules, rates))].map(({ startsAt, endsAt, microUsdPerKwh }) => [
    (startsAt - monday) / hour,
    (endsAt - monday) / hour,
    microUsdPerKwh,
  ]);

describe('prices from now on', () => {
  test('are one for eight days where the tariff is fixed', () => {
    expect(listOf({})).toEqual([[0, 8 * 24, 187_000]]);
  });

  test('change where a window begins or ends', () => {
    expect(listOf(evening).slice(0, 4)).toEqual([
      // From 19:00 on Monday.
      [0, 2, 410_000],
      [2, 3, 350_000],
      [3, 11.5, 187_000],
      [11.5, 14, 325_500],
    ]);
    expect(listOf(evening).at(-1)?.[1]).toBe(8 * 24);
  });

  test('of windows that hold at once are the first one’s', () => {
    const windows = [
      { days: ['mon' as const], from: '20:00', to: '21:00', microUsdPerKwh: 1 },
      { days: ['mon' as const], from: '18:00', to: '22:00', microUsdPerKwh: 2 },
    ];
    const tariff = { ...evening.tariff, windows } as Charter['tariff'];
    expect(listOf({ tariff }).slice(0, 4)).toEqual([
      [0, 1, 2],
      [1, 2, 1],
      [2, 3, 2],
      [3, 7 * 24 - 1, 187_000],
    ]);
  });

  test('of a feed that tells of more than eight days end with the eighth', () => {
    expect(listOf(dynamic, [rate(0, 8 * 24, 5), rate(8 * 24, 10 * 24, 7)])).toEqual([[0, 8 * 24, 5]]);
  });

  test('of a feed have gaps where it says nothing, and the dearest counts where it says two things', () => {
    const rates = [rate(-1, 1, 5), rate(0.5, 2, 9), rate(0.75, 2, 7), rate(3, 4, -5)];
    expect(listOf(dynamic, rates)).toEqual([
      [0, 0.5, 5],
      [0.5, 0.75, 9],
      [0.75, 1, 9],
      [1, 2, 9],
      [2, 3, undefined],
      [3, 4, -5],
      [4, 8 * 24, undefined],
    ]);
  });

  test('of a feed that fell silent are not known', () => {
    const { charter, signals } = momentOf(dynamic, [rate(0, 100, 5)]);
    expect(energyPriceAt(charter, signals, monday + day)).toBe(5);
    expect(energyPriceAt(charter, signals, monday + day + 1)).toBeUndefined();
  });
});

describe('the dearest price of a time', () => {
  const dearest = (rules: Partial<Charter>, hours: number, rates?: EnergyRate[]) => {
    const { charter, signals, now } = momentOf(rules, rates);
    return dearestEnergyPrice(charter, signals, { now, until: now + hours * hour });
  };

  test('counts what begins before its end, and not at it', () => {
    const rates = [rate(0, 1, 5), rate(1, 2, 9), rate(2, 3, 7)];
    expect([1, 1.01, 2, 3].map((hours) => dearest(dynamic, hours, rates))).toEqual([5, 9, 9, 9]);
  });

  test('is not known where one price of it is not', () => {
    expect(dearest(dynamic, 1.01, [rate(0, 1, 5), rate(2, 3, 7)])).toBeUndefined();
    expect(dearest(dynamic, 1, [rate(0, 1, 5), rate(2, 3, 7)])).toBe(5);
    expect(dearest(dynamic, 1, [rate(0.5, 1, 5)])).toBeUndefined();
  });

  test('is the least bad where all are below nothing', () => {
    expect(dearest(dynamic, 2, [rate(0, 1, -9), rate(1, 2, -5)])).toBe(-5);
  });

  test('is the tariff’s own where it is fixed', () => {
    expect(dearest({}, 100)).toBe(187_000);
  });
});

describe('under the ceiling', () => {
  const judged = (rules: Partial<Charter>, rates?: EnergyRate[]) =>
    underCeiling(momentOf(rules, rates)).map(({ code, text, ...more }) => [
      code,
      text,
      'at' in more ? more.at : null,
    ]);
  const fixed = (microUsdPerKwh: number) => ({
    tariff: { kind: 'fixed', microUsdPerKwh, ceilingMicroUsdPerKwh: 300_000 } as const,
  });

  test('is what costs the ceiling, and not a micro-dollar more', () => {
    expect(judged(fixed(300_000))).toEqual([]);
    expect(judged(fixed(300_001))).toEqual([
      ['price-above-ceiling', 'Not now: electricity costs $0.300001 per kWh, your ceiling is $0.30.', null],
    ]);
  });

  test('it may stay too dear in several prices, as far as one can see or until one of them is not', () => {
    const all = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const };
    const tariff = (otherwiseMicroUsdPerKwh: number) => ({
      tariff: {
        kind: 'time-of-use',
        windows: [{ days: [...all.days], from: '18:00', to: '20:00', microUsdPerKwh: 400_000 }],
        otherwiseMicroUsdPerKwh,
        ceilingMicroUsdPerKwh: 300_000,
      } as Charter['tariff'],
    });
    expect(judged(tariff(350_000))).toEqual([
      [
        'price-above-ceiling',
        'Not now: electricity costs $0.40 per kWh, your ceiling is $0.30; it stays dearer.',
        null,
      ],
    ]);
    expect(judged(tariff(400_000))).toEqual([
      ['price-above-ceiling', 'Not now: electricity costs $0.40 per kWh, your ceiling is $0.30.', null],
    ]);
    expect(judged(tariff(1))).toEqual([
      [
        'price-above-ceiling',
        'Not now: electricity costs $0.40 per kWh until 20:00, your ceiling is $0.30.',
        null,
      ],
    ]);
  });

  test('it ends where it becomes dear, or nobody knows; cheap prices may change until then', () => {
    expect(judged(dynamic, [rate(0, 1, 5), rate(1, 2, 9), rate(2, 3, 300_001)])).toEqual([
      [
        'price-above-ceiling',
        'Until 21:00: electricity then costs $0.300001 per kWh, your ceiling is $0.30.',
        monday + 2 * hour,
      ],
    ]);
    expect(judged(dynamic, [rate(0, 1, 5), rate(1, 2, 9)])).toEqual([
      ['price-unknown', 'Until 21:00: it is not known what electricity costs then.', monday + 2 * hour],
    ]);
  });

  test('what nobody knows now stays unknown until a price that is cheap enough', () => {
    const [finding] = underCeiling(momentOf(dynamic, [rate(1, 2, 999_999), rate(2, 3, 5)]));
    expect(finding).toMatchObject({ code: 'price-unknown', weight: 'no', clearsAt: monday + 2 * hour });
  });

  test('a feed is needed for a tariff that lives of it, and for no other', () => {
    expect(judged(dynamic).map(([code]) => code)).toEqual(['missing-energy-rates']);
    expect(judged(fixed(1))).toEqual([]);
  });
});
