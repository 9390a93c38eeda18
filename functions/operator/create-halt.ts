import { createRoute } from '@hono/zod-openapi';
import { getModel } from '../../shared/catalogue.ts';
import { createHaltRequest, haltReply } from '../../shared/contract/halts.ts';
import { haltWrites } from '../adapters/halts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleHalt } from './halts/visible-halt.ts';

/** The kill switch. */
export function createHalt(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/operator/halts',
    summary: 'Halts vehicles by software version, hardware class, region or model',
    description:
      'From a second later on they get no lease and no renewal, and are told the reason; what they have finished is ' +
      'taken and paid. `active_leases` of the halt falls to 0: a live lease lasts 15 seconds, any other 20 minutes at most.',
    request: { body: { required: true, content: { 'application/json': { schema: createHaltRequest } } } },
    responses: { 200: { description: 'Halted', content: { 'application/json': { schema: haltReply } } } },
  });
  api.openapi(route, async (c) => {
    const { software_version, hardware_class, region, model, reason } = c.req.valid('json');
    if (model !== undefined) getModel(model);
    const halt = {
      haltId: deps.newId('halt'),
      ...(software_version !== undefined && { softwareVersion: software_version }),
      ...(hardware_class && { hardwareClass: hardware_class }),
      ...(region && { region }),
      ...(model !== undefined && { model }),
      reason,
    };
    const createdAt = deps.now();
    await deps.commit(haltWrites.begin(halt, createdAt));
    return c.json(visibleHalt({ ...halt, createdAt }), 200);
  });
}
