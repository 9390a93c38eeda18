import { createRoute } from '@hono/zod-openapi';
import { type AllDeadLettersReply, allDeadLettersReply } from '../../shared/contract/dead-letters.ts';
import { allDeadLetters } from '../../shared/dead-letters.ts';
import { mapAll } from '../adapters/map-all.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** A look costs some thirty requests of SQS: an instance asks no more often than this. */
const freshMillis = 10_000;

export function listDeadLetters(api: Api, deps: Deps) {
  let known: { at: number; data: AllDeadLettersReply['data'] } | undefined;
  const route = createRoute({
    method: 'get',
    path: '/v1/operator/dead_letters',
    summary: 'Where messages lie that nobody could do, the most first',
    responses: {
      200: { description: 'Dead letters', content: { 'application/json': { schema: allDeadLettersReply } } },
    },
  });
  api.openapi(route, async (c) => {
    if (!known || Math.abs(deps.now() - known.at) >= freshMillis)
      known = { at: deps.now(), data: await countAll(deps) };
    return c.json({ object: 'list' as const, queues: allDeadLetters.length, data: known.data }, 200);
  });
}

async function countAll({ deadLetters }: Deps): Promise<AllDeadLettersReply['data']> {
  const counted = await mapAll(allDeadLetters, async ({ name, of }) => ({
    id: name,
    object: 'dead_letters' as const,
    of,
    messages: await deadLetters.count(name),
  }));
  return counted.filter(({ messages }) => messages > 0).sort((a, b) => b.messages - a.messages);
}
