import { stringify } from 'csv-stringify/sync';
import type { Report, ReportColumn } from '../../../shared/contract/finance-reports.ts';

/**
 * A report as one table, each row beginning with whom it is about and its section. Text that a spreadsheet would take for a formula (a
 * customer may be called anything) begins with an apostrophe; numbers are left as they are. A heading says what unit
 * they are in: amounts are millionths.
 */
export function reportCsv({ about, sections, currency }: Report): string {
  const nameOf = ({ key, unit }: ReportColumn) => (unit === 'micro_usd' ? `${key}_micro_${currency}` : key);
  const columns = [
    ...(about === null ? [] : ['about']),
    'section',
    ...new Set(sections.flatMap((each) => each.columns.map(nameOf))),
  ];
  const rows = sections.flatMap(({ title, columns: known, rows: listed, total }) =>
    [...listed, ...(total ? [total] : [])].map((row) => ({
      ...(about !== null && { about }),
      section: title,
      ...Object.fromEntries(known.map((column) => [nameOf(column), cellOf(column, row[column.key] ?? null)])),
    })),
  );
  return stringify(rows, { header: true, columns, escape_formulas: true });
}

const cellOf = ({ unit }: ReportColumn, value: string | number | null): string | number | null =>
  unit === 'time' && typeof value === 'number' ? new Date(value).toISOString() : value;
