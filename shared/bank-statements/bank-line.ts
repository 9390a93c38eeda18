import { z } from 'zod';
import { type Currency, microsOfMinorUnits, microsPerMinorUnit } from '../money.ts';
import { Refusal } from '../refusal.ts';

const pad = (no: number) => String(no).padStart(2, '0');

/** "2027-01-31"; a day that the calendar does not have is none. */
const isoDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => {
    const date = new Date(`${day}T00:00:00Z`);
    return (
      !Number.isNaN(date.getTime()) &&
      `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}` === day
    );
  }, 'is no day of the calendar');

const words = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max));

/** One line of a bank statement. Positive: the money came in. */
export const bankLine = z.object({
  /** The same in every file that has the line: see `withLineIds`. */
  lineId: z.string().regex(/^[0-9a-f]{32}$/),
  bookedOn: isoDay,
  valueOn: isoDay,
  /** As Stripe counts the currency: cents, yen, fils. */
  amountMinorUnits: z.int(),
  currency: z.string().regex(/^[a-z]{3}$/),
  counterparty: words(200),
  text: words(1_000),
  /** The bank's own of the booking; empty where it has none. */
  reference: words(100),
  /** What the sender gave it to be known by at the other end. */
  endToEndId: words(100),
});
export type BankLine = z.infer<typeof bankLine>;

/** A line as a format's reader found it, and where: a line of the file, or its number among the statement's entries. */
export type FoundLine = Omit<BankLine, 'lineId'> & { where: string };

/** What one file says of one account. */
export type BankStatement = {
  /** As the bank names the account; undefined where the format does not tell. */
  accountNamed: string | undefined;
  openingMinorUnits: number | undefined;
  closingMinorUnits: number | undefined;
  lines: readonly FoundLine[];
};

/** What is told of a file's own words: it may be as long as the file. */
const wordsTold = 200;

/** The file is refused whole: `where` and why. */
export const invalidStatement = (where: string, why: string): Refusal =>
  new Refusal('invalid_statement', `${where}: ${why.slice(0, wordsTold)}`);

const decimalsOf = (currency: Currency): number => 7 - microsPerMinorUnit(currency).toString().length;

/** How a file writes amounts: "1.234,50" or "1,234.50". */
export type DecimalMark = ',' | '.';

/**
 * "1234,5" of a currency with two decimals is 123450. Exact: no float is on the way, and digits beyond the
 * currency's decimals are refused unless they are zeros.
 */
export function minorUnitsFrom(
  text: string,
  { currency, mark, where }: { currency: Currency; mark: DecimalMark; where: string },
): number {
  // What groups stands before three digits and no more: "1,5" is no amount where the mark is a point.
  const grouping = mark === ',' ? /[.'\s](?=\d{3}(?!\d))/g : /[,'\s](?=\d{3}(?!\d))/g;
  const form = mark === ',' ? /^([+-]?)(\d+)(?:,(\d*))?$/ : /^([+-]?)(\d+)(?:\.(\d*))?$/;
  const match = form.exec(text.trim().replace(grouping, ''));
  if (!match) throw invalidStatement(where, `"${text.slice(0, 40)}" is no amount`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const decimals = decimalsOf(currency);
  if (/[1-9]/.test(fraction.slice(decimals)))
    throw invalidStatement(where, `${text} has more than the ${decimals} decimals of ${currency}`);
  const units = Number(`${sign}${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(units)) throw invalidStatement(where, `${text} is too large`);
  return units === 0 ? 0 : units;
}

/**
 * Gives each line an id that only depends on what the bank says of it, so that a file which overlaps an earlier one
 * brings nothing twice. With a reference of the bank's own the text is left out: some banks change it later. Lines
 * that are alike in everything are told apart by their number among their likes of the day, which each file that
 * has the day repeats.
 */
export function withLineIds(
  account: string,
  lines: readonly FoundLine[],
  sha256: (text: string) => string,
): BankLine[] {
  const seen = new Map<string, number>();
  return lines.map(({ where, ...line }) => {
    const told = line.reference === '' ? [line.counterparty, line.text, line.endToEndId] : [line.reference];
    const name = JSON.stringify([account, line.bookedOn, line.currency, line.amountMinorUnits, ...told]);
    const ordinal = seen.get(name) ?? 0;
    seen.set(name, ordinal + 1);
    return parsedLine({ ...line, lineId: sha256(`${name}#${ordinal}`).slice(0, 32) }, where);
  });
}

function parsedLine(line: BankLine, where: string): BankLine {
  const parsed = bankLine.safeParse(line);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidStatement(where, `${issue?.path.join('.')}: ${issue?.message}`);
}

/** opening + lines = closing, where the format says both. */
export function checkBalances(
  { openingMinorUnits, closingMinorUnits, lines }: BankStatement,
  where: string,
): void {
  if (openingMinorUnits === undefined || closingMinorUnits === undefined) return;
  const sum = lines.reduce((total, { amountMinorUnits }) => total + amountMinorUnits, openingMinorUnits);
  if (sum !== closingMinorUnits)
    throw invalidStatement(
      where,
      `opening and lines come to ${sum}, the file closes with ${closingMinorUnits}`,
    );
}

/** What the line moved, in millionths of its currency. */
export const microsOfLine = ({
  amountMinorUnits,
  currency,
}: Pick<BankLine, 'amountMinorUnits' | 'currency'>): bigint =>
  microsOfMinorUnits(amountMinorUnits, currency as Currency);
