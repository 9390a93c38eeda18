import { queryOptions } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import type { Got } from '../queries.ts';
import type { ExceptionsShown, LinesShown } from './shown.ts';

export type Exception = Got<'/v1/finance/exceptions'>['data'][number];
export type Reconciliation = Got<'/v1/finance/reconciliations'>['data'][number];
export type BankStatement = Got<'/v1/finance/bank_statements'>['data'][number];
export type BankLine = Got<'/v1/finance/bank_lines'>['data'][number];

const movingMillis = 3_000;
const restingMillis = 15_000;

/** Another person, or the market, is about to change it. */
const isMoving = ({ state, proposal }: Exception) => state === 'open' && proposal !== null;
const isRunning = ({ state }: Reconciliation) => state === 'pending';

export const exceptionsLike = (shown: ExceptionsShown) =>
  listed<Exception>({
    queryKey: ['finance', 'exceptions', shown],
    page: async (place, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/exceptions', { params: { query: { ...shown, ...place } }, signal }),
      ),
    isMoving,
  });

/** How many are open, by their age. */
export const openByAge = queryOptions({
  queryKey: ['finance', 'exceptions', 'by-age'],
  queryFn: async ({ signal }) => {
    const params = { query: { limit: 1 } };
    return dataOf(await financeApi.GET('/v1/finance/exceptions', { params, signal })).open_by_age;
  },
  refetchInterval: restingMillis,
});

export const exceptionOf = (exceptionId: string) =>
  queryOptions({
    queryKey: ['finance', 'exception', exceptionId],
    queryFn: async ({ signal }) =>
      dataOf(
        await financeApi.GET('/v1/finance/exceptions/{exception_id}', {
          params: { path: { exception_id: exceptionId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? movingMillis : restingMillis),
  });

/** Who can look after something. */
export const colleagues = queryOptions({
  queryKey: ['finance', 'people', 'in-force'],
  queryFn: async ({ signal }) => dataOf(await financeApi.GET('/v1/finance/people', { signal })).data,
});

export const reconciliations = queryOptions({
  queryKey: ['finance', 'reconciliations'],
  queryFn: async ({ signal }) => dataOf(await financeApi.GET('/v1/finance/reconciliations', { signal })).data,
  refetchInterval: ({ state: { data } }) => (data?.some(isRunning) ? movingMillis : restingMillis),
});

/** A run that is done has changed what is told of the bank's lines and of exceptions. */
export const reconciliationOf = (runId: string) =>
  queryOptions({
    queryKey: ['finance', 'reconciliation', runId],
    queryFn: async ({ signal, client }) => {
      const params = { path: { reconciliation_id: runId } };
      const run = dataOf(
        await financeApi.GET('/v1/finance/reconciliations/{reconciliation_id}', { params, signal }),
      );
      if (!isRunning(run))
        for (const changed of ['bank', 'exceptions', 'drill'])
          void client.invalidateQueries({ queryKey: ['finance', changed] });
      return run;
    },
    // What is done stays as it is.
    refetchInterval: ({ state: { data } }) => (data && !isRunning(data) ? false : movingMillis),
  });

export const statementsOf = (account: string) =>
  listed<BankStatement>({
    queryKey: ['finance', 'bank', 'statements', account],
    page: async (place, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/bank_statements', {
          params: { query: { account, ...place } },
          signal,
        }),
      ),
  });

export const linesLike = (shown: LinesShown & { account: string }) =>
  listed<BankLine>({
    queryKey: ['finance', 'bank', 'lines', shown],
    page: async (place, signal) =>
      dataOf(
        await financeApi.GET('/v1/finance/bank_lines', { params: { query: { ...shown, ...place } }, signal }),
      ),
  });
