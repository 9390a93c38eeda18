import { createRoute } from '@hono/zod-openapi';
import {
  type KeysRequest,
  keysReply,
  keysRequest,
  possessionClaims,
  possessionType,
} from '../../shared/contract/vehicle.ts';
import { Refusal } from '../../shared/refusal.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';
import { verifiedBy } from '../edge/vehicle-proof.ts';
import { checkKeys } from './enrolment/check-device.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/keys',
  summary: 'Replaces the keys of a vehicle; the old ones are out from the next call on',
  request: { body: { required: true, content: { 'application/json': { schema: keysRequest } } } },
  responses: {
    200: { description: 'The new keys count', content: { 'application/json': { schema: keysReply } } },
  },
});

/** A vehicle that ended before it heard the answer asks again, with the new key: then that counts, or is refused. */
export function changeKeys(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const vehicle = c.get('vehicle');
    const { vehicleId, hardwareClass } = vehicle;
    const { signingKey, sealingKey, attestation } = request;
    if (signingKey !== vehicle.signingKey) {
      await refuseUnlessPossessed(request, vehicleId);
      const trust = await checkKeys(deps, { signingKey, sealingKey, hardwareClass, attestation });
      await deps.commit([vehicleWrites.rotate(vehicle, { signingKey, sealingKey, ...trust })]);
    }
    return c.json({ vehicleId, signingKey }, 200);
  });
}

async function refuseUnlessPossessed({ possession, ...keys }: KeysRequest, vehicleId: string): Promise<void> {
  const claims = possessionClaims.safeParse(await verifiedBy(keys.signingKey, possession, possessionType));
  const { signingKey, sealingKey } = keys;
  if (
    !claims.success ||
    JSON.stringify(claims.data) !== JSON.stringify({ vehicleId, signingKey, sealingKey })
  )
    throw new Refusal('invalid_proof', 'possession: it is signed for another vehicle or for other keys.', {
      param: 'possession',
    });
}
