import { createRoute, z } from '@hono/zod-openapi';
import { responseObject } from '../../shared/contract/response-object.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { type ResponseName, responseWrites } from '../adapters/responses.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { lookAtResponse, type SeenResponse, seenObject } from './responses/look-at-response.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/responses/{responseId}/cancel',
  summary: 'Cancels a response in the background; one that has ended stays as it is',
  request: { params: z.object({ responseId: z.string() }) },
  responses: {
    200: { description: 'The response', content: { 'application/json': { schema: responseObject } } },
  },
});

export function cancelResponse(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    return c.json(seenObject(deps, await cancelled(deps, name)), 200);
  });
}

/** The task is taken back and the response says so, in one commit: a vehicle is faster than that, or does not run it. */
async function cancelled(deps: Deps, name: ResponseName): Promise<SeenResponse> {
  const seen = await lookAtResponse(deps, name);
  if (!seen.stored.begun.background)
    throw new Refusal('invalid_request', 'Only a response with "background": true can be cancelled.', {
      param: 'response_id',
    });
  if (!seen.task) return seen;
  try {
    await deps.commit([taskWrites.close(seen.task), responseWrites.end(name, 'cancelled')]);
    return { state: 'cancelled', stored: seen.stored };
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return cancelled(deps, name);
  }
}
