import { reach } from '../../../api/client.ts';
import { ApiFailure } from '../../../api/failure.ts';

/** A call as anybody can make it: what is shown as code is what is sent. */
export type Call = {
  path: '/v1/chat/completions' | '/v1/embeddings';
  body: Readonly<Record<string, unknown>>;
};

const jsonType = { 'content-type': 'application/json' };

async function send({ path, body }: Call, signal?: AbortSignal): Promise<Response> {
  const init = { method: 'POST', headers: jsonType, body: JSON.stringify(body) };
  const reply = await reach(new Request(path, { ...init, ...(signal && { signal }) }));
  if (!reply.ok) throw new ApiFailure(reply, await reply.json().catch(() => undefined));
  return reply;
}

type Completion = { choices: { message: { content?: string | null } }[] };

export async function answerOf(call: Call): Promise<string> {
  const { choices } = (await (await send(call)).json()) as Completion;
  return choices[0]?.message.content ?? '';
}

type Embedded = { data: { index: number; embedding: number[] }[] };

export async function vectorsOf(call: Call): Promise<number[][]> {
  const { data } = (await (await send(call)).json()) as Embedded;
  return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
}

type Chunk = { choices?: { delta: { content?: string | null } }[]; error?: { message?: string } };

/** Each piece of the answer as it comes. */
export async function* streamedAnswer(call: Call, signal: AbortSignal): AsyncGenerator<string> {
  const reply = await send(call, signal);
  for await (const data of eventsOf(reply)) {
    if (data === '[DONE]') return;
    const { choices, error } = JSON.parse(data) as Chunk;
    if (error) throw new Error(error.message ?? 'The stream broke off.');
    yield choices?.[0]?.delta.content ?? '';
  }
}

/** The data of server-sent events; comments, which keep the connection alive, are passed over. */
async function* eventsOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const events = (text + read.value).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events)
      for (const line of event.split('\n')) if (line.startsWith('data: ')) yield line.slice(6);
  }
}
