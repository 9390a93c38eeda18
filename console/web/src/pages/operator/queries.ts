import { queryOptions } from '@tanstack/react-query';
import { dataOf, operatorApi } from '../../api/client.ts';

const pollMillis = 5_000;

export const fleet = queryOptions({
  queryKey: ['operator', 'fleet'],
  queryFn: async ({ signal }) => dataOf(await operatorApi.GET('/v1/operator/fleet', { signal })),
  refetchInterval: pollMillis,
});

export const lanes = queryOptions({
  queryKey: ['operator', 'lanes'],
  queryFn: async ({ signal }) => dataOf(await operatorApi.GET('/v1/operator/lanes', { signal })),
  refetchInterval: pollMillis,
});
