import { createRoute } from '@hono/zod-openapi';
import { heldPayListReply, heldPayQuery } from '../../shared/contract/finance-payouts.ts';
import { listOf } from '../../shared/contract/list.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { pageOf } from './lists/page-of.ts';

export function listHeldPay(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/finance/held_pay',
    summary: 'Owners whose pay is held for proven fraud, and who proposed to let it go',
    description: 'Every owner is looked at: it is for people, not for programs that ask again and again.',
    request: { query: heldPayQuery },
    responses: {
      200: { description: 'Owners', content: { 'application/json': { schema: heldPayListReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const page = c.req.valid('query');
    return c.json(listOf(await pageOf(held(deps), page), page.limit), 200);
  });
}

async function* held({ owners }: Deps) {
  for await (const ownerId of owners.ids()) {
    const owner = await owners.find(ownerId);
    if (owner?.payHeldSince === undefined) continue;
    yield {
      object: 'held_pay' as const,
      id: ownerId,
      name: owner.name,
      held_since: owner.payHeldSince,
      proposed_by: owner.payReleaseBy ?? null,
    };
  }
}
