import { createRoute } from '@hono/zod-openapi';
import { withdraw } from '../../shared/consent.ts';
import { agreedCharter } from '../../shared/contract/owner-charters.ts';
import { consentWrites } from '../adapters/consents.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { charterParam, getCharterOf } from './charters/charter-param.ts';
import { visibleCharter } from './charters/visible-charter.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/owner/charters/{version}',
  summary: 'Withdraw your consent to a charter',
  description:
    'The vehicles for which it is in force get no more work, and are told at their next call; what they have finished ' +
    'by then is paid. An earlier version does not come back by it: agree to a new one. The version itself is kept, ' +
    'with the time of its withdrawal. Withdrawn again it stays as it is.',
  request: { params: charterParam },
  responses: {
    200: { description: 'The version', content: { 'application/json': { schema: agreedCharter } } },
  },
});

export function withdrawCharter(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const ownerId = c.get('callerId');
    const { version } = c.req.valid('param');
    const [kept, consent] = await Promise.all([
      getCharterOf(deps, ownerId, version),
      deps.consents.find(ownerId),
    ]);
    const now = deps.now();
    const withdrawn = consent && kept.withdrawnAt === undefined && withdraw(consent, version, now);
    if (!withdrawn) return c.json(visibleCharter(kept), 200);
    await deps.commit(consentWrites.withdraw(withdrawn, version, now));
    return c.json(visibleCharter({ ...kept, withdrawnAt: now }), 200);
  });
}
