import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  type BankLine,
  type BankStatement,
  invalidStatement,
  withLineIds,
} from '../../../shared/bank-statements/bank-line.ts';
import { readCamt053 } from '../../../shared/bank-statements/camt053.ts';
import { type CsvLayout, type CsvRow, readCsvRows } from '../../../shared/bank-statements/csv.ts';
import { readMt940 } from '../../../shared/bank-statements/mt940.ts';
import { refuseCostlyXml } from './refuse-costly-xml.ts';

export type StatementFile = { account: string; text: string } & (
  | { format: 'csv'; layout: CsvLayout }
  | { format: 'camt.053' | 'mt940' }
);

/** A file's statements and all their lines; throws `invalid_statement` at the first thing that is not right. */
export function readStatement(file: StatementFile): { statements: BankStatement[]; lines: BankLine[] } {
  const statements = statementsIn(file);
  const lines = withLineIds(
    file.account,
    statements.flatMap((each) => each.lines),
    sha256,
  );
  return { statements, lines };
}

function statementsIn(file: StatementFile): BankStatement[] {
  // Some programs put a byte order mark first.
  const text = file.text.replace(/^\uFEFF/, '');
  switch (file.format) {
    case 'csv':
      return [readCsvRows(csvRows(text, file.layout), file.layout)];
    case 'camt.053':
      return readCamt053(xmlDocument(text));
    case 'mt940':
      return readMt940(text);
  }
}

function csvRows(text: string, { delimiter, columns }: CsvLayout): CsvRow[] {
  const header = (names: string[]) => {
    for (const name of [columns.booked_on, columns.amount])
      if (!names.includes(name)) throw invalidStatement('line 1', `there is no column "${name}"`);
    return names;
  };
  try {
    const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      columns: header,
      delimiter,
      info: true,
      trim: true,
      skip_empty_lines: true,
    });
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidStatement(`line ${error.lines ?? 1}`, error.message);
  }
}

// Numbers stay text: a float would round them. Entities of a document's own are not expanded.
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  trimValues: true,
});

function xmlDocument(text: string): unknown {
  if (/<!DOCTYPE/i.test(text)) throw invalidStatement('Document', 'a document type is not allowed in it');
  refuseCostlyXml(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw invalidStatement(`line ${valid.err.line}`, valid.err.msg);
  try {
    return xml.parse(text);
  } catch (error) {
    // What is nested too deep, or has a name that the parser keeps for itself: the parser does nothing but read the text.
    throw invalidStatement('Document', error instanceof Error ? error.message : 'it can not be read');
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
