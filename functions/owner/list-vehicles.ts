import { createRoute } from '@hono/zod-openapi';
import { listOf } from '../../shared/contract/list.ts';
import { vehiclesQuery, vehiclesReply } from '../../shared/contract/owner-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleVehicles } from './vehicles/visible-vehicle.ts';

/** The owner's vehicles; one that enrolled before they could be listed is there from its next registration on. */
export function listVehicles(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/vehicles',
    summary: 'Your vehicles, in the order in which they enrolled',
    request: { query: vehiclesQuery },
    responses: {
      200: { description: 'Vehicles', content: { 'application/json': { schema: vehiclesReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const ownerId = c.get('callerId');
    const found = await deps.vehicles.ofOwner(ownerId, { after, limit: limit + 1 });
    const page = listOf(
      found.map(({ vehicleId: id }) => ({ id })),
      limit,
    );
    const shown = await visibleVehicles(deps, ownerId, found.slice(0, limit));
    return c.json({ ...page, data: shown }, 200);
  });
}
