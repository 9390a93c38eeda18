import { createRoute } from '@hono/zod-openapi';
import { ownedVehicle, vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';
import { visibleVehicle } from './vehicles/visible-vehicle.ts';

/** Takes back that it was asked to finish; each call again is the same. */
export function resumeVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/vehicles/{vehicle_id}/resume',
    summary: 'Lets a vehicle go on that was asked to finish',
    description: 'From its next call on it gets work again, where its charter lets it ask for some.',
    request: { params: vehicleParams },
    responses: {
      200: { description: 'The vehicle', content: { 'application/json': { schema: ownedVehicle } } },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId } = c.req.valid('param');
    await getOwned(deps, ownerId, vehicleId, { mayBeRevoked: false });
    await deps.commit([vehicleWrites.resume({ ownerId, vehicleId })]);
    return c.json(await visibleVehicle(deps, await getOwned(deps, ownerId, vehicleId)), 200);
  });
}
