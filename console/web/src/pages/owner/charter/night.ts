import type { Stretch, StripRow } from '../../../charts/day-strip.tsx';
import { moneyText } from '../../../format/money.ts';
import { clockOf, type Preview, type Span, spanText } from './preview.ts';

const noonHour = 12;

/** A clock has 24 hours: what goes over midnight, of a night from noon to noon, is drawn as two. */
function stretchesOf(timeZone: string, spans: readonly Span[], says: (span: Span) => string): Stretch[] {
  return spans.flatMap((span) => {
    const [from, to] = [hourOf(timeZone, span.starts_at), hourOf(timeZone, span.ends_at)];
    const isOverMidnight = from >= noonHour && to <= noonHour;
    const parts = isOverMidnight
      ? [
          [from, 24],
          [0, to],
        ]
      : [[from, to]];
    return parts.flatMap(([fromHour = 0, toHour = 0]) =>
      toHour > fromHour ? [{ fromHour, toHour, says: says(span) }] : [],
    );
  });
}

function hourOf(timeZone: string, millis: number): number {
  const [hours = 0, minutes = 0] = clockOf(timeZone, millis).split(':').map(Number);
  return hours + minutes / 60;
}

/** Of more prices than that, one row tells them all. */
const priceRowsMax = 2;

function priceRows(timeZone: string, prices: Preview['prices']): StripRow[] {
  const byPrice = Map.groupBy(prices, (price) => price.micro_usd_per_kwh);
  const rows = [...byPrice].map(([price, spans]) => {
    const name = price === null ? 'Price by feed' : `${moneyText(price)} a kWh`;
    const says = (span: Span) => `${spanText(timeZone, span)}, ${name}`;
    return { name, stretches: stretchesOf(timeZone, spans, says) };
  });
  return rows.length <= priceRowsMax
    ? rows
    : [{ name: 'Price', stretches: rows.flatMap(({ stretches }) => stretches) }];
}

/** A row each of what is allowed, charged, computed and paid; the API judged it. */
export function stripOf(timeZone: string, { allowed, charging, computing, prices }: Preview): StripRow[] {
  const row = (name: string, spans: readonly Span[]) => ({
    name,
    stretches: stretchesOf(timeZone, spans, (span) => spanText(timeZone, span)),
  });
  return [
    row('Allowed', allowed),
    row('Charge', charging),
    row('Compute', computing),
    ...priceRows(timeZone, prices),
  ];
}
