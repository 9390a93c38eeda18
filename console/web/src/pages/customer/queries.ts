import { queryOptions } from '@tanstack/react-query';
import { api, dataOf, reach } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';

const secondsADay = 86_400;
const pollMillis = 5_000;

export const balance = queryOptions({
  queryKey: ['balance'],
  queryFn: async ({ signal }) => dataOf(await api.GET('/v1/balance', { signal })),
  refetchInterval: pollMillis,
});

/** Of so many days, today among them, by model and window. */
export const costs = (days: number) =>
  queryOptions({
    queryKey: ['costs', days],
    queryFn: async ({ signal }) => {
      const today = Math.floor(Date.now() / 1_000 / secondsADay);
      const query = { start_time: (today - days + 1) * secondsADay, limit: days, group_by: 'line_item' };
      return dataOf(await api.GET('/v1/organization/costs', { params: { query }, signal })).data;
    },
    refetchInterval: 60_000,
  });

export const files = listed({
  queryKey: ['files'],
  page: async (query, signal) => dataOf(await api.GET('/v1/files', { params: { query }, signal })),
});

export type Call = { operationId: string; method: string; path: string; summary: string; tag: string };
type Described = { operationId: string; summary?: string; tags?: string[] };
type Document = { paths: Record<string, Record<string, Described>> };

/** What the API can do, as it says itself. */
export const calls = queryOptions({
  queryKey: ['calls'],
  queryFn: async ({ signal }): Promise<Call[]> => {
    const reply = await reach(new Request('/v1/openapi.json', { signal }));
    const { paths }: Document = await reply.json();
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, summary = '', tags: [tag = ''] = [] }]) => ({
        operationId,
        path,
        summary,
        tag,
        method: method.toUpperCase(),
      })),
    );
  },
  staleTime: Number.POSITIVE_INFINITY,
});
