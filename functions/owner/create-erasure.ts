import { createRoute } from '@hono/zod-openapi';
import { ownerErasure } from '../../shared/contract/owner-erasure.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { closureWrites } from '../adapters/closures.ts';
import { vehicleWrites } from '../adapters/vehicle-item.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellErasure } from './closing/tell-erasure.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/owner/erasure',
  summary: 'Close the account: be paid all, then be erased',
  description:
    'Your vehicles are revoked at once, for good, and nothing new can be set up. The next payout pays all that is owed, ' +
    'whatever the threshold. Then names, the texts of charters and what you chose are erased, and a signed record says so ' +
    '(GET /v1/owner/erasure). Ledger entries stay under your random id: the law asks for them. Asked again it goes on. ' +
    'Export first what you want to keep (GET /v1/owner/export).',
  responses: {
    200: { description: 'How it stands', content: { 'application/json': { schema: ownerErasure } } },
  },
});

export function createErasure(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const closure = { ownerId, requestedAt: deps.now() };
    await deps.commit(closureWrites.begin(closure)).catch(unless('conflict'));
    await revokeAll(deps, ownerId);
    return c.json(await tellErasure(deps, (await deps.closures.find(ownerId)) ?? closure), 200);
  });
}

async function revokeAll(deps: Deps, ownerId: string): Promise<void> {
  for await (const vehicle of deps.vehicles.everyOf(ownerId))
    if (vehicle.state !== 'revoked')
      await deps.commit([vehicleWrites.revoke(vehicle, deps.now())]).catch(unless('changed_meanwhile'));
}

/** Of two calls at once one comes too late, to the same end. */
const unless =
  (code: 'conflict' | 'changed_meanwhile') =>
  (error: unknown): void => {
    if (!isRefusal(error, code)) throw error;
  };
