import { queryOptions } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../api/client.ts';
import type { paths } from '../../api/finance-schema.ts';
import { listed } from '../../api/listed.ts';
import type { AuditSearch } from './audit/audit-search.ts';
import type { JournalSearch } from './journal/journal-search.ts';

type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Report = Got<'/v1/finance/reports/trial_balance'>;
export type ReportSection = Report['sections'][number];
export type Period = Got<'/v1/finance/periods'>['data'][number];
export type Periods = Got<'/v1/finance/periods'>;
export type JournalEntry = Got<'/v1/finance/journal'>['data'][number];
export type Reversal = Got<'/v1/finance/reversals'>['data'][number];
export type TaxPayee = Got<'/v1/finance/tax/{year}'>['data'][number];
export type Person = Got<'/v1/finance/people'>['data'][number];
export type AuditRecord = Got<'/v1/finance/audit_trail'>['data'][number];

const restingMillis = 15_000;
export const periods = queryOptions({
  queryKey: ['finance', 'periods'],
  queryFn: async ({ signal }) => dataOf(await financeApi.GET('/v1/finance/periods', { signal })),
  refetchInterval: restingMillis,
});

/** Each look at it is written into the audit trail: it is not asked for again by itself. */
export const journalOf = (asked: JournalSearch) =>
  listed<JournalEntry>({
    queryKey: ['finance', 'journal', asked],
    page: async (place, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/journal', { params: { query: { ...asked, ...place } }, signal }),
      ),
    isStill: true,
  });

export const reversals = listed<Reversal>({
  queryKey: ['finance', 'reversals'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/reversals', { params: { query }, signal })),
  isMoving: ({ state }) => state === 'proposed' || state === 'approved',
});

export const people = listed<Person>({
  queryKey: ['finance', 'people'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/people', { params: { query }, signal })),
});

export const auditTrailOf = (asked: AuditSearch) =>
  listed<AuditRecord>({
    queryKey: ['finance', 'audit-trail', asked],
    page: async (place, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/audit_trail', {
          params: { query: { ...asked, ...place } },
          signal,
        }),
      ),
  });

/** Each look at it is written into the audit trail: it is not asked for again by itself. */
export const taxYearOf = (year: number) =>
  listed<TaxPayee>({
    queryKey: ['finance', 'tax', year],
    page: async (query, signal) => {
      const told = dataOf(
        await financeApi.GET('/v1/finance/tax/{year}', { params: { path: { year }, query }, signal }),
      );
      if (typeof told === 'string') throw new Error('The market told a year as a file.');
      return { ...told, last_id: told.last_owner_id };
    },
    isStill: true,
  });
