import { createRoute } from '@hono/zod-openapi';
import {
  decidedVehicle as decidedVehicleReply,
  operatedVehicleParams,
  quarantineRequest,
} from '../../shared/contract/operator-vehicles.ts';
import { refuseLift } from '../../shared/vehicle-state.ts';
import { standingWrites } from '../adapters/standings.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { decidedVehicle, getRecord } from './vehicles/operated-vehicles.ts';

export function liftQuarantine(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/operator/vehicles/{vehicle_id}/lift',
    summary: 'Lets a vehicle that an operator quarantined work again, with the key that it has',
    description:
      'One that is quarantined for a copied key or for false results comes back by its owner alone.',
    request: {
      params: operatedVehicleParams,
      body: { required: true, content: { 'application/json': { schema: quarantineRequest } } },
    },
    responses: {
      200: { description: 'Active again', content: { 'application/json': { schema: decidedVehicleReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { vehicle_id: vehicleId } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    refuseLift(await getRecord(deps, vehicleId));
    const at = deps.now();
    await deps.commit([
      vehicleWrites.lift({ vehicleId }, at),
      standingWrites.decide(vehicleId, { does: 'lift', by: c.get('callerId'), reason, at }),
    ]);
    return c.json(await decidedVehicle(deps, vehicleId), 200);
  });
}
