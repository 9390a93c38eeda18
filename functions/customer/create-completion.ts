import { createRoute } from '@hono/zod-openapi';
import {
  type CompletionHead,
  chatBodyOfPrompt,
  completionChunks,
  completionNames,
  promptsOf,
  textCompletionOf,
} from '../../shared/completions.ts';
import { type ChatCompletion, chatCompletion } from '../../shared/contract/chat-completion.ts';
import { completionRequest, type TextCompletion, textCompletion } from '../../shared/contract/completions.ts';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { parsedRequest } from '../../shared/parsed-request.ts';
import { Refusal } from '../../shared/refusal.ts';
import { translated } from '../../shared/translated-refusal.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { judgedLater } from '../edge/judged-later.ts';
import { answerLive } from './live/answer-live.ts';
import type { Caller } from './live/caller.ts';
import { type SseMessage, sseOf } from './live/sse.ts';
import { type LiveEvent, streamLive } from './live/stream-live.ts';

const endpoint = '/v1/chat/completions';

const route = createRoute({
  method: 'post',
  path: '/v1/completions',
  summary: 'The legacy completions: each prompt is answered as a chat’s only message',
  request: {
    body: { required: true, content: { 'application/json': { schema: judgedLater(completionRequest) } } },
  },
  responses: {
    200: {
      description: 'The completions of all prompts; where `stream` is true, their chunks',
      content: {
        'application/json': { schema: textCompletion },
        'text/event-stream': { schema: textCompletion },
      },
    },
  },
});

/** A vehicle knows chat completions only: this endpoint is translated to and from them at the edge (shared/completions.ts). */
export function createCompletion(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const caller = { customerId: c.get('callerId'), ...c.get('key') };
    const head = beginCompletion(deps, c.req.valid('json'));
    if (head.request.stream) return sseOf(c, deps, (hungUp) => chunksOf(deps, caller, head, hungUp));
    const hungUp = c.req.raw.signal;
    const answers = await Promise.all(
      bodiesOf(head).map((body) => answerLive(deps, caller, { endpoint, body, hungUp })),
    ).catch(inOwnNames);
    return c.json(
      textCompletionOf(
        head,
        answers.map((answer) => chatCompletion.parse(answer)),
      ),
      200,
    );
  });
}

/** Every prompt is judged before the first is placed: one that is wrong costs nothing. */
function beginCompletion(deps: Deps, json: unknown): CompletionHead {
  const request = parsedRequest(completionRequest, json);
  if (request.stream_options && !request.stream)
    throw new Refusal('invalid_request', 'stream_options: is for "stream": true only', {
      param: 'stream_options',
    });
  const id = `cmpl-${deps.newId('cmpl').slice('cmpl_'.length)}`;
  const head = { id, created: Math.floor(deps.now() / 1_000), request };
  try {
    for (const body of bodiesOf(head)) inferenceRequest(endpoint, body);
  } catch (error) {
    inOwnNames(error);
  }
  return head;
}

const bodiesOf = ({ request }: CompletionHead) =>
  promptsOf(request).map((prompt) => chatBodyOfPrompt(request, prompt));

/** One prompt after the other, so that a reader gets each text in one piece. */
async function* chunksOf(
  deps: Deps,
  caller: Caller,
  head: CompletionHead,
  hungUp: AbortSignal,
): AsyncGenerator<SseMessage, void> {
  const chunks = completionChunks(head);
  const answers: ChatCompletion[] = [];
  try {
    for (const [promptNo, body] of bodiesOf(head).entries()) {
      if (hungUp.aborted) return;
      for await (const event of streamLive(deps, caller, { body, hungUp })) {
        if (event.kind === 'done') answers.push(event.reply);
        yield* chunksFor(chunks, promptNo, event).map(messageOf);
      }
    }
  } catch (error) {
    inOwnNames(error);
  }
  if (hungUp.aborted) return;
  yield* chunks.end(answers).map(messageOf);
  yield { data: '[DONE]' };
}

function chunksFor(
  chunks: ReturnType<typeof completionChunks>,
  promptNo: number,
  event: LiveEvent,
): TextCompletion[] {
  switch (event.kind) {
    case 'placed':
      return chunks.begin(promptNo);
    case 'choice':
      return chunks.write(promptNo, event.choice);
    case 'done':
      return chunks.finish(promptNo, event.reply);
  }
}

const messageOf = (chunk: object): SseMessage => ({ data: JSON.stringify(chunk) });

function inOwnNames(error: unknown): never {
  throw translated(error, completionNames);
}
