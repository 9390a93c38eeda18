import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

const prompt = ['Define harbor.', 'Define horse.'];
const texts = () => [definitions().harbor, definitions().horse];

test('a prompt is completed, and several prompts in their order', async () => {
  const one = await served({ market, vehicle }, () =>
    market.openai.completions.create({ model, prompt: 'Define harbor.', max_tokens: 48 }),
  );
  expect(one).toMatchObject({
    object: 'text_completion',
    model,
    choices: [{ index: 0, text: definitions().harbor, logprobs: null, finish_reason: 'stop' }],
  });
  expect(one.id).toMatch(/^cmpl-/);
  const two = await served({ market, vehicle }, () =>
    market.openai.completions.create({ model, prompt, max_tokens: 48, n: 1 }),
  );
  expect(two.choices.map(({ text }) => text)).toEqual(texts());
  expect(two.usage?.completion_tokens).toBeGreaterThan(one.usage?.completion_tokens ?? 0);
});

test('a streamed completion puts together the same texts, after their prompts where they are echoed', async () => {
  const ask = { model, prompt, max_tokens: 48, echo: true, stream_options: { include_usage: true } };
  const chunks = await served({ market, vehicle }, async () =>
    Array.fromAsync(await market.openai.completions.create({ ...ask, stream: true })),
  );
  const textOf = (index: number) =>
    chunks
      .flatMap(({ choices }) => choices)
      .filter((choice) => choice.index === index)
      .map(({ text }) => text)
      .join('');
  expect([textOf(0), textOf(1)]).toEqual(texts().map((text, at) => `${prompt[at]}${text}`));
  expect(chunks.at(-1)).toMatchObject({ object: 'text_completion', choices: [] });
  expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
});

test('what can’t be kept is refused by its name, before anything is placed', async () => {
  for (const [more, param] of [
    [{ suffix: 'x' }, 'suffix'],
    [{ logprobs: 2 }, 'logprobs'],
    [{ best_of: 2 }, 'best_of'],
  ] as const)
    await expect(market.openai.completions.create({ model, prompt: 'x', ...more })).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_parameter',
      param,
    });
  await expect(market.openai.completions.create({ model: 'none', prompt })).rejects.toMatchObject({
    status: 404,
    param: 'model',
  });
  for (const stream of [false, true]) {
    const tooLong = async () => {
      const reply = await market.openai.completions.create({ model, prompt: 'car '.repeat(2_000), stream });
      return 'choices' in reply ? reply : Array.fromAsync(reply);
    };
    await expect(served({ market, vehicle }, tooLong)).rejects.toMatchObject({ param: 'prompt' });
  }
});
