import { createRoute, z } from '@hono/zod-openapi';
import { responseDeleted } from '../../shared/contract/response-object.ts';
import { responseWrites } from '../adapters/responses.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { closeCall } from './live/watch-call.ts';
import { contentOf } from './responses/keep-response.ts';
import { lookAtResponse } from './responses/look-at-response.ts';

const route = createRoute({
  method: 'delete',
  path: '/v1/responses/{responseId}',
  summary: 'Deletes a stored response; one that still waits in the background is not run any more',
  request: { params: z.object({ responseId: z.string() }) },
  responses: { 200: { description: 'Gone', content: { 'application/json': { schema: responseDeleted } } } },
});

/** Gone for the customer with the commit; bytes that are left by a break-off go by the bucket's lifecycle. */
export function deleteResponse(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const name = { customerId: c.get('callerId'), ...c.req.valid('param') };
    const { task } = await lookAtResponse(deps, name);
    if (task) await closeCall(deps, task);
    await deps.commit([responseWrites.delete(name, deps.now())]);
    await deps.fileObjects.delete(contentOf(name));
    return c.json({ id: name.responseId, object: 'response' as const, deleted: true as const }, 200);
  });
}
