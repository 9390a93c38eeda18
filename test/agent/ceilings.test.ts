import { expect, test } from 'vitest';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { referenceMicrosOf } from '../../shared/metering.ts';
import { seeded } from '../support/seeded.ts';
import { builtInEngines } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-dictionary-1';

/** Signs that take many tokens, each or as JSON. */
const signs = [
  'a',
  ' ',
  '"',
  '\\',
  '\n',
  '\u0001',
  'é',
  '日',
  '🙂',
  '|',
  '{',
  '7',
  '.',
  "'s",
  'harbor ',
  '<|user|>',
];

test('whatever a chat holds, what it is charged is within its ceiling', async () => {
  const engine = await engines.get(model);
  const next = seeded(3);
  const text = () => Array.from({ length: 1 + next(25) }, () => signs[next(signs.length)]).join('');
  const tool = (index: number) => ({
    type: 'function',
    function: {
      name: `tool_${index}`,
      ...(next(2) && { description: text() }),
      ...(next(3) && {
        parameters: { type: 'object', properties: { a: { type: 'boolean', description: text() } } },
      }),
    },
  });
  const turn = (index: number) => {
    if (next(3)) return [{ role: ['user', 'system', 'assistant'][next(3)], content: text(), name: 'n' }];
    const tool_calls = Array.from({ length: 1 + next(3) }, (_, place) => ({
      id: `${index}.${place}`,
      type: 'function',
      function: { name: 'tool_0', arguments: JSON.stringify({ a: text() }) },
    }));
    const results = tool_calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: text() }));
    return [{ role: 'assistant', content: next(2) ? null : text(), tool_calls }, ...results];
  };
  let answered = 0;
  for (let round = 0; round < 60; round++) {
    const tools = Array.from({ length: next(4) }, (_, index) => tool(index));
    const body = {
      model,
      messages: Array.from({ length: 1 + next(4) }, (_, index) => turn(index)).flat(),
      ...(tools.length > 0 && { tools, tool_choice: ['auto', 'none', 'required'][next(3)] }),
      n: 1 + next(3),
      max_tokens: 1 + next(40),
      temperature: next(2) * 1.5,
      seed: round,
    };
    const { ceilingMicros, model: sold } = inferenceRequest('/v1/chat/completions', body);
    const { status, units, body: reply } = await engine.run(body);
    if (status === 200) answered++;
    else expect(reply, JSON.stringify(body)).toMatchObject({ error: { code: 'context_length_exceeded' } });
    expect(referenceMicrosOf(sold, units), JSON.stringify(body)).toBeLessThanOrEqual(ceilingMicros);
  }
  expect(answered).toBeGreaterThan(40);
}, 120_000);
