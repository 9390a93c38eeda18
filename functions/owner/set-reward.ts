import { createRoute } from '@hono/zod-openapi';
import { rewardReply, rewardRequest } from '../../shared/contract/owner-earnings.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getOpenOwner } from './closing/get-open-owner.ts';

const route = createRoute({
  method: 'put',
  path: '/v1/owner/reward',
  summary: 'Choose how your earnings are shown: as money, or as energy at your price',
  description:
    'A unit of display: earnings and statements then say what your net is in kilowatt-hours as well, exactly, with what ' +
    'is less than a watt-hour carried. What is owed and paid stays money.',
  request: { body: { required: true, content: { 'application/json': { schema: rewardRequest } } } },
  responses: {
    200: { description: 'As chosen', content: { 'application/json': { schema: rewardReply } } },
  },
});

export function setReward(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const chosen = c.req.valid('json');
    await getOpenOwner(deps, ownerId);
    const price = chosen.kind === 'kwh' ? chosen.micro_usd_per_kwh : null;
    await deps.commit([
      ownerWrites.setReward(
        ownerId,
        price === null ? { kind: 'money' } : { kind: 'kwh', microUsdPerKwh: price },
      ),
    ]);
    return c.json({ kind: chosen.kind, micro_usd_per_kwh: price }, 200);
  });
}
