import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify';
import { stringify as stringifyAll } from 'csv-stringify/sync';
import { journalExportQuery } from '../../shared/contract/finance-reports.ts';
import type { Currency } from '../../shared/money.ts';
import { Refusal } from '../../shared/refusal.ts';
import {
  quickbooksColumns,
  quickbooksRows,
  xeroColumns,
  xeroLinesAtMost,
  xeroRows,
} from '../../shared/reports/bookkeeping-rows.ts';
import { inParts, type JournalDay, journalDays } from '../../shared/reports/journal-days.ts';
import { journalColumns, journalRows } from '../../shared/reports/journal-rows.ts';
import type { Span } from '../../shared/reports/report.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { entriesIn } from './reports/balances-before.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/finance/exports/journal',
  summary: 'The journal as CSV: every posting, or days summed as QuickBooks Online and Xero import them',
  description:
    '`csv` is streamed, a row a posting, in millionths. `quickbooks` and `xero` have a journal a day in cents: what an account stands at there is what it stands at here, cut to cents, and what was cut is on a rounding account of its own. `xero` comes in parts of 300 lines, as Xero takes them.',
  request: { query: journalExportQuery },
  responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
});

export function exportJournal(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { format, from, to, currency, part } = c.req.valid('query');
    const span = spanOfDays(from, to);
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-disposition', `attachment; filename="parkade-journal-${from}-${to}.${format}.csv"`);
    if (format === 'csv') return c.body(postings(deps, span, currency));
    const days = await daysIn(deps, span, currency);
    if (format === 'quickbooks') return c.body(fileOf(quickbooksColumns, quickbooksRows(days, currency)));
    const parts = inParts(days, xeroLinesAtMost);
    c.header('x-parkade-parts', String(parts.length));
    return c.body(fileOf(xeroColumns, xeroRows(partOf(parts, part), currency)));
  });
}

/** Both days included. */
function spanOfDays(from: string, to: string): Span {
  const span = { from: Date.parse(from), to: Date.parse(to) + 86_400_000 };
  if (span.to > span.from) return span;
  throw new Refusal('invalid_request', `to: ${to} is before ${from}.`, { param: 'to' });
}

/** Row by row: however long the span is, a few segments of the journal are in memory. */
function postings(deps: Deps, span: Span, currency: Currency): ReadableStream<Uint8Array> {
  const rows = async function* () {
    for await (const entry of entriesIn(deps, span, currency)) yield* journalRows(entry);
  };
  const csv = stringify({ header: true, columns: [...journalColumns], escape_formulas: true });
  const file = Readable.from(rows())
    .on('error', (error) => csv.destroy(error))
    .pipe(csv);
  return Readable.toWeb(file) as ReadableStream<Uint8Array>;
}

/** What was cut to cents before the first day is known by all that came before. */
async function daysIn(deps: Deps, span: Span, currency: Currency): Promise<JournalDay[]> {
  const days = journalDays(currency);
  for await (const entry of entriesIn(deps, { from: 0, to: span.from }, currency)) days.addBefore(entry);
  for await (const entry of entriesIn(deps, span, currency)) days.add(entry);
  return days.tell();
}

const fileOf = (columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string =>
  stringifyAll([...rows], { header: true, columns: [...columns] });

function partOf(parts: readonly JournalDay[][], no: number): JournalDay[] {
  const part = parts[no - 1];
  if (part || no === 1) return part ?? [];
  throw new Refusal('not_found', `This export has ${parts.length} parts.`, { param: 'part' });
}
