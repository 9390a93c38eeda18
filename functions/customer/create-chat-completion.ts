import { createRoute, z } from '@hono/zod-openapi';
import { chunkWriter } from '../../shared/chat-stream.ts';
import { chatCompletion, chatCompletionChunk } from '../../shared/contract/chat-completion.ts';
import { chatCompletionRequest } from '../../shared/contract/chat-completions.ts';
import { tierOf } from '../../shared/live-call.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { judgedLater } from '../edge/judged-later.ts';
import { answerLive } from './live/answer-live.ts';
import type { Caller } from './live/caller.ts';
import { type SseMessage, sseOf } from './live/sse.ts';
import { streamLive } from './live/stream-live.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/chat/completions',
  summary: 'A chat completion, or a page read, at once',
  request: {
    body: { required: true, content: { 'application/json': { schema: judgedLater(chatCompletionRequest) } } },
  },
  responses: {
    200: {
      description: 'The completion; where `stream` is true, its chunks as server-sent events',
      content: {
        'application/json': { schema: chatCompletion },
        'text/event-stream': { schema: chatCompletionChunk },
      },
    },
  },
});

/** The body is judged by the same rule as a batch file's line (shared/inference-request.ts). */
export function createChatCompletion(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const body: unknown = c.req.valid('json');
    const caller = { customerId: c.get('callerId'), ...c.get('key') };
    const id = `chatcmpl-${deps.newId('call').slice('call_'.length)}`;
    const asked = streaming.safeParse(body);
    if (asked.success)
      return sseOf(c, deps, (hungUp) => chunksOf(deps, caller, { body, id, hungUp, ...asked.data }));
    const call = { endpoint: '/v1/chat/completions', body, hungUp: c.req.raw.signal } as const;
    return c.json(chatCompletion.parse({ ...(await answerLive(deps, caller, call)), id }), 200);
  });
}

/** Whether a stream is wanted: everything else about the body is judged when the call is placed. */
const streaming = z.looseObject({
  stream: z.literal(true),
  model: z.string(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish().catch(undefined),
});

type Streamed = z.infer<typeof streaming> & { body: unknown; id: string; hungUp: AbortSignal };

async function* chunksOf(
  deps: Deps,
  caller: Caller,
  { body, id, model, hungUp, stream_options }: Streamed,
): AsyncGenerator<SseMessage, void> {
  const created = Math.floor(deps.now() / 1_000);
  const includeUsage = stream_options?.include_usage === true;
  let writer = chunkWriter({ id, created, model, includeUsage });
  for await (const event of streamLive(deps, caller, { body, hungUp }))
    switch (event.kind) {
      case 'placed':
        writer = chunkWriter({ id, created, model, includeUsage, serviceTier: tierOf(event.call.window) });
        break;
      case 'choice':
        for (const chunk of writer.write(event.choice).chunks) yield { data: JSON.stringify(chunk) };
        break;
      case 'done':
        for (const chunk of writer.finish(event.reply).chunks) yield { data: JSON.stringify(chunk) };
    }
  yield { data: '[DONE]' };
}
