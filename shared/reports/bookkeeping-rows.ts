import type { Currency } from '../money.ts';
import { microsPerMinorUnit } from '../money.ts';
import { xeroTaxRate } from './account-codes.ts';
import type { JournalDay } from './journal-days.ts';

type Row = Readonly<Record<string, string>>;

/** The columns that QuickBooks Online's import of journal entries asks for, dates as MM/DD/YYYY. */
export const quickbooksColumns = [
  'Journal No',
  'Journal Date',
  'Account Name',
  'Debits',
  'Credits',
  'Description',
  'Currency',
] as const;

/** A journal entry a day, found again by its number. */
export const quickbooksRows = (days: readonly JournalDay[], currency: Currency): Row[] =>
  days.flatMap(({ day, lines }) =>
    lines.map(({ name, code, debitMinorUnits }) => ({
      'Journal No': `PARKADE-${day}`,
      'Journal Date': day.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1'),
      'Account Name': name,
      Debits: debitMinorUnits > 0 ? decimal(debitMinorUnits, currency) : '',
      Credits: debitMinorUnits < 0 ? decimal(-debitMinorUnits, currency) : '',
      Description: `Parkade ${day}, ${code}`,
      Currency: currency.toUpperCase(),
    })),
  );

/** Those of Xero's template for manual journals; asterisks mark what it must have. Dates are DD/MM/YYYY. */
export const xeroColumns = [
  '*Narration',
  '*Date',
  'Description',
  '*AccountCode',
  '*TaxRate',
  '*Amount',
  'TrackingName1',
  'TrackingOption1',
  'TrackingName2',
  'TrackingOption2',
] as const;

/** Xero takes no more lines in one file. */
export const xeroLinesAtMost = 300;

/** A manual journal a day: debits are positive, credits negative, nothing is taxed. */
export const xeroRows = (days: readonly JournalDay[], currency: Currency): Row[] =>
  days.flatMap(({ day, lines }) =>
    lines.map(({ name, code, debitMinorUnits }) => ({
      '*Narration': `Parkade ${day}`,
      '*Date': day.replace(/^(\d+)-(\d+)-(\d+)$/, '$3/$2/$1'),
      Description: name,
      '*AccountCode': code,
      '*TaxRate': xeroTaxRate,
      '*Amount': decimal(debitMinorUnits, currency),
      TrackingName1: '',
      TrackingOption1: '',
      TrackingName2: '',
      TrackingOption2: '',
    })),
  );

/** -1234 cents as "-12.34", yen as "1234", fils as "1.234". */
export function decimal(minorUnits: number, currency: Currency): string {
  const decimals = String(1_000_000n / microsPerMinorUnit(currency)).length - 1;
  if (decimals === 0) return String(minorUnits);
  const digits = String(Math.abs(minorUnits)).padStart(decimals + 1, '0');
  return `${minorUnits < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
