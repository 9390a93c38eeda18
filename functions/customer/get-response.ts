import { createRoute, z } from '@hono/zod-openapi';
import { responseEvent, responseObject } from '../../shared/contract/response-object.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { sseOf } from './live/sse.ts';
import { lookAtResponse, seenObject } from './responses/look-at-response.ts';
import { retoldResponse } from './responses/stream-response.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/responses/{responseId}',
  summary: 'Retrieves a stored response, or tells its events again',
  request: {
    params: z.object({ responseId: z.string() }),
    query: z.strictObject({
      stream: z.enum(['true', 'false']).optional(),
      starting_after: z.coerce
        .number()
        .int()
        .min(0)
        .optional()
        .meta({ description: 'With `stream`: the sequence_number of the last event that was read.' }),
      include_obfuscation: z.literal('false', 'events are not padded').optional(),
    }),
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

export function getResponse(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    const { stream, starting_after } = c.req.valid('query');
    if (stream === 'true')
      return sseOf(c, deps, (hungUp) =>
        retoldResponse(deps, name, { hungUp, startingAfter: starting_after }),
      );
    return c.json(seenObject(deps, await lookAtResponse(deps, name)), 200);
  });
}
