import { createRoute } from '@hono/zod-openapi';
import { enrolmentCodeReply } from '../../shared/contract/owner.ts';
import { vehicleParams } from '../../shared/contract/owner-vehicles.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { openCode } from './enrolment/open-code.ts';
import { getOwned, refuseUnlessItMayReturn } from './vehicles/get-owned.ts';

/** The key that two held is never let in again: only with a new one does the vehicle come back. */
export function reinstateVehicle(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/vehicles/{vehicle_id}/reinstate',
    summary: 'Lets a quarantined vehicle come back with a new key',
    description:
      'Answers with a one-time code. Run `parkade-agent enroll CODE` in the car: the vehicle gets a new key and is ' +
      'active again; its history and earnings stay. Until then it stays quarantined.',
    request: { params: vehicleParams },
    responses: {
      200: {
        description: 'The code, shown this once',
        content: { 'application/json': { schema: enrolmentCodeReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { vehicle_id: vehicleId } = c.req.valid('param');
    const record = await getOwned(deps, ownerId, vehicleId, { mayBeRevoked: false });
    const { state } = record;
    if (state !== 'quarantined')
      throw new Refusal(
        'conflict',
        `Vehicle ${vehicleId} is ${state}: only a quarantined one is reinstated.`,
      );
    await refuseUnlessItMayReturn(deps, record);
    return c.json(await openCode(deps, { ownerId, vehicleId }), 200);
  });
}
