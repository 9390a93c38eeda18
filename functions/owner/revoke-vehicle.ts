import { createRoute } from '@hono/zod-openapi';
import { ownedVehicle, vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';
import { visibleVehicle } from './vehicles/visible-vehicle.ts';

/** A vehicle that is revoked already stays as it is. */
export function revokeVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/vehicles/{vehicle_id}/revoke',
    summary: 'Shuts a vehicle out for good, from its next call on',
    description: 'What it had under lease goes to others as the leases end; what was accepted of it is paid.',
    request: { params: vehicleParams },
    responses: {
      200: { description: 'Revoked', content: { 'application/json': { schema: ownedVehicle } } },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId } = c.req.valid('param');
    const { state } = await getOwned(deps, ownerId, vehicleId);
    if (state !== 'revoked') await revoke(deps, { ownerId, vehicleId });
    return c.json(await visibleVehicle(deps, await getOwned(deps, ownerId, vehicleId)), 200);
  });
}

/** Of two calls at once one comes too late, to the same end. */
async function revoke({ commit, now }: Deps, vehicle: { ownerId: string; vehicleId: string }): Promise<void> {
  try {
    await commit([vehicleWrites.revoke(vehicle, now())]);
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
  }
}
