import { createRoute } from '@hono/zod-openapi';
import { operatedVehiclesQuery, operatedVehiclesReply } from '../../shared/contract/operator-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { operatedVehicles } from './vehicles/operated-vehicles.ts';

export function listVehicles(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/vehicles',
    summary: 'All vehicles: those whose checks differed last come first',
    description: 'A moment old. No position of any vehicle exists: a region is what its owner stated, once.',
    request: { query: operatedVehiclesQuery },
    responses: {
      200: { description: 'Vehicles', content: { 'application/json': { schema: operatedVehiclesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { state, after, limit } = c.req.valid('query');
    const wanted = { after, limit: limit + 1 };
    const found = await (state === undefined
      ? deps.standings.list(wanted)
      : deps.standings.quarantined(wanted));
    const page = found.slice(0, limit);
    const data = await operatedVehicles(
      deps,
      page.map(({ vehicleId }) => vehicleId),
    );
    return c.json(
      {
        object: 'list' as const,
        data,
        // A list that may change its order goes on after a place, and not after a vehicle.
        first_id: page[0]?.place ?? null,
        last_id: page.at(-1)?.place ?? null,
        has_more: found.length > limit,
      },
      200,
    );
  });
}
