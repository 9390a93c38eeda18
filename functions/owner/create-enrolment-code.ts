import { createRoute } from '@hono/zod-openapi';
import { enrolmentCodeReply } from '../../shared/contract/owner.ts';
import { enrolmentCodeRequest } from '../../shared/contract/owner-vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import { emptyBodyIsNone } from '../edge/empty-body.ts';
import type { Api } from '../edge/http.ts';
import { getOpenOwner } from './closing/get-open-owner.ts';
import { openCode } from './enrolment/open-code.ts';
import { getOwned, refuseUnlessItMayReturn } from './vehicles/get-owned.ts';

/** A code by which one vehicle enrols as this owner's, once. */
export function createEnrolmentCode(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/enrolment_codes',
    summary: 'A one-time code to enrol a vehicle with',
    description:
      'Good for 10 minutes, 5 tries and one vehicle. With `vehicle_id` it gives that vehicle a new key: for a device ' +
      'that was replaced, or a key that was copied. The old key is out from then on; all that was earned stays.',
    middleware: emptyBodyIsNone,
    request: { body: { content: { 'application/json': { schema: enrolmentCodeRequest } } } },
    responses: {
      200: {
        description: 'The code, shown this once',
        content: { 'application/json': { schema: enrolmentCodeReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    await getOpenOwner(deps, ownerId);
    const { vehicle_id: vehicleId } = c.req.valid('json') ?? {};
    if (vehicleId === undefined) return c.json(await openCode(deps, { ownerId }), 200);
    await refuseUnlessItMayReturn(deps, await getOwned(deps, ownerId, vehicleId, { mayBeRevoked: false }));
    return c.json(await openCode(deps, { ownerId, vehicleId }), 200);
  });
}
