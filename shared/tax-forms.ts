import type { MicroUsd } from './money.ts';

/**
 * Which forms a payee's year makes due. Each threshold stands here once, with its source and the day it was looked up;
 * whoever files looks again, since they change by law and, from 2027 on, with prices.
 */
export type TaxForm = '1099-NEC' | '1099-K' | 'DAC7';

type Threshold = {
  form: TaxForm;
  /** The first and the last calendar year of payments that it is for; no last: until it is changed. */
  fromYear: number;
  toYear?: number;
  leastMicroUsd: MicroUsd;
  /** More transactions than this too, where the law counts them. */
  moreThanTransactions?: number;
  /** Above the amount, not at it. */
  isAbove?: boolean;
  source: string;
  lookedUpOn: string;
  note?: string;
};

const usd = (dollars: number): MicroUsd => BigInt(dollars) * 1_000_000n;

export const thresholds: readonly Threshold[] = [
  {
    form: '1099-NEC',
    fromYear: 2000,
    toYear: 2025,
    leastMicroUsd: usd(600),
    source: '26 USC 6041(a), 6041A(a), as before P.L. 119-21',
    lookedUpOn: '2026-11-28',
  },
  {
    form: '1099-NEC',
    fromYear: 2026,
    leastMicroUsd: usd(2_000),
    source: 'P.L. 119-21 (4 July 2025), section 70433: payments after 31 December 2025',
    lookedUpOn: '2026-11-28',
    note: 'Indexed from 2027 on, to the nearest 100 USD: look up what the IRS published for the year before filing.',
  },
  {
    form: '1099-K',
    fromYear: 2022,
    leastMicroUsd: usd(20_000),
    moreThanTransactions: 200,
    isAbove: true,
    source: 'P.L. 119-21, section 70432: 26 USC 6050W(e) as before P.L. 117-2, both bounds exceeded',
    lookedUpOn: '2026-11-28',
    note: 'For years 2024 and 2025 the IRS had announced 5,000 and 2,500 USD before the act; states may ask for less.',
  },
  {
    form: 'DAC7',
    fromYear: 2023,
    leastMicroUsd: 1n,
    source:
      'Council Directive (EU) 2021/514, annex V: personal services and rent have no lower bound (that of 30 sales and ' +
      '2,000 EUR is for goods alone); amounts by quarter, by 31 January of the next year',
    lookedUpOn: '2026-11-28',
  },
];

/** Member states of the EU, whose residents DAC7 is about. */
const memberStates = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

type PayeesYear = {
  year: number;
  /** ISO 3166; empty where Stripe does not say. */
  country: string;
  /** What was paid for services: sent and withheld, less what was taken back. */
  paidMicroUsd: MicroUsd;
  /** What the payee earned, whether it was paid or not. */
  grossMicroUsd: MicroUsd;
  /** Each payment to the payee counts. */
  transactions: number;
  withheldMicroUsd: MicroUsd;
};

/**
 * The market pays owners for their own computing, so what it files in the USA is 1099-NEC; where it acts as a
 * third-party network for its customers, 1099-K. Both are told by their bounds, and tax counsel chooses: never both for
 * the same payments (26 CFR 1.6041-1(a)(1)(iv)). Where tax was withheld a form is due whatever the amount.
 */
export function formsDue(payee: PayeesYear): TaxForm[] {
  return thresholds
    .filter(({ fromYear, toYear = Infinity }) => payee.year >= fromYear && payee.year <= toYear)
    .filter((threshold) => isDue(threshold, payee))
    .map(({ form }) => form);
}

function isDue(threshold: Threshold, payee: PayeesYear): boolean {
  if (threshold.form === 'DAC7')
    return memberStates.has(payee.country) && payee.grossMicroUsd >= threshold.leastMicroUsd;
  if (payee.country !== 'US') return false;
  if (threshold.form === '1099-NEC' && payee.withheldMicroUsd > 0n) return true;
  const isEnough = threshold.isAbove
    ? payee.paidMicroUsd > threshold.leastMicroUsd
    : payee.paidMicroUsd >= threshold.leastMicroUsd;
  return isEnough && payee.transactions > (threshold.moreThanTransactions ?? 0);
}

/** 1 to 4, in UTC. */
export const quarterOf = (at: number): number => Math.floor(new Date(at).getUTCMonth() / 3) + 1;

export const startOfYear = (year: number): number => Date.UTC(year, 0, 1);
