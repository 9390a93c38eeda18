import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { expect, test } from 'vitest';
import { openEmbeddings } from '../../agent/engines/embeddings.ts';
import { createEngines } from '../../agent/engines/engines.ts';
import { shippedModels } from '../../agent/engines/model-file.ts';
import { embeddingLines } from '../../local/demo/batches.ts';
import { getModel } from '../../shared/catalogue.ts';
import { builtInEngines, refusal } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-embed-1';
const embed = async (body: Record<string, unknown>) => (await engines.get(model)).run({ model, ...body });
const vectorOf = (body: unknown, index = 0) =>
  (body as { data: { embedding: number[] }[] }).data[index]?.embedding ?? [];

test('a text gives 128 numbers of length one, and its tokens as usage', async () => {
  const { status, body, units } = await embed({ input: 'a parked car' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ object: 'list', model, usage: { prompt_tokens: 5, total_tokens: 5 } });
  expect(units).toEqual({ inputTokens: 5, outputTokens: 0, pages: 0 });
  const vector = vectorOf(body);
  expect(vector).toHaveLength(128);
  expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

test('a text has the same bits alone, among others, repeated, and as token numbers', async () => {
  const alone = vectorOf((await embed({ input: 'a parked car' })).body);
  const many = (await embed({ input: ['the ship reached the harbor', 'a parked car'] })).body;
  const repeated = vectorOf((await embed({ input: ['a parked car'] })).body);
  expect(vectorOf(many, 1)).toEqual(alone);
  expect(repeated).toEqual(alone);
});

test('related texts are nearer than unrelated ones', async () => {
  const { body } = await embed({ input: ['a parked car', 'automobile', 'a bowl of soup'] });
  const dot = (left: number[], right: number[]) =>
    left.reduce((sum, each, index) => sum + each * (right[index] ?? 0), 0);
  expect(dot(vectorOf(body, 0), vectorOf(body, 1))).toBeCloseTo(0.33, 2);
  expect(dot(vectorOf(body, 0), vectorOf(body, 2))).toBeCloseTo(-0.01, 2);
});

test('base64 holds the same float32 numbers', async () => {
  const numbers = vectorOf((await embed({ input: 'a parked car' })).body);
  const { body } = await embed({ input: 'a parked car', encoding_format: 'base64' });
  const bytes = Uint8Array.from(Buffer.from(String(vectorOf(body)), 'base64'));
  expect(Array.from(new Float32Array(bytes.buffer))).toEqual(numbers);
});

test('fewer dimensions are the first numbers of the whole vector, length one again', async () => {
  const whole = vectorOf((await embed({ input: 'a parked car' })).body);
  for (const dimensions of [64, 100, 127, 128]) {
    const short = vectorOf((await embed({ input: 'a parked car', dimensions })).body);
    expect(short).toHaveLength(dimensions);
    expect(Math.hypot(...short)).toBeCloseTo(1, 5);
    const length = Math.hypot(...whole.slice(0, dimensions));
    for (const [index, each] of short.entries()) expect(each).toBeCloseTo((whole[index] ?? 0) / length, 5);
  }
});

test('token numbers have the vector of the text that they are the tokens of', async () => {
  const tokenizer = new Tokenizer(
    JSON.parse(readFileSync(join(shippedModels, 'embed/tokenizer.json'), 'utf8')),
    {},
  );
  const texts = ['a parked car', 'the ship reached the harbor'];
  const input = texts.map((text) => tokenizer.encode(text).ids);
  expect((await embed({ input })).body).toEqual((await embed({ input: texts })).body);
  expect((await embed({ input: input[0] })).body).toEqual((await embed({ input: texts[0] })).body);
});

test('the vocabulary is as large as the catalogue says', () => {
  const tokenizer = new Tokenizer(
    JSON.parse(readFileSync(join(shippedModels, 'embed/tokenizer.json'), 'utf8')),
    {},
  );
  expect(tokenizer.get_vocab().size).toBe(getModel(model).limits.vocabularySize);
});

test('the demo batch is answered throughout', async () => {
  const lines = embeddingLines();
  expect(lines.length).toBeGreaterThanOrEqual(300);
  const engine = await engines.get(model);
  for (const { body } of lines) expect((await engine.run(body)).status).toBe(200);
});

test.each([
  ['a text over 512 tokens', { input: 'car '.repeat(600) }, 'context_length_exceeded'],
  ['an empty text', { input: '' }, 'invalid_request'],
  ['no input', {}, 'invalid_request'],
  ['so few dimensions that they say nothing', { input: 'a', dimensions: 63 }, 'invalid_request'],
  ['more dimensions than there are', { input: 'a', dimensions: 129 }, 'invalid_request'],
  ['a token number outside the vocabulary', { input: [1, 9_999_999] }, 'invalid_request'],
  ['an unknown parameter', { input: 'a', truncate: true }, 'unsupported_parameter'],
  ['another model', { input: 'a', model: 'gpt-4' }, 'model_not_found'],
])('%s is refused and costs nothing', async (_, body, code) => {
  expect(await embed(body)).toMatchObject(refusal(code));
});

test('a model file that was changed is not loaded', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  cpSync(join(shippedModels, 'embed'), join(folder, 'embed'), { recursive: true });
  writeFileSync(join(folder, 'embed/model.onnx'), 'another');
  const expected = getModel(model).files[0]?.sha256;
  await expect(openEmbeddings({ folder })).rejects.toThrow(
    new RegExp(`embed/model.onnx .*expected sha256 ${expected}, found [0-9a-f]{64}`),
  );
});

test('a model that this vehicle does not offer is a fault', () => {
  expect(() => engines.get('gpt-4')).toThrow("does not offer the model 'gpt-4'");
});

test('a model is loaded once, and anew after it was dropped', async () => {
  let loads = 0;
  const counting = createEngines({
    'parkade-embed-1': () => {
      loads++;
      return openEmbeddings();
    },
  });
  expect(await counting.get('parkade-embed-1')).toBe(await counting.get('parkade-embed-1'));
  await counting.drop('parkade-embed-1');
  await counting.get('parkade-embed-1');
  expect(loads).toBe(2);
  await counting.close();
});
