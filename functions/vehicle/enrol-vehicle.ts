import { createRoute } from '@hono/zod-openapi';
import { type EnrolRequest, enrolReply, enrolRequest } from '../../shared/contract/vehicle.ts';
import { parseCode } from '../../shared/enrolment-code.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { refuseReturn } from '../../shared/vehicle-state.ts';
import { enrolmentCodeWrites, invalidCode } from '../adapters/enrolment-codes.ts';
import { standingWrites } from '../adapters/standings.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { isSecretOf } from '../edge/new-secret.ts';
import { checkKeys, checkModels } from './enrolment/check-device.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/enrolments',
  summary: 'Binds a key pair made on the device to the owner who gave out the one-time code',
  request: { body: { required: true, content: { 'application/json': { schema: enrolRequest } } } },
  responses: {
    200: { description: 'Enrolled', content: { 'application/json': { schema: enrolReply } } },
  },
});

/**
 * The code is used up in the commit that makes the vehicle, or gives it the new key: two cars with one code are one
 * car and a refusal. All that fails after a try was taken has used up that try.
 */
export function enrolVehicle(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    if (c.get('callerId') !== request.signingKey)
      throw new Refusal('invalid_proof', 'The proof is signed by another key than the one to be enrolled.');
    return c.json(await enrol(deps, request), 200);
  });
}

async function enrol(deps: Deps, { code: typed, ...request }: EnrolRequest) {
  const parts = parseCode(typed);
  if (!parts) throw invalidCode();
  const code = await deps.enrolmentCodes.takeTry(parts.codeId, deps.now());
  const { ownerId } = code;
  if (!isSecretOf(parts.secret, code.secretSha256)) throw invalidCode();
  // Its answer was lost, and it asks again.
  if ('usedBy' in code && code.usedBy.signingKey === request.signingKey)
    return { vehicleId: code.usedBy.vehicleId, ownerId };
  if ('usedBy' in code) throw invalidCode();

  checkModels(request);
  const { attestation, region, benchmarks, ...device } = request;
  const trust = await checkKeys(deps, { ...device, attestation });
  const about = {
    ...device,
    ...(region && { region }),
    ...(benchmarks && { benchmarks }),
    ...trust,
    ownerId,
  };
  const { vehicle, write } = code.vehicleId
    ? await known(deps, about, code.vehicleId)
    : created({ ...about, vehicleId: deps.newId('veh'), enrolledAt: deps.now() });
  const usedBy = { vehicleId: vehicle.vehicleId, signingKey: vehicle.signingKey };
  await deps.commit([
    enrolmentCodeWrites.use(parts.codeId, usedBy, deps.now()),
    write,
    vehicleWrites.list(vehicle),
    standingWrites.begin(vehicle.vehicleId),
  ]);
  return { vehicleId: vehicle.vehicleId, ownerId };
}

const created = (vehicle: Vehicle) => ({ vehicle, write: vehicleWrites.create(vehicle) });

/** A vehicle whose owner gave out a code for it gets the new key; who held the old one is out. */
async function known(deps: Deps, about: Omit<Vehicle, 'vehicleId' | 'enrolledAt'>, vehicleId: string) {
  const before = await deps.vehicles.findRecord(vehicleId);
  if (!before || before.state === 'revoked')
    throw new Refusal('vehicle_revoked', `Vehicle ${vehicleId} was revoked meanwhile: it gets no new key.`);
  // The code may be older than the quarantine.
  if (before.state === 'quarantined')
    refuseReturn(before, { isPayHeld: (await deps.owners.get(before.ownerId)).payHeldSince !== undefined });
  if (before.signingKey === about.signingKey)
    throw new Refusal('conflict', 'The vehicle has this key already, and others may: make a new one.', {
      param: 'signingKey',
    });
  const vehicle = { ...about, vehicleId, enrolledAt: before.enrolledAt };
  return { vehicle, write: vehicleWrites.enrolAgain(vehicle, before) };
}
