import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awattar, elering, evcc, octopus, ownRates } from '../../../agent/tariff/feeds.ts';
import {
  type Conversion,
  energyRatesOf,
  type PriceFeed,
  ratesInOrder,
} from '../../../agent/tariff/price-feed.ts';

const half = 1_800_000;
const hour = 2 * half;
const plain: Conversion = {
  currency: 'USD',
  microUsdPerUnit: 1e6,
  feePerKwh: 0,
  markupPercent: 0,
  vatPercent: 0,
};
const url = 'http://127.0.0.1:1/';
const ratesOf = (feed: PriceFeed, answer: unknown, conversion: Partial<Conversion> = {}) =>
  energyRatesOf(feed.read(answer).prices, { ...plain, ...conversion });

const octopusResult = (from: string, to: string | null, pence: number) => ({
  value_exc_vat: pence / 1.05,
  value_inc_vat: pence,
  valid_from: from,
  valid_to: to,
  payment_method: null,
});
const octopusPage = (...results: unknown[]) => ({
  count: results.length,
  next: null,
  previous: null,
  results,
});

describe('Octopus Agile', () => {
  it('is read newest first, in pence with VAT, negative ones too', () => {
    const answer = octopusPage(
      octopusResult('2026-03-02T01:00:00Z', '2026-03-02T01:30:00Z', -2.1),
      octopusResult('2026-03-02T00:30:00Z', '2026-03-02T01:00:00Z', 0),
      octopusResult('2026-03-02T00:00:00Z', '2026-03-02T00:30:00Z', 18.3015),
    );
    const start = Date.UTC(2026, 2, 2);
    expect(ratesOf(octopus(url), answer, { microUsdPerUnit: 1_270_000 })).toEqual([
      { startsAt: start, endsAt: start + half, microUsdPerKwh: 232_429 },
      { startsAt: start + half, endsAt: start + hour, microUsdPerKwh: 0 },
      { startsAt: start + hour, endsAt: start + hour + half, microUsdPerKwh: -26_670 },
    ]);
  });

  it('has 46 half hours on the day that the clocks go forward, and 50 when they go back', () => {
    const day = (fromHour: number, from: number, count: number) =>
      octopusPage(
        ...Array.from({ length: count }, (_, index) => {
          const startsAt = from + fromHour * hour + index * half;
          return octopusResult(
            new Date(startsAt).toISOString(),
            new Date(startsAt + half).toISOString(),
            index,
          );
        }).reverse(),
      );
    // 29 March 2026 lasts from 00:00Z to 23:00Z in London, 25 October from 23:00Z the day before to 00:00Z.
    const spring = ratesOf(octopus(url), day(0, Date.UTC(2026, 2, 29), 46));
    const autumn = ratesOf(octopus(url), day(-1, Date.UTC(2026, 9, 25), 50));
    for (const [rates, hours] of [
      [spring, 23],
      [autumn, 25],
    ] as const) {
      expect(rates).toHaveLength(hours * 2);
      expect((rates.at(-1)?.endsAt ?? 0) - (rates[0]?.startsAt ?? 0)).toBe(hours * hour);
      expect(rates.every((rate, index) => index === 0 || rate.startsAt === rates[index - 1]?.endsAt)).toBe(
        true,
      );
    }
  });

  it('takes offsets for what they are, and a rate without end for eight days', () => {
    const [rate] = ratesOf(octopus(url), octopusPage(octopusResult('2026-07-01T00:00:00+01:00', null, 24.5)));
    const startsAt = Date.UTC(2026, 5, 30, 23);
    expect(rate).toEqual({ startsAt, endsAt: startsAt + 8 * 24 * hour, microUsdPerKwh: 245_000 });
  });
});

describe('wholesale prices', () => {
  const start = 1_428_591_600_000;
  const answer = {
    object: 'list',
    data: [
      { start_timestamp: start, end_timestamp: start + hour, marketprice: 42.09, unit: 'Eur/MWh' },
      { start_timestamp: start + hour, end_timestamp: start + 2 * hour, marketprice: -10, unit: 'Eur/MWh' },
    ],
  };

  it('of aWATTar get markup, fee and VAT on top; the markup never makes a negative price lower', () => {
    const conversion = { microUsdPerUnit: 1_080_000, feePerKwh: 0.15, markupPercent: 3, vatPercent: 20 };
    // (0.04209 · 1.03 + 0.15) · 1.2 · 1.08 and (-0.01 + 0.0003 + 0.15) · 1.2 · 1.08
    expect(ratesOf(awattar(url), answer, conversion).map(({ microUsdPerKwh }) => microUsdPerKwh)).toEqual([
      250_585, 181_829,
    ]);
  });

  it('of aWATTar in another unit are refused', () => {
    const cents = { ...answer, data: [{ ...answer.data[0], unit: 'ct/kWh' }] };
    expect(() => awattar(url).read(cents)).toThrow('Eur/MWh');
  });

  it('of Elering hold for the step of the list, and a missing one stays missing', () => {
    const seconds = 1_772_409_600;
    const list = [0, 900, 1_800, 3_600].map((after) => ({ timestamp: seconds + after, price: 50 }));
    const rates = ratesOf(elering(url, 'ee'), { success: true, data: { ee: list.reverse(), fi: [] } });
    expect(
      rates.map(({ startsAt, endsAt }) => [startsAt / 1_000 - seconds, endsAt / 1_000 - seconds]),
    ).toEqual([
      [0, 900],
      [900, 1_800],
      [1_800, 2_700],
      [3_600, 4_500],
    ]);
    expect(rates[0]?.microUsdPerKwh).toBe(50_000);
  });

  it('of Elering are those of the country that was named, or a word that there are none', () => {
    const data = {
      ee: [{ timestamp: 1_772_409_600, price: 50 }],
      lv: [{ timestamp: 1_772_409_600, price: 70 }],
    };
    expect(ratesOf(elering(url, 'lv'), { success: true, data })[0]?.microUsdPerKwh).toBe(70_000);
    expect(() => elering(url, 'de').read({ success: true, data })).toThrow(
      "no prices of 'de', but of ee, lv",
    );
    expect(() => elering(url, 'ee').read({ success: false, data })).toThrow();
  });
});

describe('prices that are final', () => {
  const rates = [{ start: '2026-03-02T00:00:00+01:00', end: '2026-03-02T01:00:00+01:00', value: 0.287 }];

  it('of evcc are read as it writes them now and as it did', () => {
    const startsAt = Date.UTC(2026, 2, 1, 23);
    const expected = [{ startsAt, endsAt: startsAt + hour, microUsdPerKwh: 287_000 }];
    expect(ratesOf(evcc(url), { rates })).toEqual(expected);
    expect(ratesOf(evcc(url), { result: { rates } })).toEqual(expected);
  });

  it('of our own kind stay what they are', () => {
    const own = [{ startsAt: 0, endsAt: hour, microUsdPerKwh: 187_001 }];
    expect(ratesOf(ownRates(url), own)).toEqual(own);
    expect(ratesOf(ownRates(url), { rates: own })).toEqual(own);
  });
});

describe('what no feed sends', () => {
  it.each([
    ['nothing', null],
    ['another shape', { error: 'rate limited' }],
    [
      'a price as a word',
      octopusPage(octopusResult('2026-03-02T00:00:00Z', null, 'dear' as unknown as number)),
    ],
    ['a time that is none', octopusPage(octopusResult('yesterday', null, 1))],
  ])('is refused: %s', (_, answer) => {
    expect(() => octopus(url).read(answer)).toThrow();
    expect(() => evcc(url).read(answer)).toThrow();
    expect(() => awattar(url).read(answer)).toThrow();
    expect(() => ownRates(url).read(answer)).toThrow();
  });

  it('is refused: a kilowatt-hour for more than a hundred dollars', () => {
    expect(() => energyRatesOf([{ startsAt: 0, endsAt: hour, perKwh: 287 }], plain)).toThrow('past belief');
  });
});

describe('rates in order', () => {
  const rate = fc.record({
    startsAt: fc.integer({ min: 0, max: 20 }),
    endsAt: fc.integer({ min: 0, max: 20 }),
    microUsdPerKwh: fc.integer({ min: -3, max: 3 }),
  });

  it('never overlap, and at each moment cost what the dearest costs, or nothing is known', () => {
    fc.assert(
      fc.property(fc.array(rate, { maxLength: 12 }), (given) => {
        const ordered = ratesInOrder(given);
        for (const [index, { startsAt, endsAt }] of ordered.entries()) {
          expect(startsAt).toBeLessThan(endsAt);
          expect(startsAt).toBeGreaterThanOrEqual(ordered[index - 1]?.endsAt ?? 0);
        }
        const holding = (rates: typeof given, at: number) =>
          rates
            .filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
            .map((held) => held.microUsdPerKwh);
        for (let at = 0; at < 20; at++) {
          const dearest = holding(given, at).length > 0 ? [Math.max(...holding(given, at))] : [];
          expect(holding(ordered, at)).toEqual(dearest);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
