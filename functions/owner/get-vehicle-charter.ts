import { createRoute } from '@hono/zod-openapi';
import { charterInForce } from '../../shared/contract/owner-charters.ts';
import { vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';

/** The charter that a vehicle of the owner keeps to now. */
export function getVehicleCharter(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/vehicles/{vehicle_id}/charter',
    summary: 'The charter in force for a vehicle',
    request: { params: vehicleParams },
    responses: {
      200: {
        description: 'Which, and with what consent',
        content: { 'application/json': { schema: charterInForce } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId } = c.req.valid('param');
    await getOwned(deps, ownerId, vehicleId);
    return c.json(await deps.consents.inForce(ownerId, vehicleId), 200);
  });
}
