import { createRoute } from '@hono/zod-openapi';
import { charterStanding } from '../../shared/consent.ts';
import { restReply, restRequest } from '../../shared/contract/vehicle-rests.ts';
import { away, traitsOf } from '../../shared/fleet.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/rests',
  summary: 'That the vehicle asks for nothing now, and why',
  description:
    'For its owner to read, and for nobody to decide by. It is kept until its next call for work, without a time.',
  request: { body: { required: true, content: { 'application/json': { schema: restRequest } } } },
  responses: { 200: { description: 'Noted', content: { 'application/json': { schema: restReply } } } },
});

export function restVehicle(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const vehicle = c.get('vehicle');
    const rests = c.req
      .valid('json')
      .because.map(({ code, until }) => ({ code, ...(until !== undefined && { until }) }));
    const [consent] = await Promise.all([
      deps.consents.find(vehicle.ownerId),
      deps.fleet.report({ ...traitsOf(vehicle), models: vehicle.models, ...away, rests }),
    ]);
    return c.json({ charter: charterStanding(consent, vehicle.vehicleId) }, 200);
  });
}
