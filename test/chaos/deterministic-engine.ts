import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What the engine answers to a prompt: the same at any time and on any vehicle. */
export const answerTo = (prompt: string): string => `It is ${sha256(prompt).slice(0, 24)}.`;

/** The vector of a text: 128 numbers of three places. */
export const vectorOf = (input: string): number[] =>
  Array.from({ length: 4 }, (_, part) => [...createHash('sha256').update(`${part} ${input}`).digest()])
    .flat()
    .map((byte) => (byte - 128) / 1_024 + 0.001);

const sha256 = (words: string): string => createHash('sha256').update(words).digest('hex');

/** Long enough for a kill to come in between. */
const runMillis = 15;

type Asked = { model: string; messages?: { content: string }[]; input?: string | string[] };

/** An OpenAI-compatible server that answers by a hash of what it is asked. */
export async function startEngineServer() {
  const server = createServer(async (request, response) => {
    const asked = await asJson(request).catch(() => undefined);
    if (!asked) {
      response.destroy();
      return;
    }
    await pause(runMillis);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(asked.messages ? completionOf(asked) : embeddingsOf(asked)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const asJson = async (request: IncomingMessage): Promise<Asked> => JSON.parse(await text(request));

function completionOf({ model, messages = [] }: Asked) {
  const content = answerTo(messages.at(-1)?.content ?? '');
  const message = { role: 'assistant', content, refusal: null };
  return {
    id: `chatcmpl-${sha256(content).slice(0, 12)}`,
    object: 'chat.completion',
    created: 1,
    model,
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
  };
}

function embeddingsOf({ model, input = '' }: Asked) {
  const data = [input].flat().map((each, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(each),
  }));
  return { object: 'list', data, model, usage: { prompt_tokens: 5, total_tokens: 5 } };
}
