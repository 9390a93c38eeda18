import { createRoute } from '@hono/zod-openapi';
import { standardCharter } from '../../shared/charter.ts';
import { consentTexts } from '../../shared/consent.ts';
import { listOf } from '../../shared/contract/list.ts';
import { chartersQuery, chartersReply } from '../../shared/contract/owner-charters.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { visibleCharter } from './charters/visible-charter.ts';

/** As it may be agreed to: departures are for the charter in the car. */
const start = { ...standardCharter, departure: { ...standardCharter.departure, weekly: [], dated: [] } };

/** Every version that the owner ever agreed to, and the text that goes with the next one. */
export function listCharters(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/owner/charters',
    summary: 'Your charters, latest first',
    description: '`after`: the version to go on from, as `last_id` names it.',
    request: { query: chartersQuery },
    responses: {
      200: { description: 'Charters', content: { 'application/json': { schema: chartersReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { after, limit } = c.req.valid('query');
    const found = await deps.consents.list(c.get('callerId'), { after, limit: limit + 1 });
    const text = { version: '1' as const, text: consentTexts['1'] };
    const list = listOf(found.map(visibleCharter), limit);
    return c.json({ ...list, consent_text: text, standard_charter: start }, 200);
  });
}
