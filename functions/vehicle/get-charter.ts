import { createRoute } from '@hono/zod-openapi';
import { charterStanding } from '../../shared/consent.ts';
import { charterInForce } from '../../shared/contract/owner-charters.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/vehicle/charter',
  summary: 'The charter that this vehicle is to keep to',
  description:
    'Of its owner, with the statement of the consent, which the vehicle checks by the keys of /.well-known/jwks.json. ' +
    'With `If-None-Match` and the last `ETag` it costs one small read, and nothing is sent where nothing changed.',
  responses: {
    200: {
      description: 'The charter in force',
      content: { 'application/json': { schema: charterInForce } },
    },
    304: { description: 'It is still the one of If-None-Match' },
  },
});

export function getCharter(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const { vehicleId, ownerId } = c.get('vehicle');
    const { state, version } = charterStanding(await deps.consents.find(ownerId), vehicleId);
    const etag = `"${state}-${version ?? 0}"`;
    c.header('etag', etag);
    if (c.req.header('if-none-match') === etag) return c.body(null, 304);
    return c.json(await deps.consents.inForce(ownerId, vehicleId), 200);
  });
}
