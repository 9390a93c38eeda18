import { createRoute } from '@hono/zod-openapi';
import { deadLettersParams, deadLettersQuery, deadLettersReply } from '../../shared/contract/dead-letters.ts';
import { saidIn } from '../../shared/dead-letters.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { getNamed } from './dead-letters/get-named.ts';

export function getDeadLetters(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/dead_letters/{queue}',
    summary: 'What lies there: which things the messages name, and since when',
    description:
      'A look, which takes none away. While somebody looks, others see them half a minute later at most.',
    request: { params: deadLettersParams, query: deadLettersQuery },
    responses: {
      200: { description: 'Messages', content: { 'application/json': { schema: deadLettersReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const { name } = getNamed(c.req.valid('param').queue);
    const { limit } = c.req.valid('query');
    const taken = await deps.deadLetters.take(name, limit + 1);
    await deps.deadLetters.showAgain(name, taken);
    const data = taken.slice(0, limit).map(({ id, sentAt, body }) => ({
      id,
      object: 'dead_letter' as const,
      sent_at: sentAt,
      says: saidIn(body),
    }));
    return c.json({ object: 'list' as const, data, has_more: taken.length > limit }, 200);
  });
}
