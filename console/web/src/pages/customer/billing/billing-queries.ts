import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import type { paths } from '../../../api/schema.ts';

type AutoTopUpReply = paths['/v1/auto_top_up']['get']['responses'][200];
export type AutoTopUp = AutoTopUpReply['content']['application/json'];

const movingMillis = 3_000;
const restingMillis = 15_000;

export const autoTopUp = queryOptions({
  queryKey: ['auto-top-up'],
  queryFn: async ({ signal }) => dataOf(await api.GET('/v1/auto_top_up', { signal })),
  refetchInterval: ({ state }) => (state.data?.top_up ? movingMillis : restingMillis),
});

export const invoices = listed({
  queryKey: ['invoices'],
  page: async (query, signal) => dataOf(await api.GET('/v1/invoices', { params: { query }, signal })),
  isMoving: ({ status }) => status === 'pending',
});

export const refunds = listed({
  queryKey: ['refunds'],
  page: async (query, signal) => dataOf(await api.GET('/v1/refunds', { params: { query }, signal })),
  isMoving: ({ status }) => status === 'pending',
});
