import type { Context } from 'hono';
import { z } from 'zod';
import { type Report, type ReportFormat, reportReply } from '../../../shared/contract/finance-reports.ts';
import { spanOfMonth } from '../../../shared/period.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Span } from '../../../shared/reports/report.ts';
import { monthOf } from '../../../shared/statement.ts';
import { reportCsv } from './report-csv.ts';
import { reportPdf } from './report-pdf.ts';

/** What a route that tells a report answers with, by `format`. */
export const reportResponses = {
  200: {
    description: 'The report',
    content: {
      'application/json': { schema: reportReply },
      'text/csv': { schema: z.string() },
      'application/pdf': { schema: z.string() },
    },
  },
};

export async function tellReport(
  c: Context,
  report: Report,
  { format, now }: { format: ReportFormat; now: number },
) {
  const name = `parkade-${report.name}-${new Date(report.to - 1).toISOString().slice(0, 10)}`.replaceAll(
    '_',
    '-',
  );
  if (format === 'json') return c.json(report, 200);
  c.header('content-disposition', `attachment; filename="${name}.${format}"`);
  if (format === 'csv') return c.body(reportCsv(report), 200, { 'content-type': 'text/csv; charset=utf-8' });
  return c.body(await reportPdf(report, now), 200, { 'content-type': 'application/pdf' });
}

/** A month, or the running one until now. Refuses one that has not begun. */
export function spanOfReport(month: string | undefined, now: number): Span {
  const span = spanOfMonth(month ?? monthOf(now));
  if (span.from > now)
    throw new Refusal('invalid_request', `${month} has not begun: ask for ${monthOf(now)} or before.`, {
      param: 'month',
    });
  return { from: span.from, to: Math.min(span.to, now + 1) };
}
