import { describe, expect, test } from 'vitest';
import { overBatteryFloor } from '../../../shared/charter/battery-floor.ts';
import { onAllowedNetwork, underDataCap, withinWearBudget } from '../../../shared/charter/budgets.ts';
import { drainWatts } from '../../../shared/charter/departure.ts';
import { coolEnough } from '../../../shared/charter/temperature.ts';
import type { Charter } from '../../../shared/charter.ts';
import { mostWearMicroUsdPerHour } from '../../../shared/wear.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { type Case, hour, minute } from './judged.ts';

const moment = (but: Case['but'], rules: Partial<Charter> = {}) => ({
  charter: { ...plainCharter, ...rules },
  signals: goodSignals(but),
  now: monday,
});

describe('the wear budget', () => {
  const wearBudgetMicroUsdPerMonth = 1_000_000;
  const judged = (wearThisMonthMicroUsd: number) =>
    withinWearBudget(moment({ wearThisMonthMicroUsd }, { wearBudgetMicroUsdPerMonth }));

  test('ends computing before the most that an hour can wear is over it', () => {
    const left = 250_000;
    const [end] = judged(wearBudgetMicroUsdPerMonth - left);
    const hours = left / mostWearMicroUsdPerHour(plainCharter.car);
    expect(hours).toBeGreaterThan(1);
    expect(end).toMatchObject({
      weight: 'until',
      code: 'wear-budget',
      at: monday + Math.floor(hours * hour),
    });
    expect(end?.text).toMatch(/: this month's wear may be up to your budget of \$1.00.$/);
  });

  test('is reached at its last micro-dollar; before it there is always a millisecond', () => {
    expect(judged(999_999)).toMatchObject([{ weight: 'until' }]);
    const [at] = judged(999_999).map((finding) => ('at' in finding ? finding.at : 0));
    expect(at).toBeGreaterThan(monday);
    expect(judged(1_000_000)).toMatchObject([{ weight: 'no' }]);
    expect(judged(1_000_001)).toMatchObject([{ weight: 'no' }]);
    const tiny = withinWearBudget(
      moment(
        { wearThisMonthMicroUsd: 0 },
        {
          wearBudgetMicroUsdPerMonth: 1,
          car: { ...plainCharter.car, packKwh: 500, computerWatts: 2_000_000 },
        },
      ),
    );
    expect(tiny).toMatchObject([{ at: monday + 1 }]);
  });

  test('that was left out asks for nothing, not even for the meter', () => {
    const { wearBudgetMicroUsdPerMonth: _none, ...rules } = plainCharter;
    const signals = goodSignals({ wearThisMonthMicroUsd: undefined });
    expect(withinWearBudget({ charter: rules, signals, now: monday })).toEqual([]);
  });
});

describe('the network', () => {
  const judged = (network: 'wifi' | 'cellular' | 'none' | undefined, wifiOnly = true) =>
    onAllowedNetwork(moment({ network }, { network: { wifiOnly } })).map(({ code }) => code);

  test('is Wi-Fi where the owner wants it, and a network that is gone is only noted', () => {
    expect([judged('wifi'), judged('cellular'), judged('none'), judged(undefined)]).toEqual([
      [],
      ['not-on-wifi'],
      ['no-network'],
      ['missing-network'],
    ]);
  });

  test('is any where the owner does not mind', () => {
    expect([judged('cellular', false), judged(undefined, false)]).toEqual([[], []]);
  });
});

describe('the data cap', () => {
  const judged = (dataTodayBytes: number | undefined, bytesPerDay?: number) =>
    underDataCap(
      moment(
        { dataTodayBytes },
        { network: { wifiOnly: false, ...(bytesPerDay !== undefined && { bytesPerDay }) } },
      ),
    ).map(({ code }) => code);

  test('is reached by its last byte', () => {
    expect([judged(999, 1_000), judged(1_000, 1_000), judged(0, 0)]).toEqual([
      [],
      ['data-cap'],
      ['data-cap'],
    ]);
  });

  test('that was left out asks for nothing', () => {
    expect([judged(1e12), judged(undefined)]).toEqual([[], []]);
    expect(judged(undefined, 1_000)).toEqual(['missing-data-today-bytes']);
  });
});

describe('the battery floor', () => {
  const judged = (but: Case['but'], rules: Partial<Charter> = {}) => overBatteryFloor(moment(but, rules));

  test('is kept with what computing drains at the most, to the millisecond', () => {
    const spareWattHours = 0.1 * 75 * 1_000;
    const at = monday + Math.floor((spareWattHours / drainWatts(plainCharter)) * hour);
    expect(judged({ stateOfChargePercent: 60 })).toMatchObject([
      { weight: 'until', code: 'charge-below-floor', at },
    ]);
    expect(judged({ stateOfChargePercent: 60 })[0]?.text).toMatch(
      /: the battery may be down to your floor of 50 %.$/,
    );
  });

  test('leaves a millisecond at least where there is anything over it', () => {
    expect(judged({ stateOfChargePercent: 50 + 1e-12 })).toMatchObject([{ weight: 'until', at: monday + 1 }]);
  });

  test('is no end while the battery is charged, and is undercut all the same', () => {
    const charging = true;
    expect(judged({ charging, stateOfChargePercent: 60 })).toEqual([]);
    expect(judged({ charging, stateOfChargePercent: 50 })).toEqual([]);
    expect(judged({ charging, stateOfChargePercent: 49.9 })).toMatchObject([
      { weight: 'no', text: 'Not now: the battery holds 49.9 %, your floor is 50 %.' },
    ]);
  });

  test('counts on no charging that nobody tells of', () => {
    expect(judged({ charging: undefined, stateOfChargePercent: 50 })).toMatchObject([
      { text: 'Not now: the battery holds 50 %, your floor is 50 %, and nothing charges it.' },
    ]);
  });

  test('of nothing asks for nothing', () => {
    const rules = { stateOfChargeFloorPercent: 0 };
    expect(judged({ stateOfChargePercent: undefined }, rules)).toEqual([]);
    expect(judged({ stateOfChargePercent: undefined })).toMatchObject([
      { code: 'missing-state-of-charge-percent' },
    ]);
  });
});

describe('warmth', () => {
  const places = ['cabin', 'battery', 'computer'] as const;
  const limits = (signal: 'required' | 'if-told') => ({
    temperatures: Object.fromEntries(places.map((place) => [place, { maxCelsius: 40, signal }])),
  });
  const codes = (but: Case['but'], rules: Partial<Charter>) =>
    coolEnough(moment(but, rules)).map(({ code }) => code);

  test('up to the limit is borne, and not a tenth of a degree more', () => {
    for (const place of places) {
      expect(codes({ computerCelsius: 30, [`${place}Celsius`]: 40 }, limits('required'))).toEqual([]);
      expect(codes({ computerCelsius: 30, [`${place}Celsius`]: 40.1 }, limits('required'))).toEqual([
        `${place}-too-warm`,
      ]);
    }
  });

  test('that is not told forbids where it is required, and else only if it was told before', () => {
    const untold = { cabinCelsius: undefined, batteryCelsius: undefined, computerCelsius: undefined };
    expect(codes(untold, limits('required'))).toEqual([
      'missing-cabin-celsius',
      'missing-battery-celsius',
      'missing-computer-celsius',
    ]);
    expect(codes(untold, limits('if-told'))).toEqual([]);
    expect(codes(untold, { temperatures: {} })).toEqual([]);
    const old = { ...goodSignals(), cabinCelsius: { value: 20, at: monday - 6 * minute } };
    const stale = coolEnough({
      charter: { ...plainCharter, ...limits('if-told') },
      signals: old,
      now: monday,
    });
    expect(stale.map(({ code }) => code)).toContain('stale-cabin-celsius');
  });

  test('too warm once is too warm until something else is told', () => {
    const signals = { ...goodSignals(), cabinCelsius: { value: 99, at: monday - 10 * hour } };
    expect(
      coolEnough({ charter: { ...plainCharter, ...limits('if-told') }, signals, now: monday }).map(
        ({ code }) => code,
      ),
    ).toContain('cabin-too-warm');
  });
});
