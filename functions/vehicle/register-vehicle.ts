import { createRoute } from '@hono/zod-openapi';
import { registrationReply, registrationRequest } from '../../shared/contract/vehicle.ts';
import { standingWrites } from '../adapters/standings.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';
import { checkModels } from './enrolment/check-device.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/registration',
  summary: 'What the vehicle holds and how fast it is, at each start where that changed',
  request: { body: { required: true, content: { 'application/json': { schema: registrationRequest } } } },
  responses: {
    200: { description: 'Registered', content: { 'application/json': { schema: registrationReply } } },
  },
});

/** Vehicles that enrolled before owners and operators could list them are listed from here on. */
export function registerVehicle(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const { models, softwareVersion, benchmarks = [] } = c.req.valid('json');
    checkModels({ models, benchmarks });
    const vehicle = c.get('vehicle');
    await deps.commit([
      vehicleWrites.register(vehicle, { models, softwareVersion, benchmarks }),
      vehicleWrites.list(vehicle),
      standingWrites.begin(vehicle.vehicleId),
    ]);
    return c.json({ vehicleId: vehicle.vehicleId }, 200);
  });
}
