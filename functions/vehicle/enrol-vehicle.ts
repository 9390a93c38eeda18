import { createHash } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import { getModel } from '../../shared/catalogue.ts';
import { enrolReply, enrolRequest } from '../../shared/contract/vehicle.ts';
import { enrolmentCodeWrites } from '../adapters/enrolment-codes.ts';
import { vehicleWrites } from '../adapters/vehicles.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { verifyAttestation } from './enrolment/verify-attestation.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/enrolments',
  summary: 'Binds a key pair made on the device to the owner who gave out the one-time code',
  request: { body: { required: true, content: { 'application/json': { schema: enrolRequest } } } },
  responses: {
    200: { description: 'Enrolled', content: { 'application/json': { schema: enrolReply } } },
  },
});

/** The code is used up in the commit that makes the vehicle: two cars with one code are one car and a refusal. */
export function enrolVehicle(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { code, attestation, region, ...device } = c.req.valid('json');
    for (const model of device.models) getModel(model);
    const codeSha256 = createHash('sha256').update(code).digest('hex');
    const { makerKeys = [] } = deps;
    if (attestation) await verifyAttestation(attestation, device, { makerKeys, now: deps.now() });
    const { ownerId } = await deps.enrolmentCodes.get(codeSha256, deps.now());
    const vehicleId = deps.newId('veh');
    await deps.commit([
      enrolmentCodeWrites.use(codeSha256, deps.now()),
      vehicleWrites.create({
        ...device,
        ...(region && { region }),
        ...(attestation && { attested: true }),
        vehicleId,
        ownerId,
        enrolledAt: deps.now(),
      }),
    ]);
    return c.json({ vehicleId, ownerId }, 200);
  });
}
