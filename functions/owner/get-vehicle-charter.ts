import { createRoute, z } from '@hono/zod-openapi';
import { charterStanding } from '../../shared/consent.ts';
import { charterInForce } from '../../shared/contract/owner-charters.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOwned } from './vehicles/get-owned.ts';

/** The charter that a vehicle of the owner keeps to now. */
export function getVehicleCharter(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/vehicles/{vehicleId}/charter',
    summary: 'The charter in force for a vehicle',
    request: { params: z.object({ vehicleId: z.string().max(100) }) },
    responses: {
      200: {
        description: 'Which, and with what consent',
        content: { 'application/json': { schema: charterInForce } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicleId } = c.req.valid('param');
    const [, consent] = await Promise.all([getOwned(deps, ownerId, vehicleId), deps.consents.find(ownerId)]);
    const { state, version } = charterStanding(consent, vehicleId);
    const kept = version === null ? undefined : await deps.consents.findCharter(ownerId, version);
    return c.json(
      {
        object: 'charter_in_force' as const,
        vehicle_id: vehicleId,
        state,
        version,
        charter: kept?.charter ?? null,
        statement: kept?.statement ?? null,
      },
      200,
    );
  });
}
