import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';
import type { components } from '../../api/schema.ts';

export type Endpoint = components['schemas']['WebhookEndpoint'];
export type Delivery = components['schemas']['WebhookDelivery'];

const restingMillis = 15_000;

export const webhookEndpoints = queryOptions({
  queryKey: ['webhook-endpoints'],
  queryFn: async ({ signal }) =>
    dataOf(await api.GET('/v1/webhook_endpoints', { params: { query: { limit: 100 } }, signal })).data,
  refetchInterval: restingMillis,
});

export const deliveriesOf = (endpointId: string) =>
  listed<Delivery>({
    queryKey: ['deliveries', endpointId],
    page: async (query, signal) =>
      dataOf(
        await api.GET('/v1/webhook_endpoints/{endpointId}/deliveries', {
          params: { path: { endpointId }, query },
          signal,
        }),
      ),
    isMoving: ({ status }) => status === 'pending',
  });
