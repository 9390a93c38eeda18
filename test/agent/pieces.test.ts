import { expect, test } from 'vitest';
import words from '../../agent/models/dictionary/words.json' with { type: 'json' };
import { emptyTranscript, extended, transcriptOf } from '../../shared/chat-stream.ts';
import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import { chunkChoice } from '../../shared/contract/chat-chunks.ts';
import { chatCompletion } from '../../shared/contract/chat-completion.ts';
import { builtInEngines, contentOf } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-dictionary-1';
const bodyOf = (content: string, more: object = {}) => ({
  model,
  messages: [{ role: 'user', content }],
  ...more,
});

async function pieces(body: Record<string, unknown>) {
  const said: ChunkChoice[] = [];
  const reply = await (await engines.get(model)).run(body, undefined, (choice) =>
    said.push(chunkChoice.parse(choice)),
  );
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return { said, reply };
}

/** Told pieces add up to the reply, and the reply is what it is without being told. */
async function expectWhole(body: Record<string, unknown>) {
  const { said, reply } = await pieces(body);
  const whole = [...transcriptOf(chatCompletion.parse(reply.body))];
  const told = said.reduce(extended, emptyTranscript);
  for (const [index, choice] of whole)
    expect(told.get(index) ?? { content: '', toolCalls: [] }).toEqual(choice);
  expect((await (await engines.get(model)).run(body)).body).toEqual(reply.body);
  return said;
}

const known = Object.entries(words);

test('definitions told word by word are exactly those of words.json', async () => {
  for (const [word, definition] of known.filter((_, index) => index % 40 === 7)) {
    const { said, reply } = await pieces(bodyOf(`Define ${word}.`));
    expect(said.map(({ delta }) => delta.content).join('')).toBe(definition);
    expect(contentOf(reply.body)).toBe(definition);
    expect(said.length).toBeGreaterThan(0);
  }
}, 120_000);

test('wild texts are told whole: high temperatures, penalties, several choices', async () => {
  for (let seed = 0; seed < 20; seed++)
    await expectWhole(
      bodyOf('Tell me more about it', {
        temperature: 2,
        seed,
        n: 1 + (seed % 3),
        frequency_penalty: (seed % 5) - 2,
        presence_penalty: seed % 2,
        messages: [
          { role: 'system', content: "It's, well. A ship's cargo?" },
          { role: 'user', content: 'x' },
        ],
      }),
    );
}, 120_000);

test('stop strings, however they lie across tokens, end a text before them and are never told in part', async () => {
  for (const [word, definition] of known.filter((_, index) => index % 50 === 3))
    for (const length of [1, 2, 5, 9]) {
      const from = Math.floor(definition.length / 3);
      const stop = [definition.slice(from, from + length), '\u0000never'];
      if (stop[0] === '') continue;
      const said = await expectWhole(bodyOf(`Define ${word}.`, { stop }));
      const expected = definition.slice(0, definition.indexOf(stop[0] ?? ''));
      expect(said.map(({ delta }) => delta.content).join('')).toBe(expected);
    }
}, 120_000);

test('JSON and calls of functions are told whole', async () => {
  const schema = { type: 'object', properties: { word: { type: 'string' }, definition: { type: 'string' } } };
  const tools = [{ type: 'function', function: { name: 'lookup', parameters: schema } }];
  const format = { type: 'json_schema', json_schema: { name: 'a', schema } };
  for (const content of ['Define harbor.', 'charge', 'What is this?'])
    for (const temperature of [0, 2]) {
      await expectWhole(bodyOf(content, { response_format: format, temperature, max_tokens: 60 }));
      await expectWhole(
        bodyOf(content, { response_format: { type: 'json_object' }, temperature, max_tokens: 60 }),
      );
      await expectWhole(bodyOf(content, { tools, temperature, n: 2, max_tokens: 60 }));
      await expectWhole(bodyOf(content, { tools, temperature, tool_choice: 'required', max_tokens: 17 }));
    }
}, 120_000);

test('signs of other scripts are told whole', async () => {
  const schema = { type: 'object', additionalProperties: { type: 'string', minLength: 8 }, minProperties: 1 };
  const format = { type: 'json_schema', json_schema: { name: 'a', schema } };
  for (let seed = 0; seed < 15; seed++)
    await expectWhole(bodyOf('日本語 🙂', { response_format: format, temperature: 2, seed, max_tokens: 40 }));
});

test('three choices of one seed are the same each time, and others with another seed', async () => {
  const said = async (seed: number) => {
    const { reply } = await pieces(
      bodyOf('x', { n: 3, seed, temperature: 2, frequency_penalty: 2, max_tokens: 30 }),
    );
    const { choices, usage } = chatCompletion.parse(reply.body);
    expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(reply.units).toMatchObject({
      outputTokens: usage.completion_tokens,
      inputTokens: usage.prompt_tokens,
    });
    return choices.map(({ message }) => message.content);
  };
  const [first, again, other] = [await said(1), await said(1), await said(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  expect(new Set(first).size).toBeGreaterThan(1);
});

test('an abort in mid-answer ends it within a token, and leaves the engine as it was', async () => {
  const engine = await engines.get(model);
  const driverBack = new AbortController();
  const said: ChunkChoice[] = [];
  const running = engine.run(bodyOf('Define harbor.'), driverBack.signal, (choice) => {
    said.push(choice);
    if (said.length === 3) driverBack.abort(new Error('the driver is back'));
  });
  await expect(running).rejects.toThrow('the driver is back');
  expect(said).toHaveLength(3);
  expect(contentOf((await engine.run(bodyOf('Define harbor.'))).body)).toBe(words.harbor);
});
