import { createRoute } from '@hono/zod-openapi';
import { beneficiariesReply } from '../../shared/contract/owner-beneficiaries.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellBeneficiaries } from './beneficiaries/tell-beneficiaries.ts';

/** With whom the owner shares, and what each is owed. */
export function getBeneficiaries(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/beneficiaries',
    summary: 'Who shares your earnings',
    description: 'Those who had a share once are listed too, with a share of 0 and what they are still owed.',
    responses: {
      200: {
        description: 'All beneficiaries, those with a share first',
        content: { 'application/json': { schema: beneficiariesReply } },
      },
    },
  });
  api.openapi(route, async (c) => c.json(await tellBeneficiaries(deps, c.get('callerId')), 200));
}
