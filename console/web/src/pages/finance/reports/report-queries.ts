import { queryOptions } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../../api/client.ts';
import type { Report } from '../book-queries.ts';
import type { ReportName, ReportSearch } from './report-names.ts';

/** A report is read from a month's journal, which takes the market longer than a look at a list. */
const reportMillis = 60_000;

type Wanted = ReportSearch & { name: ReportName };

const isOwner = (party: string) => party.startsWith('own_');

/** Where the report is, for programs and for files of it. */
export function reportPath({ name, month, run, party = '' }: Wanted): string {
  const query = new URLSearchParams({ ...(month && { month }), ...(run && { run }) });
  return name === 'statement'
    ? `/v1/finance/statements/${isOwner(party) ? 'owners' : 'customers'}/${encodeURIComponent(party)}?${query}`
    : `/v1/finance/reports/${name}?${query}`;
}

const request = ({ name, month, run, party = '' }: Wanted, signal: AbortSignal) => {
  const query = month === undefined ? {} : { month };
  if (name === 'payouts')
    return financeApi.GET('/v1/finance/reports/payouts', {
      params: { query: { ...query, ...(run && { run }) } },
      signal,
    });
  if (name !== 'statement')
    return financeApi.GET(`/v1/finance/reports/${name}`, { params: { query }, signal });
  return isOwner(party)
    ? financeApi.GET('/v1/finance/statements/owners/{owner_id}', {
        params: { path: { owner_id: party }, query },
        signal,
      })
    : financeApi.GET('/v1/finance/statements/customers/{customer_id}', {
        params: { path: { customer_id: party }, query },
        signal,
      });
};

export const reportOf = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['finance', 'report', wanted],
    queryFn: async ({ signal }): Promise<Report> => {
      const told = dataOf(await request(wanted, signal));
      if (typeof told === 'string') throw new Error('The market told a report as a file.');
      return told;
    },
    // A closed month stays as it is, and each look at a statement is written into the audit trail.
    ...(wanted.name === 'statement'
      ? { staleTime: Number.POSITIVE_INFINITY }
      : { refetchInterval: wanted.month === undefined && reportMillis }),
  });
