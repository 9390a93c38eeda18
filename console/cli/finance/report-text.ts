import type {
  Report,
  ReportColumn,
  ReportRow,
  ReportSection,
} from '../../../shared/contract/finance-reports.ts';
import { type Column, table, usd } from '../wording.ts';

/** A report for a terminal: its tables, and below them what was checked. */
export function reportText(report: Report): string {
  const { title, about, from, to, currency, sections, checks, notes } = report;
  const span = from === null ? `at ${timeText(to)}` : `${timeText(from)} to ${timeText(to)}`;
  return [
    about === null ? title : `${title}: ${about}`,
    `${span}, UTC, in ${currency.toUpperCase()}`,
    ...sections.flatMap((section) => ['', section.title, sectionText(section)]),
    '',
    ...checksText(checks),
    ...notes,
  ].join('\n');
}

type Check = Report['checks'][number];

export const checksText = (checks: readonly Check[]): string[] =>
  checks.map(({ says, left_micro_usd, right_micro_usd, holds }) =>
    says.endsWith('(no money)')
      ? `${mark(holds)} ${says.replace(' (no money)', '')}: ${left_micro_usd} = ${right_micro_usd}`
      : `${mark(holds)} ${says}: ${usd(left_micro_usd)} = ${usd(right_micro_usd)}`,
  );

const mark = (holds: boolean) => (holds ? '✓' : '✗ DOES NOT HOLD:');

export const allHold = (checks: readonly Check[]): boolean => checks.every(({ holds }) => holds);

function sectionText({ columns, rows, total }: ReportSection): string {
  if (rows.length === 0) return '  nothing';
  // A column in which nothing stands says nothing.
  const filled = columns.filter(({ key }) => rows.some((row) => (row[key] ?? '') !== ''));
  const told = (row: ReportRow) => filled.map((column) => cellText(column, row[column.key] ?? null));
  return table(filled.map(columnOf), [...rows, ...(total ? [total] : [])].map(told));
}

/** Beside these stands what the next command takes. */
const mayCut = ['beneficiary', 'transfer', 'reason'];

function columnOf({ key, label, unit }: ReportColumn): Column {
  if (unit === 'micro_usd' || unit === 'count') return { right: label };
  return mayCut.includes(key) ? { mayCut: label } : label;
}

function cellText({ unit }: ReportColumn, value: string | number | null): string {
  if (value === null || typeof value === 'string') return value ?? '';
  if (unit === 'micro_usd') return usd(value);
  return unit === 'time' ? timeText(value) : value.toLocaleString('en-US');
}

/** "2027-01-31 14:03", of UTC as the books are; a day's first and last millisecond are the day. */
export const timeText = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace(/T(00:00:00\.000|23:59:59\.999)Z$/, '')
    .replace(/T(\d\d:\d\d).*$/, ' $1');
