import { createRoute } from '@hono/zod-openapi';
import { ownedVehicle, vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';
import { visibleVehicle } from './vehicles/visible-vehicle.ts';

export function getVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/vehicles/{vehicle_id}',
    summary: 'One of your vehicles',
    request: { params: vehicleParams },
    responses: {
      200: { description: 'The vehicle', content: { 'application/json': { schema: ownedVehicle } } },
    },
  });
  api.openapi(route, async (c) => {
    const record = await getOwned(deps, c.get('callerId'), c.req.valid('param').vehicle_id);
    return c.json(await visibleVehicle(deps, record), 200);
  });
}
