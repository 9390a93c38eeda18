import { z } from 'zod';
import type { Currency } from '../money.ts';
import { type BankStatement, type FoundLine, invalidStatement, minorUnitsFrom } from './bank-line.ts';

const heading = z.string().max(200);

/** Banks agree on no CSV: which column of theirs is what, by its heading. The defaults are the very names. */
export const csvLayout = z.strictObject({
  delimiter: z.enum([',', ';', '\t']).default(','),
  decimal: z.enum(['.', ',']).default('.'),
  date_format: z.enum(['YYYY-MM-DD', 'DD.MM.YYYY', 'MM/DD/YYYY', 'DD/MM/YYYY']).default('YYYY-MM-DD'),
  /** Where the file has no column for it. */
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .optional(),
  columns: z
    .strictObject({
      booked_on: heading.default('booked_on'),
      value_on: heading.default('value_on'),
      amount: heading.default('amount'),
      currency: heading.default('currency'),
      counterparty: heading.default('counterparty'),
      text: heading.default('text'),
      reference: heading.default('reference'),
      end_to_end_id: heading.default('end_to_end_id'),
    })
    .prefault({}),
});
export type CsvLayout = z.infer<typeof csvLayout>;

/** One row as a reader of CSV gives it: its cells by heading, and the line of the file that it ends on. */
export type CsvRow = { cells: Readonly<Record<string, string>>; line: number };

/** A CSV tells no balances, so nothing but its rows can be judged. */
export function readCsvRows(rows: readonly CsvRow[], layout: CsvLayout): BankStatement {
  return {
    accountNamed: undefined,
    openingMinorUnits: undefined,
    closingMinorUnits: undefined,
    lines: rows.map((row) => lineOf(row, layout)),
  };
}

function lineOf({ cells, line }: CsvRow, layout: CsvLayout): FoundLine {
  const where = `line ${line}`;
  const { columns } = layout;
  const cell = (column: keyof CsvLayout['columns']) =>
    Object.hasOwn(cells, columns[column]) ? (cells[columns[column]]?.trim() ?? '') : '';
  const needed = (column: keyof CsvLayout['columns']) => {
    if (cell(column) === '')
      throw invalidStatement(where, `there is nothing in the column "${columns[column]}"`);
    return cell(column);
  };
  const currency = (cell('currency') || layout.currency || '').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    throw invalidStatement(
      where,
      `it has no currency in the column "${columns.currency}", and none was given`,
    );
  const bookedOn = dayFrom(needed('booked_on'), layout.date_format, where);
  return {
    where,
    bookedOn,
    valueOn: cell('value_on') === '' ? bookedOn : dayFrom(cell('value_on'), layout.date_format, where),
    amountMinorUnits: minorUnitsFrom(needed('amount'), {
      currency: currency as Currency,
      mark: layout.decimal,
      where,
    }),
    currency,
    counterparty: cell('counterparty'),
    text: cell('text'),
    reference: cell('reference'),
    endToEndId: cell('end_to_end_id'),
  };
}

const dayPatterns: Record<CsvLayout['date_format'], RegExp> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'DD.MM.YYYY': /^(?<day>\d{2})\.(?<month>\d{2})\.(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d{2})\/(?<day>\d{2})\/(?<year>\d{4})$/,
  'DD/MM/YYYY': /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})$/,
};

function dayFrom(text: string, format: CsvLayout['date_format'], where: string): string {
  const { year, month, day } = dayPatterns[format].exec(text)?.groups ?? {};
  if (!year) throw invalidStatement(where, `"${text.slice(0, 40)}" is no day written as ${format}`);
  return `${year}-${month}-${day}`;
}
