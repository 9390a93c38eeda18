import OpenAI from 'openai';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import { definitions, type Market, startMarket } from '../support/market-rig.ts';
import { served, warmUp } from '../support/serving.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

const model = 'parkade-dictionary-1';

let market: Market;
let vehicle: TestVehicle;
beforeAll(async () => {
  market = await startMarket();
  vehicle = await market.vehicle(0, [model]);
  await warmUp({ market, vehicle }, model);
});
afterEach(async () => {
  await market.expectSound();
});
afterAll(() => market.close());

const define = (word: string, more: object = {}) =>
  market.openai.responses.create({ model, input: `Define ${word}.`, max_output_tokens: 48, ...more });

test('a response answers with the model’s text and says what it used', async () => {
  const response = await served({ market, vehicle }, () =>
    define('harbor', { metadata: { story: 'one' }, user: 'u1' }),
  );
  expect(response).toMatchObject({
    object: 'response',
    status: 'completed',
    error: null,
    incomplete_details: null,
    metadata: { story: 'one' },
    user: 'u1',
    service_tier: 'default',
    store: true,
    output: [{ type: 'message', role: 'assistant', status: 'completed' }],
  });
  expect(response.output_text).toBe(definitions().harbor);
  expect(response.id).toMatch(/^resp_/);
  expect(response.usage?.total_tokens).toBe(
    (response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0),
  );
  expect(response.usage?.output_tokens).toBeGreaterThan(0);
});

test('an answer that reaches max_output_tokens is incomplete', async () => {
  const cut = await served({ market, vehicle }, () => define('harbor', { max_output_tokens: 2 }));
  expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  expect(definitions().harbor?.startsWith(cut.output_text.trim())).toBe(true);
});

test('a stored response is retrieved, goes on, lists what it was made from, and is deleted', async () => {
  const { first, second } = await served({ market, vehicle }, async () => {
    const first = await define('harbor', { instructions: 'Be short.' });
    const second = await define('horse', { previous_response_id: first.id });
    return { first, second };
  });
  expect(await market.openai.responses.retrieve(first.id)).toEqual(first);
  expect(second.output_text).toBe(definitions().horse);
  expect(second).toMatchObject({ previous_response_id: first.id, instructions: null });

  const all = await Array.fromAsync(
    market.openai.responses.inputItems.list(second.id, { order: 'asc', limit: 2 }),
  );
  expect(all).toMatchObject([
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Define harbor.' }] },
    { type: 'message', role: 'assistant', id: first.output[0]?.id },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Define horse.' }] },
  ]);
  const newest = await market.openai.responses.inputItems.list(second.id, { limit: 1 });
  expect(newest.data).toEqual([all[2]]);
  expect(newest.has_more).toBe(true);

  await market.openai.responses.delete(first.id);
  for (const again of [
    () => market.openai.responses.retrieve(first.id),
    () => market.openai.responses.delete(first.id),
    () => define('harbor', { previous_response_id: first.id }),
  ])
    await expect(again()).rejects.toMatchObject({ status: 404, code: 'not_found' });
  // What went on from it is whole without it.
  expect(await market.openai.responses.retrieve(second.id)).toEqual(second);
});

test('a response is forgotten where it is not to be stored, and by a stranger', async () => {
  const { kept, unkept, zero } = await served({ market, vehicle }, async () => ({
    kept: await define('harbor'),
    unkept: await define('harbor', { store: false }),
    zero: await define('harbor', { x_parkade: { data: 'zero_retention' } }),
  }));
  expect([kept, unkept, zero]).toMatchObject([{ store: true }, { store: false }, { store: false }]);
  const gone = { status: 404, code: 'not_found' };
  for (const { id } of [unkept, zero])
    await expect(market.openai.responses.retrieve(id)).rejects.toMatchObject(gone);
  const { apiKey } = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
    key: market.financeKey,
    body: { name: 'Stranger' },
  });
  const stranger = new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
  for (const attempt of [
    () => stranger.responses.retrieve(kept.id),
    () => stranger.responses.cancel(kept.id),
    () => stranger.responses.delete(kept.id),
    () => stranger.responses.inputItems.list(kept.id),
    () => stranger.responses.create({ model, input: 'x', previous_response_id: kept.id }),
  ])
    await expect(attempt()).rejects.toMatchObject(gone);
});

test('a streamed response is told by events that the client puts together, and told again afterwards', async () => {
  const events: ResponseStreamEvent[] = [];
  const final = await served({ market, vehicle }, async () => {
    const stream = market.openai.responses.stream({ model, input: 'Define harbor.', max_output_tokens: 48 });
    stream.on('event', (event) => events.push(structuredClone(event)));
    return stream.finalResponse();
  });
  expect(final.output_text).toBe(definitions().harbor);
  expect(final.status).toBe('completed');
  const types = events.map(({ type }) => type);
  expect(types.slice(0, 4)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
  ]);
  expect(types.slice(-4)).toEqual([
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ]);
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, at) => at));

  const wire = async (query: { starting_after?: number }) =>
    Array.fromAsync(await market.openai.responses.retrieve(final.id, { stream: true, ...query }));
  const again = await wire({});
  expect(again.map(({ type }) => type)).toEqual(types);
  expect(await wire({ starting_after: 2 })).toEqual(again.slice(3));
  const { output_text } = await market.openai.responses.retrieve(final.id);
  expect(output_text).toBe(definitions().harbor);
});

test('a schema is kept, streamed or not', async () => {
  const format = {
    type: 'json_schema',
    name: 'word',
    strict: true,
    schema: {
      type: 'object',
      properties: { isWord: { type: 'boolean' } },
      required: ['isWord'],
      additionalProperties: false,
    },
  } as const;
  const ask = { model, input: 'Define harbor.', text: { format }, max_output_tokens: 48 };
  const { once, streamed } = await served({ market, vehicle }, async () => ({
    once: await market.openai.responses.parse(ask),
    streamed: await market.openai.responses.stream(ask).finalResponse(),
  }));
  for (const { output_text, text } of [once, streamed]) {
    expect(JSON.parse(output_text)).toEqual({ isWord: expect.any(Boolean) });
    expect(text).toMatchObject({ format: { type: 'json_schema', name: 'word' } });
  }
});

test('a function that must be called is called, and its output sent back is answered', async () => {
  const tool = {
    type: 'function',
    name: 'look_up',
    description: 'Looks a word up.',
    parameters: {
      type: 'object',
      properties: { sure: { type: 'boolean' } },
      required: ['sure'],
      additionalProperties: false,
    },
    strict: true,
  } as const;
  const asked = {
    model,
    input: 'Define harbor.',
    tools: [tool],
    tool_choice: 'required' as const,
    max_output_tokens: 60,
  };
  const called = await served({ market, vehicle }, () => market.openai.responses.create(asked));
  const [item] = called.output;
  if (item?.type !== 'function_call') throw new Error(`no call: ${JSON.stringify(called.output)}`);
  expect(item).toMatchObject({ name: 'look_up', status: 'completed' });
  expect(JSON.parse(item.arguments)).toEqual({ sure: expect.any(Boolean) });

  const streamed = await served({ market, vehicle }, async () => {
    const stream = await market.openai.responses.create({ ...asked, stream: true });
    return Array.fromAsync(stream);
  });
  expect(streamed.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.completed',
    ]),
  );

  const answered = await served({ market, vehicle }, () =>
    market.openai.responses.create({
      model,
      previous_response_id: called.id,
      input: [
        { type: 'function_call_output', call_id: item.call_id, output: 'A bay.' },
        { role: 'user', content: 'Define horse.' },
      ],
      max_output_tokens: 48,
    }),
  );
  expect(answered.status).toBe('completed');
});

test('what can’t be kept is refused by the name that the customer used, before anything is placed', async () => {
  for (const [more, code, param] of [
    [{ tools: [{ type: 'web_search' }] }, 'unsupported_parameter', 'tools.0.type'],
    [{ top_k: 3 }, 'unsupported_parameter', 'top_k'],
    [{ background: true, store: false }, 'invalid_request', 'background'],
    [{ background: true, stream: true }, 'invalid_request', 'stream'],
    [{ previous_response_id: 'resp_none' }, 'not_found', 'previous_response_id'],
    [{ model: 'none' }, 'model_not_found', 'model'],
    [
      { input: [{ role: 'user', content: [{ type: 'input_image', image_url: 'https://x' }] }] },
      'invalid_request',
      'input',
    ],
  ] as const)
    await expect(define('harbor', more)).rejects.toMatchObject({ code, param });
  const tooLong = served({ market, vehicle }, () =>
    market.openai.responses.create({ model, input: 'car '.repeat(2_000) }),
  );
  await expect(tooLong).rejects.toMatchObject({ status: 400, param: 'input' });
});
