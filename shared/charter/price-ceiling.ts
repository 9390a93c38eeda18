import { pricesFrom } from './energy-price.ts';
import { type Finding, type Moment, notNow, type Rule, until } from './finding.ts';
import { whenKnown } from './freshness.ts';
import { timeText, usdText } from './words.ts';

/** Computing waits while electricity costs more than the ceiling, or nobody knows what it costs. */
export const underCeiling: Rule = (moment) =>
  moment.charter.tariff.kind === 'dynamic'
    ? whenKnown(moment, 'energyRates', () => judgePrices(moment))
    : judgePrices(moment);

function judgePrices(moment: Moment): Finding[] {
  const ceiling = moment.charter.tariff.ceilingMicroUsdPerKwh;
  const spell = firstSpell(moment, ceiling);
  if (!spell.cheap) return [tooDear(moment, spell, ceiling)];
  const { endsAt, next } = spell;
  if (endsAt === null) return [];
  if (next === undefined)
    return [until(moment, 'price-unknown', endsAt, 'it is not known what electricity costs then.')];
  const costs = `electricity then costs ${usdText(next)} per kWh, your ceiling is ${usdText(ceiling)}.`;
  return [until(moment, 'price-above-ceiling', endsAt, costs)];
}

type Spell = {
  cheap: boolean;
  /** What the first of its prices is. */
  price: number | undefined;
  /** It is the same price all the while. */
  isOnePrice: boolean;
  /** null: it lasts as far as one can see. */
  endsAt: number | null;
  /** The price that ends it. */
  next: number | undefined;
};

/** How long it stays cheap, or stays too dear or unknown. */
function firstSpell(moment: Moment, ceiling: number): Spell {
  const spell: Spell = { cheap: false, price: undefined, isOnePrice: true, endsAt: null, next: undefined };
  for (const { startsAt, microUsdPerKwh: price } of pricesFrom(moment)) {
    const cheap = price !== undefined && price <= ceiling;
    if (startsAt === moment.now) Object.assign(spell, { cheap, price });
    else if (cheap !== spell.cheap) return { ...spell, endsAt: startsAt, next: price };
    else if (price !== spell.price) spell.isOnePrice = false;
  }
  return spell;
}

function tooDear({ charter, now }: Moment, { price, isOnePrice, endsAt }: Spell, ceiling: number): Finding {
  if (price === undefined)
    return notNow('price-unknown', 'it is not known what electricity costs at this hour.', endsAt);
  const time = endsAt === null ? '' : ` until ${timeText(charter.timeZone, endsAt, now)}`;
  const costs = `electricity costs ${usdText(price)} per kWh`;
  const limit = `your ceiling is ${usdText(ceiling)}`;
  return notNow(
    'price-above-ceiling',
    isOnePrice ? `${costs}${time}, ${limit}.` : `${costs}, ${limit}; it stays dearer${time}.`,
    endsAt,
  );
}
