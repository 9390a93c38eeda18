import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openEmbeddings } from '../../agent/engines/embeddings.ts';
import { openUpstream } from '../../agent/engines/upstream.ts';

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
