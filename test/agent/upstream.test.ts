import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openChat } from '../../agent/engines/chat.ts';
import { openEmbeddings } from '../../agent/engines/embeddings.ts';
import { openUpstream } from '../../agent/engines/upstream.ts';
import { chunkWriter, emptyTranscript, extended, transcriptOf } from '../../shared/chat-stream.ts';
import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import { chatCompletion } from '../../shared/contract/chat-completion.ts';

const real = await openEmbeddings();
afterAll(() => real.close());
const modelSha256 = 'a'.repeat(64);

/** An OpenAI-compatible server around the real embeddings engine, which calls its model by another name. */
async function startServer(failures: number[] = []) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const failure = failures.shift();
    const allowed = request.headers.authorization === 'Bearer key' && request.url === '/v1/embeddings';
    const reply = await real.run({ ...body, model: body.model === 'tiny' ? real.model : body.model });
    response.statusCode = failure ?? (allowed ? reply.status : 401);
    response.end(JSON.stringify({ ...reply.body, model: body.model }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const open = (baseUrl: string, apiKey = 'key') =>
  openUpstream({
    model: 'parkade-embed-1',
    upstreamModel: 'tiny',
    endpoint: '/v1/embeddings',
    baseUrl,
    apiKey,
    modelSha256,
  });
const body = { model: 'parkade-embed-1', input: 'a parked car' };

test('an answer comes under the name the model is sold by, with the units the server reports', async () => {
  const reply = await open(await startServer()).run(body);
  expect(reply).toEqual(await real.run(body));
});

test('what the server says of the request is passed on and costs nothing', async () => {
  const { status, body: reply, units } = await open(await startServer()).run({ ...body, input: '' });
  expect(status).toBe(400);
  expect(reply).toMatchObject({ error: { param: 'input' } });
  expect(units).toEqual({ inputTokens: 0, outputTokens: 0, pages: 0 });
});

test('a busy server is asked again', async () => {
  expect((await open(await startServer([503])).run(body)).status).toBe(200);
});

test("an operator's mistake is a fault, not the customer's", async () => {
  await expect(open(await startServer(), 'another').run(body)).rejects.toThrow('401');
});

const chat = await openChat({ now: () => 1_750_000_000_000 });
afterAll(() => chat.close());
const schema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };
const tools = [{ type: 'function', function: { name: 'lookup', parameters: schema } }];
const asked = (more: object = {}) => ({
  model: chat.model,
  messages: [{ role: 'user', content: 'Define harbor.' }],
  max_tokens: 100,
  ...more,
});

/** A server around the real chat engine, that streams in OpenAI's way; `spoiled` changes what it sends. */
async function startChatServer(spoiled: (events: string[]) => string[] = (events) => events) {
  const server = createServer(async (request, response) => {
    const received: Buffer[] = [];
    for await (const chunk of request) received.push(chunk);
    const { stream, stream_options, ...body } = JSON.parse(Buffer.concat(received).toString());
    const writer = chunkWriter({
      id: 'up',
      created: 1,
      model: 'tiny',
      includeUsage: stream_options?.include_usage,
    });
    const chunks: unknown[] = [];
    const reply = await chat.run({ ...body, model: chat.model }, undefined, (choice) => {
      chunks.push(...writer.write(choice).chunks);
    });
    if (!stream || reply.status !== 200) {
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body));
      return;
    }
    chunks.push(...writer.finish(chatCompletion.parse(reply.body)).chunks);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'];
    response.end(
      spoiled(events)
        .map((data) => `data: ${data}\n\n`)
        .join(''),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const endpoint = '/v1/chat/completions' as const;
  return openUpstream({ model: chat.model, upstreamModel: 'tiny', endpoint, baseUrl, modelSha256 });
}

test.each([
  ['a text', {}],
  ['three choices', { n: 3, temperature: 1.9, seed: 4 }],
  ['a call of a function', { tools, tool_choice: 'required' }],
  ['JSON', { response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } }],
])('%s is told in pieces, and is whole in the end what it is unstreamed', async (_, more) => {
  const engine = await startChatServer();
  const said: ChunkChoice[] = [];
  const body = asked({ ...more, user: 'a customer', metadata: { of: 'the market' }, service_tier: 'flex' });
  const { status, body: reply, units } = await engine.run(body, undefined, (choice) => said.push(choice));
  expect(status).toBe(200);
  expect(said.length).toBeGreaterThan(2);
  const whole = chatCompletion.parse(reply);
  expect(Object.fromEntries(said.reduce(extended, emptyTranscript))).toEqual(
    Object.fromEntries(transcriptOf(whole)),
  );
  const unstreamed = await engine.run(body);
  expect(chatCompletion.parse(unstreamed.body).choices).toEqual(whole.choices);
  expect(unstreamed.units).toEqual(units);
  expect(whole.model).toBe(chat.model);
});

test('a request that the server refuses costs nothing, streamed as well', async () => {
  const { status, units } = await (await startChatServer()).run(
    asked({ max_tokens: 1_024 }),
    undefined,
    () => undefined,
  );
  expect([status, units]).toEqual([400, { inputTokens: 0, outputTokens: 0, pages: 0 }]);
});

test.each([
  ['breaks off', 'before the answer was whole', (events: string[]) => events.slice(0, 4)],
  [
    'says an error',
    'with an error',
    (events: string[]) => [...events.slice(0, 4), '{"error":{"message":"out of memory"}}'],
  ],
  ['has no usage', 'usage', (events: string[]) => events.filter((data) => !data.includes('"usage":{'))],
  ['is no JSON', 'JSON', () => ['{"choices":']],
])('a stream that %s is a fault', async (_, why, spoiled) => {
  const engine = await startChatServer(spoiled);
  await expect(engine.run(asked(), undefined, () => undefined)).rejects.toThrow(why);
});

test('a server that does not keep the schema is not paid for', async () => {
  const engine = await startChatServer((events) =>
    events.map((data) => data.replace('"content":"{"', '"content":"["')),
  );
  const format = { type: 'json_schema', json_schema: { name: 'a', schema } };
  const { status, body: reply } = await engine.run(
    asked({ response_format: format }),
    undefined,
    () => undefined,
  );
  expect([status, reply]).toMatchObject([400, { error: { code: 'schema_not_kept' } }]);
});
