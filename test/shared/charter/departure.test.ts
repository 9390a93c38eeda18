import { describe, expect, test } from 'vitest';
import { chargedByDeparture, drainWatts } from '../../../shared/charter/departure.ts';
import type { Charter } from '../../../shared/charter.ts';
import { batteryMilliWatts, chargedWatts } from '../../../shared/energy.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { berlin, type Case, hour, minute } from './judged.ts';

type Plans = Partial<Charter['departure']>;

const judged = (departure: Plans, but: Case['but'] = {}, rules: Partial<Charter> = {}, now = monday) =>
  chargedByDeparture({
    charter: { ...plainCharter, ...rules, departure: { ...plainCharter.departure, ...departure } },
    signals: goodSignals(but, now),
    now,
  });
const ends = (...given: Parameters<typeof judged>) =>
  judged(...given).map((finding) => ('at' in finding ? finding.at : finding.text));
const told = (departure: Plans) => judged(departure)[0]?.text;
const tuesday = (at: string, targetPercent = 0): Plans => ({
  weekly: [{ days: ['tue'], at, targetPercent }],
  reserveMinutes: 0,
});

describe('a weekly plan', () => {
  test('is of its day and hour by the wall clock, this week or next', () => {
    expect(ends(tuesday('07:00'))).toEqual([berlin('2026-03-03T07:00')]);
    const mondays = (at: string) =>
      ends({ weekly: [{ days: ['mon'], at, targetPercent: 0 }], reserveMinutes: 0 });
    expect(mondays('19:01')).toEqual([berlin('2026-03-02T19:01')]);
    // The very minute is over: the next one is in a week.
    expect(told({ weekly: [{ days: ['mon'], at: '19:00', targetPercent: 0 }] })).toMatch(
      / 19:00 on 2026-03-09\.$/,
    );
    expect(told({ weekly: [{ days: ['mon'], at: '18:00', targetPercent: 0 }] })).toMatch(
      / 18:00 on 2026-03-09\.$/,
    );
  });

  test('keeps its wall time over a change of the clocks', () => {
    const now = berlin('2026-03-27T12:00');
    const plans: Plans = { weekly: [{ days: ['mon'], at: '07:00', targetPercent: 0 }], reserveMinutes: 0 };
    expect(ends(plans, {}, {}, now)).toEqual([Date.parse('2026-03-30T07:00+02:00')]);
  });

  test('of several days is the next of them', () => {
    const plans: Plans = {
      weekly: [{ days: ['fri', 'wed', 'sun'], at: '07:00', targetPercent: 0 }],
      reserveMinutes: 0,
    };
    expect(ends(plans)).toEqual([berlin('2026-03-04T07:00')]);
  });
});

test('a dated plan is of the wall clock, and no plan once it has passed', () => {
  const dated = (at: string) => ends({ dated: [{ at, targetPercent: 0 }], reserveMinutes: 0 });
  expect(dated('2026-03-02T19:30')).toEqual([berlin('2026-03-02T19:30')]);
  expect([dated('2026-03-02T19:00'), dated('2026-03-01T19:30')]).toEqual([[], []]);
  expect(told({ dated: [{ at: '2026-07-01T07:00', targetPercent: 0 }] })).toMatch(/ 07:00 on 2026-07-01\.$/);
});

test('the car’s own plan counts however long ago it was told, with the target of the charter', () => {
  const at = monday + 30 * hour;
  const signals = { ...goodSignals(), departureAt: { value: at, at: monday - 90 * 24 * hour } };
  const departure = { ...plainCharter.departure, carsPlanTargetPercent: 0, reserveMinutes: 0 };
  const charter = { ...plainCharter, departure };
  expect(chargedByDeparture({ charter, signals, now: monday })).toMatchObject([{ at, code: 'departure' }]);
  const full = { ...charter, departure: { ...departure, carsPlanTargetPercent: 90 } };
  expect(chargedByDeparture({ charter: full, signals, now: monday })).toMatchObject([
    { code: 'charge-for-departure' },
  ]);
});

test('every plan is judged, and without one nothing is asked of the battery', () => {
  const both: Plans = { ...tuesday('07:00'), dated: [{ at: '2026-03-04T09:00', targetPercent: 0 }] };
  expect(ends(both)).toEqual([berlin('2026-03-03T07:00'), berlin('2026-03-04T09:00')]);
  expect(judged({ weekly: [] }, { stateOfChargePercent: undefined })).toEqual([]);
  expect(judged(both, { stateOfChargePercent: undefined })).toMatchObject([
    { code: 'missing-state-of-charge-percent' },
  ]);
});

describe('the reserve before a departure', () => {
  const at = berlin('2026-03-03T07:00');
  const reserved: Plans = { ...tuesday('07:00'), reserveMinutes: 45 };

  test('is kept free', () => {
    expect(judged(reserved)).toEqual([
      {
        weight: 'until',
        code: 'departure',
        text: 'Until 06:15 tomorrow: you leave at 07:00 tomorrow.',
        at: at - 45 * minute,
      },
    ]);
  });

  test('forbids from its first millisecond on, until the car leaves', () => {
    const starts = at - 45 * minute;
    expect(ends(reserved, {}, {}, starts - 1)).toEqual([starts]);
    expect(judged(reserved, {}, {}, starts)).toEqual([
      { weight: 'no', code: 'departure', text: 'Not now: you leave at 07:00.', clearsAt: at },
    ]);
  });
});

describe('charging for a departure', () => {
  const at = berlin('2026-03-03T07:00');
  const speedWatts = chargedWatts(7_400);
  const drained = drainWatts(plainCharter);
  /** Of a battery of 75 kWh. */
  const hoursFor = (percent: number) => ((percent / 100) * 75_000) / speedWatts;

  test('drain is counted as of a woken car on a hot day', () => {
    expect(drained).toBe(batteryMilliWatts(160_000, { woken: true, hot: true }) / 1_000);
  });

  test('begins when what is missing, and what computing takes till then, can still be charged', () => {
    const [end] = judged(tuesday('07:00', 80), { stateOfChargePercent: 60 });
    if (end?.weight !== 'until') throw new Error('it does not end');
    expect(end.code).toBe('charge-for-departure');
    const computing = (end.at - monday) / hour;
    const charging = (at - end.at) / hour;
    expect(charging * speedWatts).toBeCloseTo(15_000 + computing * drained, 0);
    expect(end.text).toMatch(/: then the battery charges to 80 % for 07:00 tomorrow.$/);
  });

  test('is not waited for where the battery stays over the target till then', () => {
    const [end] = judged(tuesday('07:00', 40), { stateOfChargePercent: 85 });
    expect(end).toMatchObject({ code: 'departure', at });
    const [late] = judged(tuesday('07:00', 84), { stateOfChargePercent: 85 });
    expect(late).toMatchObject({ code: 'charge-for-departure' });
  });

  test('of a battery that holds just what is wanted is none: the car leaves', () => {
    const within = at - 5 * minute;
    const plans: Plans = { ...tuesday('07:00', 80), reserveMinutes: 10 };
    expect(judged(plans, { stateOfChargePercent: 80 }, {}, within)).toMatchObject([{ code: 'departure' }]);
    expect(judged(plans, { stateOfChargePercent: 79 }, {}, within)).toMatchObject([
      { code: 'charge-for-departure' },
    ]);
  });

  test('goes first when it takes all the time there is', () => {
    const now = at - hoursFor(20) * hour;
    const given = (millis: number) =>
      judged(tuesday('07:00', 80), { stateOfChargePercent: 60 }, {}, Math.floor(now) + millis);
    expect(given(-1)).toMatchObject([{ weight: 'until' }]);
    // Part of a millisecond is left: it ends with the next one.
    expect(given(0)).toMatchObject([{ weight: 'until', at: Math.floor(now) + 1 }]);
    expect(given(1)).toEqual([
      {
        weight: 'no',
        code: 'charge-for-departure',
        text: 'Not now: charging from 60 % to 80 % for 07:00 takes 2.2 h at 7.4 kW.',
        clearsAt: at,
      },
    ]);
  });

  test('is as quick as charger and circuit let it be, whichever is weaker', () => {
    const hoursAt = (rules: Partial<Charter>) => {
      const [finding] = judged(
        tuesday('20:00', 100),
        { stateOfChargePercent: 0, chargeLimitPercent: 100 },
        rules,
      );
      return /takes ([\d.]+) h at ([\d.]+) kW/.exec(finding?.text ?? '')?.slice(1);
    };
    const car = { ...plainCharter.car, chargerWatts: 2_000 };
    expect(hoursAt({ car })).toEqual([(75_000 / chargedWatts(2_000)).toFixed(1), '2']);
    expect(hoursAt({ circuitWatts: 2_300 })).toEqual([(75_000 / chargedWatts(2_300)).toFixed(1), '2.3']);
    // All of it is lost: it never ends, and is said so.
    const lost = judged(tuesday('20:00', 100), { stateOfChargePercent: 0 }, { circuitWatts: 100 });
    expect(lost[0]?.text).toMatch(/takes months at 0.1 kW\.$/);
  });

  test('goes no further than the car’s own limit, where it is told', () => {
    const target = (chargeLimitPercent: number | undefined) =>
      judged(tuesday('07:00', 100), { stateOfChargePercent: 60, chargeLimitPercent })[0]?.text;
    expect(target(90)).toMatch(/charges to 90 %/);
    expect(target(undefined)).toMatch(/charges to 100 %/);
  });
});
