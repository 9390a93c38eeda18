import { createRoute } from '@hono/zod-openapi';
import { pieceReply, pieceRequest } from '../../shared/contract/vehicle.ts';
import { haltOf } from '../../shared/halt.ts';
import { heartbeat } from '../../shared/live-lease.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { LeaseClaim } from '../adapters/lease-token.ts';
import { pieceWrites } from '../adapters/pieces.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { VehicleApi } from '../edge/authenticate-vehicle.ts';
import type { Deps } from '../edge/deps.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/vehicle/pieces',
  summary: 'A sign of life from a live call, with what the engine said since the last one',
  request: { body: { required: true, content: { 'application/json': { schema: pieceRequest } } } },
  responses: { 200: { description: 'Noted', content: { 'application/json': { schema: pieceReply } } } },
});

/** Tells the vehicle to stop where its answer is wanted no more. */
export function addPiece(api: VehicleApi, deps: Deps) {
  api.openapi(route, async (c) => {
    const { leaseToken, no, sealed } = c.req.valid('json');
    const vehicle = c.get('vehicle');
    const { vehicleId } = vehicle;
    const claim = await deps.leaseTokens.open(leaseToken, vehicleId);
    const task = await deps.tasks.get(claim);
    const now = deps.now();
    const life = heartbeat(task, { vehicleId, fence: claim.fence }, now);
    const halt = haltOf(await deps.halts.active(), vehicle, task.lane.model);
    if (!life.goesOn || halt) return c.json({ goesOn: false }, 200);
    try {
      await deps.commit(life.endsAt ? [taskWrites.extendLease(task, { vehicleId }, { ...life, now })] : []);
      if (sealed !== null) await keep(deps, claim, { no, sealed });
    } catch (error) {
      if (isRefusal(error, 'lease_lost')) return c.json({ goesOn: false }, 200);
      throw error;
    }
    return c.json({ goesOn: true }, 200);
  });
}

/** A commit of its own: a lease that lasts longer needs no piece. One that is sent twice is there once. */
async function keep(deps: Deps, claim: LeaseClaim, { no, sealed }: { no: number; sealed: string }) {
  const piece = { fence: claim.fence, no, sealed: new Uint8Array(Buffer.from(sealed, 'base64url')) };
  try {
    await deps.commit([pieceWrites.add(claim, piece, deps.now())]);
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error;
  }
}
