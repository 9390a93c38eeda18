import { createRoute } from '@hono/zod-openapi';
import { deadLettersParams, replayReply, replayRequest } from '../../shared/contract/dead-letters.ts';
import type { Deps } from '../edge/deps.ts';
import { emptyBodyIsNone } from '../edge/empty-body.ts';
import type { Api } from '../edge/http.ts';
import { getNamed } from './dead-letters/get-named.ts';
import { replay } from './dead-letters/replay.ts';

/** Within a function's time. What is left is replayed by the next call. */
const lettersMost = 500;

export function replayDeadLetters(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/operator/dead_letters/{queue}/replay',
    summary: 'Sends dead letters back to where they came from: those that are named, or all',
    description:
      'Mend first what they died of. All that takes messages may be told twice, so that what is replayed is done once.',
    middleware: emptyBodyIsNone,
    request: {
      params: deadLettersParams,
      body: { content: { 'application/json': { schema: replayRequest } } },
    },
    responses: {
      200: { description: 'What became of them', content: { 'application/json': { schema: replayReply } } },
    },
  });
  api.openapi(route, async (c) => {
    const from = getNamed(c.req.valid('param').queue);
    const { message_ids: wanted } = c.req.valid('json') ?? {};
    const taken = await deps.deadLetters.take(from.name, lettersMost);
    const isChosen = ({ id }: { id: string }) => wanted === undefined || wanted.includes(id);
    const fates = await replay(deps, from, taken.filter(isChosen));
    await deps.deadLetters.showAgain(
      from.name,
      taken.filter((letter) => !isChosen(letter)),
    );
    return c.json(
      { object: 'replay' as const, ...fates, left: await deps.deadLetters.count(from.name) },
      200,
    );
  });
}
