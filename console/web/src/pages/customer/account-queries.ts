import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';
import type { components } from '../../api/schema.ts';

/** As JSON; it may be had as CSV as well. */
type Usage = components['schemas']['Usage'];

const restingMillis = 15_000;

export const topUps = listed({
  queryKey: ['top-ups'],
  page: async (query, signal) => dataOf(await api.GET('/v1/top_ups', { params: { query }, signal })),
  isMoving: ({ status }) => status === 'open' || status === 'processing',
});

export const projects = queryOptions({
  queryKey: ['projects'],
  queryFn: async ({ signal }) =>
    dataOf(await api.GET('/v1/projects', { params: { query: { limit: 100 } }, signal })).data,
  refetchInterval: restingMillis,
});

export const alertsOf = (projectId: string) =>
  queryOptions({
    queryKey: ['alerts', projectId],
    queryFn: async ({ signal }) =>
      dataOf(await api.GET('/v1/projects/{projectId}/alerts', { params: { path: { projectId } }, signal }))
        .data,
    refetchInterval: restingMillis,
  });

export const apiKeys = listed({
  queryKey: ['api-keys'],
  page: async (query, signal) => dataOf(await api.GET('/v1/api_keys', { params: { query }, signal })),
});

export const models = queryOptions({
  queryKey: ['models'],
  queryFn: async ({ signal }) => dataOf(await api.GET('/v1/models', { signal })).data,
  refetchInterval: restingMillis,
});

/** Of the last so many days. */
export const usage = (groupBy: string, days: number) =>
  queryOptions({
    queryKey: ['usage', groupBy, days],
    queryFn: async ({ signal }) => {
      const start = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10);
      const query = { group_by: groupBy, start };
      return dataOf(await api.GET('/v1/usage', { params: { query }, signal })) as Usage;
    },
    refetchInterval: restingMillis,
  });
