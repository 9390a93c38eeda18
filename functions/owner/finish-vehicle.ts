import { createRoute } from '@hono/zod-openapi';
import { ownedVehicle, vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';
import { visibleVehicle } from './vehicles/visible-vehicle.ts';

/** What it has under lease is run to its end and paid; each call again is the same. */
export function finishVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/vehicles/{vehicle_id}/finish',
    summary: 'Lets a vehicle finish what it has, and rest then',
    description: 'From its next call on it gets nothing new, until it is asked to go on.',
    request: { params: vehicleParams },
    responses: {
      200: { description: 'The vehicle', content: { 'application/json': { schema: ownedVehicle } } },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId } = c.req.valid('param');
    await getOwned(deps, ownerId, vehicleId, { mayBeRevoked: false });
    await deps.commit([vehicleWrites.finish({ ownerId, vehicleId })]);
    return c.json(await visibleVehicle(deps, await getOwned(deps, ownerId, vehicleId)), 200);
  });
}
