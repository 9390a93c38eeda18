import { createRoute } from '@hono/zod-openapi';
import {
  decidedVehicle as decidedVehicleReply,
  operatedVehicleParams,
  quarantineRequest,
} from '../../shared/contract/operator-vehicles.ts';
import { Refusal } from '../../shared/refusal.ts';
import { standingWrites } from '../adapters/standings.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { decidedVehicle, getRecord } from './vehicles/operated-vehicles.ts';

export function quarantineVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/operator/vehicles/{vehicle_id}/quarantine',
    summary: 'Quarantines a vehicle: it is let in no more, until an operator lifts that',
    description:
      'From its next call on it is refused with the reason. What was accepted of it is paid; what it has under lease goes ' +
      'to others as the leases end.',
    request: {
      params: operatedVehicleParams,
      body: { required: true, content: { 'application/json': { schema: quarantineRequest } } },
    },
    responses: {
      200: { description: 'Quarantined', content: { 'application/json': { schema: decidedVehicleReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { vehicle_id: vehicleId } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    const { state } = await getRecord(deps, vehicleId);
    if (state !== 'active')
      throw new Refusal('conflict', `Vehicle ${vehicleId} is ${state}: only an active one is quarantined.`);
    const at = deps.now();
    await deps.commit([
      vehicleWrites.quarantine({ vehicleId }, at, reason),
      standingWrites.decide(vehicleId, { does: 'quarantine', by: c.get('callerId'), reason, at }),
    ]);
    return c.json(await decidedVehicle(deps, vehicleId), 200);
  });
}
