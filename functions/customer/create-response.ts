import { createRoute } from '@hono/zod-openapi';
import { responseEvent, responseObject } from '../../shared/contract/response-object.ts';
import { responseRequest } from '../../shared/contract/responses.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { judgedLater } from '../edge/judged-later.ts';
import { sseOf } from './live/sse.ts';
import { answerResponse, placeResponse } from './responses/answer-response.ts';
import { beginResponse } from './responses/begin-response.ts';
import { streamedResponse } from './responses/stream-response.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/responses',
  summary: 'A response of a model to a conversation: at once, as a stream of events, or in the background',
  request: {
    body: { required: true, content: { 'application/json': { schema: judgedLater(responseRequest) } } },
  },
  responses: {
    200: {
      description: 'The response; where `stream` is true, its events',
      content: {
        'application/json': { schema: responseObject },
        'text/event-stream': { schema: responseEvent },
      },
    },
  },
});

/** A vehicle knows chat completions only: this endpoint is translated to and from them at the edge (shared/responses/). */
export function createResponse(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), ...c.get('key') };
    const begun = await beginResponse(deps, caller, c.req.valid('json'));
    if (begun.stream) return sseOf(c, deps, (hungUp) => streamedResponse(deps, caller, begun, hungUp));
    if (begun.background) return c.json(await placeResponse(deps, caller, begun), 200);
    return c.json(await answerResponse(deps, caller, begun, c.req.raw.signal), 200);
  });
}
