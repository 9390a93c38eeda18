import { z } from 'zod';
import { energyRate } from '../../shared/signals.ts';
import type { Price, PriceFeed } from './price-feed.ts';

const hourMillis = 3_600_000;
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const octopusPage = z.object({
  next: z.url().nullable(),
  results: z.array(
    z.object({ value_inc_vat: z.number(), valid_from: instant, valid_to: instant.nullable() }),
  ),
});

/** A rate without end is taken for so long: it is asked again before that. */
const endlessMillis = 8 * 24 * hourMillis;

/**
 * Octopus Energy's unit rates, Agile and others, in pence with VAT; newest first, may be negative:
 * https://developer.octopus.energy/rest/reference
 */
export const octopus = (url: string): PriceFeed => ({
  name: 'octopus',
  url,
  query: (from, to) => ({
    period_from: new Date(from).toISOString(),
    period_to: new Date(to).toISOString(),
    page_size: '200',
  }),
  read(answer) {
    const { results, next } = octopusPage.parse(answer);
    const prices = results.map(({ value_inc_vat, valid_from, valid_to }) => ({
      startsAt: valid_from,
      endsAt: valid_to ?? valid_from + endlessMillis,
      perKwh: value_inc_vat / 100,
    }));
    return { prices, next: next ?? undefined };
  },
});

const awattarAnswer = z.object({
  data: z.array(
    z.object({
      start_timestamp: z.number().int(),
      end_timestamp: z.number().int(),
      marketprice: z.number(),
      unit: z.string().regex(/^eur\/mwh$/i, 'is not Eur/MWh'),
    }),
  ),
});

/** aWATTar's market prices, wholesale in EUR a MWh: https://www.awattar.de/services/api */
export const awattar = (url: string): PriceFeed => ({
  name: 'awattar',
  url,
  query: (from, to) => ({ start: String(from), end: String(to) }),
  read: (answer) => ({
    prices: awattarAnswer.parse(answer).data.map(({ start_timestamp, end_timestamp, marketprice }) => ({
      startsAt: start_timestamp,
      endsAt: end_timestamp,
      perKwh: marketprice / 1_000,
    })),
  }),
});

const eleringAnswer = z.object({
  success: z.literal(true),
  data: z.record(z.string(), z.array(z.object({ timestamp: z.number().int(), price: z.number() }))),
});

/**
 * Elering's day-ahead prices of the Baltics and Finland, wholesale in EUR a MWh, each from its `timestamp` (epoch
 * seconds) on for as long as the step of the list: https://dashboard.elering.ee/assets/api-doc.html
 */
export const elering = (url: string, country: string): PriceFeed => ({
  name: 'elering',
  url,
  query: (from, to) => ({ start: new Date(from).toISOString(), end: new Date(to).toISOString() }),
  read(answer) {
    const { data } = eleringAnswer.parse(answer);
    const list = data[country];
    if (!list)
      throw new Error(`Elering has no prices of '${country}', but of ${Object.keys(data).join(', ')}.`);
    const sorted = list.map(({ timestamp, price }) => ({
      startsAt: timestamp * 1_000,
      perKwh: price / 1_000,
    }));
    sorted.sort((a, b) => a.startsAt - b.startsAt);
    return { prices: sorted.map((price) => ({ ...price, endsAt: price.startsAt + stepOf(sorted) })) };
  },
});

/** Quarters of an hour or hours. A price that is missing leaves a gap, it does not make its neighbour longer. */
function stepOf(sorted: readonly Pick<Price, 'startsAt'>[]): number {
  const steps = sorted.map(({ startsAt }, index) => startsAt - (sorted[index - 1]?.startsAt ?? Number.NaN));
  return Math.min(hourMillis, ...steps.filter((step) => step > 0));
}

const evccRates = z.object({
  rates: z.array(z.object({ start: instant, end: instant, value: z.number() })),
});
const evccAnswer = z.union([evccRates, z.object({ result: evccRates }).transform(({ result }) => result)]);

/** evcc's grid tariff, `/api/tariff/grid`: what its owner has set up there, fees and VAT and all. */
export const evcc = (url: string): PriceFeed => ({
  name: 'evcc',
  url,
  read: (answer) => ({
    prices: evccAnswer
      .parse(answer)
      .rates.map(({ start, end, value }) => ({ startsAt: start, endsAt: end, perKwh: value })),
  }),
});

const ownAnswer = z.union([
  z.array(energyRate),
  z.object({ rates: z.array(energyRate) }).transform(({ rates }) => rates),
]);

/** Rates as signals have them, in micro-USD: `[{"startsAt", "endsAt", "microUsdPerKwh"}]`. */
export const ownRates = (url: string): PriceFeed => ({
  name: 'rates',
  url,
  read: (answer) => ({
    prices: ownAnswer.parse(answer).map(({ startsAt, endsAt, microUsdPerKwh }) => ({
      startsAt,
      endsAt,
      perKwh: microUsdPerKwh / 1e6,
    })),
  }),
});
