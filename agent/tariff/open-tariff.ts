import type { SignalSource, SourceDeps } from '../signals/signal-source.ts';
import { awattar, elering, evcc, octopus, ownRates } from './feeds.ts';
import { ratesFileIn } from './kept-rates.ts';
import type { Conversion, PriceFeed } from './price-feed.ts';
import { createTariffSource } from './tariff-source.ts';

/** What `openTariff` accepts, for a person to read. */
const tariffForms = `  octopus+https://host/v1/products/P/electricity-tariffs/T/standard-unit-rates/#GBP=1.27
  awattar+https://host/v1/marketdata#EUR=1.08&fee=0.16&markup=3&vat=19
  elering+https://host/api/nps/price#EUR=1.08&country=ee&fee=0.07&vat=22
  evcc+http://host:7070/api/tariff/grid#EUR=1.08
  rates+https://host/path, rates:file.json                [{"startsAt", "endsAt", "microUsdPerKwh"}]
Behind the # stands what one unit of the feed's currency is in USD, fixed by you, and of wholesale prices what comes on
top: markup in percent of the price, fee per kWh in the feed's currency, then VAT in percent.`;

type FeedKind = {
  open(url: string, of: Map<string, string>): PriceFeed;
  /** The feed's own currency; undefined: whatever the owner names. */
  currency: string | undefined;
  wholesale: boolean;
};

const kinds: Readonly<Record<string, FeedKind>> = {
  octopus: { open: octopus, currency: 'GBP', wholesale: false },
  awattar: { open: awattar, currency: 'EUR', wholesale: true },
  elering: { open: (url, of) => elering(url, of.get('country') ?? 'ee'), currency: 'EUR', wholesale: true },
  evcc: { open: evcc, currency: undefined, wholesale: false },
  rates: { open: ownRates, currency: 'USD', wholesale: false },
};

/**
 * The price feed that a specification names, as a source of the signal `energyRates`: `tariffForms` lists what there
 * is. Keeps its last answer in `dataDir`. Throws an Error for a person that says what is wrong and what is allowed.
 */
export function openTariff(specification: string, deps: SourceDeps & { dataDir: string }): SignalSource {
  try {
    const { feed, conversion } = parse(specification);
    return createTariffSource({ feed, conversion, file: ratesFileIn(deps.dataDir, specification) }, deps);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const shown = specification.replace(/\/\/[^/@]*@/, '//…@');
    throw new Error(`Tariff '${shown}': ${problem}. Allowed are:\n${tariffForms}`);
  }
}

function parse(specification: string): { feed: PriceFeed; conversion: Conversion } {
  const [, name = '', url = '', fragment = ''] =
    /^([a-z]+)(?:\+(?=https?:)|:)([^#]+)#?(.*)$/.exec(specification) ?? [];
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind) throw new Error('there is no such kind of feed');
  const isUrl = /^https?:/.test(url);
  if (name !== 'rates' && !isUrl) throw new Error(`behind ${name}+ there is no http URL`);
  if (isUrl && !URL.canParse(url)) throw new Error(`'${url}' is no URL`);
  const of = new Map(new URLSearchParams(fragment));
  refuseOthers(name, kind, of);
  return { feed: kind.open(url, of), conversion: conversionOf(kind, of) };
}

function refuseOthers(name: string, { currency, wholesale }: FeedKind, of: Map<string, string>): void {
  const allowed = [
    ...(wholesale ? ['markup', 'fee', 'vat'] : []),
    ...(name === 'elering' ? ['country'] : []),
    currency ?? 'a currency like EUR',
  ];
  const isAllowed = (key: string) =>
    allowed.includes(key) || (currency === undefined && /^[A-Z]{3}$/.test(key));
  for (const key of of.keys())
    if (!isAllowed(key)) throw new Error(`behind the #, '${key}' is none of: ${allowed.join(', ')}`);
}

function conversionOf(kind: FeedKind, of: Map<string, string>): Conversion {
  const currencies = [...of.keys()].filter((key) => /^[A-Z]{3}$/.test(key));
  const [currency = kind.currency, ...others] = currencies;
  if (others.length > 0) throw new Error(`behind the #, there is more than one currency`);
  if (currency === undefined || (currency !== 'USD' && currencies.length === 0))
    throw new Error(
      `behind the # it is not said what 1 ${currency ?? 'EUR'} is in USD, as in #${currency ?? 'EUR'}=1.08`,
    );
  return {
    currency,
    microUsdPerUnit: Math.round(numberOf(of, currency, { from: 1e-6, to: 1e3, otherwise: 1 }) * 1e6),
    feePerKwh: numberOf(of, 'fee', { from: -1_000, to: 1_000, otherwise: 0 }),
    markupPercent: numberOf(of, 'markup', { from: 0, to: 1_000, otherwise: 0 }),
    vatPercent: numberOf(of, 'vat', { from: 0, to: 100, otherwise: 0 }),
  };
}

type Range = { from: number; to: number; otherwise: number };

function numberOf(of: Map<string, string>, key: string, { from, to, otherwise }: Range): number {
  const text = of.get(key);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !(value >= from && value <= to))
    throw new Error(`${key}=${text} is no number from ${from} to ${to}`);
  return value;
}
