import { queryOptions } from '@tanstack/react-query';
import { dataOf, operatorApi } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';
import type { paths } from '../../api/operator-schema.ts';

/** What a call of an operator's is answered with, where it is carried out. */
export type Reply<
  Path extends keyof paths,
  Method extends 'get' | 'post' = 'get',
> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Vehicle = Reply<'/v1/operator/vehicles'>['data'][number];
export type DecidedVehicle = Reply<'/v1/operator/vehicles/{vehicle_id}'>;
export type DeadLetter = Reply<'/v1/operator/dead_letters/{queue}'>['data'][number];
export type Halt = Reply<'/v1/operator/halts'>['data'][number];

const movingMillis = 3_000;
const restingMillis = 15_000;

export const fleet = queryOptions({
  queryKey: ['operator', 'fleet'],
  queryFn: async ({ signal }) => dataOf(await operatorApi.GET('/v1/operator/fleet', { signal })),
  refetchInterval: movingMillis,
});

export const lanes = queryOptions({
  queryKey: ['operator', 'lanes'],
  queryFn: async ({ signal }) => dataOf(await operatorApi.GET('/v1/operator/lanes', { signal })),
  refetchInterval: movingMillis,
});

export const halts = listed<Halt>({
  queryKey: ['operator', 'halts'],
  page: async (query, signal) =>
    dataOf(await operatorApi.GET('/v1/operator/halts', { params: { query }, signal })),
});

/** With how many leases are left: asked often until there is none. */
export const haltOf = (haltId: string) =>
  queryOptions({
    queryKey: ['operator', 'halt', haltId],
    queryFn: async ({ signal }) =>
      dataOf(
        await operatorApi.GET('/v1/operator/halts/{halt_id}', {
          params: { path: { halt_id: haltId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data && data.active_leases > 0 ? movingMillis : restingMillis),
  });

export const vehicles = (state: 'quarantined' | undefined) =>
  listed<Vehicle>({
    queryKey: ['operator', 'vehicles', state],
    page: async (query, signal) =>
      dataOf(
        await operatorApi.GET('/v1/operator/vehicles', {
          params: { query: { ...query, ...(state && { state }) } },
          signal,
        }),
      ),
  });

export const vehicleOf = (vehicleId: string) =>
  queryOptions({
    queryKey: ['operator', 'vehicle', vehicleId],
    queryFn: async ({ signal }) =>
      dataOf(
        await operatorApi.GET('/v1/operator/vehicles/{vehicle_id}', {
          params: { path: { vehicle_id: vehicleId } },
          signal,
        }),
      ),
    refetchInterval: restingMillis,
  });

export const allDeadLetters = queryOptions({
  queryKey: ['operator', 'dead-letters'],
  queryFn: async ({ signal }) => dataOf(await operatorApi.GET('/v1/operator/dead_letters', { signal })),
  refetchInterval: restingMillis,
});

/** Each look hides them from others for a moment: so they are looked at again only when asked for. */
export const deadLettersOf = (queue: string) =>
  queryOptions({
    queryKey: ['operator', 'dead-letters', queue],
    queryFn: async ({ signal }) =>
      dataOf(
        await operatorApi.GET('/v1/operator/dead_letters/{queue}', {
          params: { path: { queue }, query: { limit: 100 } },
          signal,
        }),
      ),
  });
