import { expect, test } from 'vitest';
import { chatBodyOfPrompt, completionChunks, promptsOf, textCompletionOf } from '../../shared/completions.ts';
import type { ChatCompletion } from '../../shared/contract/chat-completion.ts';
import { completionRequest } from '../../shared/contract/completions.ts';
import { parsedRequest } from '../../shared/parsed-request.ts';

const requestOf = (json: object) =>
  parsedRequest(completionRequest, { model: 'm', prompt: ['a', 'b'], ...json });
const headOf = (json: object) => ({ id: 'cmpl-1', created: 1, request: requestOf(json) });

const answer = (...texts: string[]): ChatCompletion => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: texts.map((content, index) => ({
    index,
    message: { role: 'assistant', content },
    finish_reason: index === 0 ? 'stop' : 'length',
  })),
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
});

test('a prompt is a chat’s only message, of 16 tokens unless said', () => {
  const request = requestOf({ prompt: 'a', n: 2, stop: 'x', seed: 1, temperature: null });
  expect(promptsOf(request)).toEqual(['a']);
  expect(chatBodyOfPrompt(request, 'a')).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'a' }],
    max_completion_tokens: 16,
    n: 2,
    stop: 'x',
    seed: 1,
  });
});

test('answers are counted through all prompts, and their usage is summed', () => {
  const reply = textCompletionOf(headOf({ n: 2, echo: true }), [answer('1', '2'), answer('3', '4')]);
  expect(reply.choices).toEqual([
    { index: 0, text: 'a1', logprobs: null, finish_reason: 'stop' },
    { index: 1, text: 'a2', logprobs: null, finish_reason: 'length' },
    { index: 2, text: 'b3', logprobs: null, finish_reason: 'stop' },
    { index: 3, text: 'b4', logprobs: null, finish_reason: 'length' },
  ]);
  expect(reply.usage).toEqual({ prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 });
});

test('chunks, put together, are the whole reply', () => {
  const head = headOf({ n: 2, echo: true, stream: true, stream_options: { include_usage: true } });
  const chunks = completionChunks(head);
  const answers = [answer('1', '2'), answer('3', '4')];
  const all = answers.flatMap((each, promptNo) => [
    ...chunks.begin(promptNo),
    ...each.choices.flatMap(({ index, message }) =>
      chunks.write(promptNo, { index, delta: { content: message.content ?? '' } }),
    ),
    ...chunks.finish(promptNo, each),
  ]);
  const whole = textCompletionOf(head, answers);
  for (const { index, text, finish_reason } of whole.choices) {
    const own = all.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
    expect(own.map((choice) => choice.text).join('')).toBe(text);
    expect(own.map((choice) => choice.finish_reason)).toEqual([null, null, finish_reason]);
  }
  expect(chunks.end(answers)).toMatchObject([{ choices: [], usage: whole.usage }]);
  expect(completionChunks(headOf({ stream: true })).end(answers)).toEqual([]);
});

test.each([
  ['suffix', { suffix: 'x' }],
  ['logprobs', { logprobs: 1 }],
  ['best_of', { best_of: 2 }],
  ['logit_bias', { logit_bias: {} }],
  ['tools', { tools: [] }],
])('%s is refused by its name', (param, json) => {
  expect(() => requestOf(json)).toThrow(
    expect.objectContaining({ code: 'unsupported_parameter', details: { param } }),
  );
});

test('a prompt of tokens is refused', () => {
  expect(() => requestOf({ prompt: [1, 2] })).toThrow(/token arrays are not on offer/);
});
