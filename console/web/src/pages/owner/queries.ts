import { queryOptions } from '@tanstack/react-query';
import { dataOf, ownerApi } from '../../api/client.ts';
import { listed } from '../../api/listed.ts';
import type { paths } from '../../api/owner-schema.ts';

type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type EarningsDay = Got<'/v1/owner/earnings/days'>['data'][number];
export type Payout = Got<'/v1/owner/payouts'>['data'][number];
export type Vehicle = Got<'/v1/owner/vehicles'>['data'][number];
export type Charters = Got<'/v1/owner/charters'>;
export type AgreedCharter = Charters['data'][number];
export type Charter = Charters['standard_charter'];
export type Beneficiaries = Got<'/v1/owner/beneficiaries'>;

const movingMillis = 3_000;
const restingMillis = 15_000;
const dayMillis = 86_400_000;

export const earnings = queryOptions({
  queryKey: ['owner', 'earnings'],
  queryFn: async ({ signal }) => dataOf(await ownerApi.GET('/v1/owner/earnings', { signal })),
  refetchInterval: ({ state }) => (state.data?.inTransitMicroUsd ? movingMillis : restingMillis),
});

const dayBefore = (days: number): string =>
  new Date(Date.now() - days * dayMillis).toISOString().slice(0, 10);

/** Of so many days until today, in UTC: all pages. */
export const earningsDays = (days: number, vehicleId: string | undefined) =>
  queryOptions({
    queryKey: ['owner', 'earnings-days', days, vehicleId],
    queryFn: async ({ signal }): Promise<{ start: string; end: string; rows: EarningsDay[] }> => {
      const start = dayBefore(days - 1);
      const all: EarningsDay[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const query = {
          from: start,
          limit: 1_000,
          ...(vehicleId && { vehicle_id: vehicleId }),
          ...(after && { after }),
        };
        const page = dataOf(await ownerApi.GET('/v1/owner/earnings/days', { params: { query }, signal }));
        all.push(...page.data);
        after = page.has_more ? page.last_id : null;
      }
      return { start, end: dayBefore(0), rows: all };
    },
    refetchInterval: restingMillis,
  });

export const payouts = queryOptions({
  queryKey: ['owner', 'payouts'],
  queryFn: async ({ signal }) =>
    dataOf(await ownerApi.GET('/v1/owner/payouts', { params: { query: { limit: 1 } }, signal })),
  refetchInterval: ({ state }) =>
    state.data?.data.some((payout) => payout.state === 'pending') ? movingMillis : restingMillis,
});

/** However many there are; `payouts` tells how the account stands as well. */
export const allPayouts = listed<Payout>({
  queryKey: ['owner', 'payouts', 'all'],
  page: async ({ limit, after }, signal) => {
    const query = { limit, ...(after && { after: Number(after) }) };
    const told = dataOf(await ownerApi.GET('/v1/owner/payouts', { params: { query }, signal }));
    // The next page is asked for by the payout's number, not by its id.
    return { ...told, last_id: String(told.data.at(-1)?.payout_no ?? '') };
  },
  isMoving: ({ state }) => state === 'pending',
});

export const beneficiaries = queryOptions({
  queryKey: ['owner', 'beneficiaries'],
  queryFn: async ({ signal }) => dataOf(await ownerApi.GET('/v1/owner/beneficiaries', { signal })),
  refetchInterval: restingMillis,
});

export const vehicles = queryOptions({
  queryKey: ['owner', 'vehicles'],
  queryFn: async ({ signal }): Promise<Vehicle[]> => {
    const all: Vehicle[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const query = { limit: 100, ...(after && { after }) };
      const page = dataOf(await ownerApi.GET('/v1/owner/vehicles', { params: { query }, signal }));
      all.push(...page.data);
      after = page.has_more ? page.last_id : null;
    }
    return all;
  },
  // One may be about to enrol.
  refetchInterval: ({ state: { data = [] } }) =>
    data.length > 0 && data.every(({ doing }) => doing === 'shut_out') ? restingMillis : movingMillis,
});

export const vehicleOf = (vehicleId: string) =>
  queryOptions({
    queryKey: ['owner', 'vehicle', vehicleId],
    queryFn: async ({ signal }) =>
      dataOf(
        await ownerApi.GET('/v1/owner/vehicles/{vehicle_id}', {
          params: { path: { vehicle_id: vehicleId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.doing === 'shut_out' ? restingMillis : movingMillis),
  });

export const charterOf = (vehicleId: string) =>
  queryOptions({
    queryKey: ['owner', 'charter-in-force', vehicleId],
    queryFn: async ({ signal }) =>
      dataOf(
        await ownerApi.GET('/v1/owner/vehicles/{vehicle_id}/charter', {
          params: { path: { vehicle_id: vehicleId } },
          signal,
        }),
      ),
    refetchInterval: restingMillis,
  });

export const charters = queryOptions({
  queryKey: ['owner', 'charters'],
  queryFn: async ({ signal }) =>
    dataOf(await ownerApi.GET('/v1/owner/charters', { params: { query: { limit: 50 } }, signal })),
  refetchInterval: restingMillis,
});

/** An owner who was never erased has no such thing: undefined is no data to the cache, null is. */
export const erasure = queryOptions({
  queryKey: ['owner', 'erasure'],
  queryFn: async ({ signal }) => {
    const reply = await ownerApi.GET('/v1/owner/erasure', { signal });
    return reply.response.status === 404 ? null : dataOf(reply);
  },
  refetchInterval: restingMillis,
});
