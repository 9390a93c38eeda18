import { queryOptions } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../api/client.ts';
import type { paths } from '../../api/finance-schema.ts';
import { listed } from '../../api/listed.ts';

/** What a GET of finance's is answered with. */
export type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Proof = Got<'/v1/finance/proof'>;
export type PayoutRun = Got<'/v1/finance/payout_runs'>['data'][number];
export type PayoutRunWithLines = Got<'/v1/finance/payout_runs/{run_id}'>;
export type Drill = Got<'/v1/finance/drill'>;

const movingMillis = 3_000;
const restingMillis = 15_000;
/** Another person, or the market, may change it at any moment. */
const isMoving = ({ state }: { state: PayoutRun['state'] }) =>
  ['drafting', 'proposed', 'approved'].includes(state);

export const proof = queryOptions({
  queryKey: ['finance', 'proof'],
  queryFn: async ({ signal }) => dataOf(await financeApi.GET('/v1/finance/proof', { signal })),
  refetchInterval: restingMillis,
});

export const payoutRuns = listed<PayoutRun>({
  queryKey: ['finance', 'payout-runs'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/payout_runs', { params: { query }, signal })),
  isMoving,
});

export const payoutRunOf = (runId: string, page: number) =>
  queryOptions({
    queryKey: ['finance', 'payout-run', runId, page],
    queryFn: async ({ signal }) =>
      dataOf(
        await financeApi.GET('/v1/finance/payout_runs/{run_id}', {
          params: { path: { run_id: runId }, query: { page } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? movingMillis : restingMillis),
  });

export const drillOf = (from: string) =>
  queryOptions({
    queryKey: ['finance', 'drill', from],
    queryFn: async ({ signal }) =>
      dataOf(await financeApi.GET('/v1/finance/drill', { params: { query: { from } }, signal })),
  });
