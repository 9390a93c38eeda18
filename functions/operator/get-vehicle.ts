import { createRoute } from '@hono/zod-openapi';
import {
  decidedVehicle as decidedVehicleReply,
  operatedVehicleParams,
} from '../../shared/contract/operator-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { decidedVehicle } from './vehicles/operated-vehicles.ts';

export function getVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/vehicles/{vehicle_id}',
    summary: 'A vehicle, how its checks went, and what operators decided on it',
    request: { params: operatedVehicleParams },
    responses: {
      200: { description: 'The vehicle', content: { 'application/json': { schema: decidedVehicleReply } } },
    },
  });
  api.openapi(route, async (c) => c.json(await decidedVehicle(deps, c.req.valid('param').vehicle_id), 200));
}
