import { describe, expect, test } from 'vitest';
import { chunkWriter, emptyTranscript, extended, restOf, transcriptOf } from '../../shared/chat-stream.ts';
import type { ChunkChoice } from '../../shared/contract/chat-chunks.ts';
import {
  type ChatCompletion,
  type ChatCompletionChunk,
  chatCompletion,
  chatCompletionChunk,
} from '../../shared/contract/chat-completion.ts';
import { seeded } from '../support/seeded.ts';

const usage = { prompt_tokens: 5, completion_tokens: 12, total_tokens: 17 };
const head = { id: 'chatcmpl-1', created: 1_750_000_000, model: 'm', includeUsage: false };
const lookup = (text: string, id = 'call_1') => ({
  id,
  type: 'function' as const,
  function: { name: 'lookup', arguments: text },
});

type Said = { content?: string | null; tool_calls?: ReturnType<typeof lookup>[]; finish?: string };
const completion = (...said: Said[]): ChatCompletion =>
  chatCompletion.parse({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_750_000_000,
    model: 'm',
    choices: said.map(({ content = null, tool_calls, finish = 'stop' }, index) => ({
      index,
      message: { role: 'assistant', content, ...(tool_calls && { tool_calls }) },
      finish_reason: finish,
    })),
    usage,
  });
const text = (content: string, index = 0): ChunkChoice => ({ index, delta: { content } });

/** What a client that adds up the deltas has in the end. */
function addedUp(chunks: readonly ChatCompletionChunk[]) {
  const transcript = chunks
    .flatMap(({ choices }) => choices)
    .map(({ index, delta: { content, tool_calls } }) => ({
      index,
      delta: { ...(content && { content }), ...(tool_calls && { tool_calls }) },
    }))
    .reduce(extended, emptyTranscript);
  return Object.fromEntries([...transcript].sort(([left], [right]) => left - right));
}
const asObject = (whole: ChatCompletion) => Object.fromEntries(transcriptOf(whole));

describe('a stream of one choice', () => {
  test('begins with the role, ends with the reason, and says the text between', () => {
    const writer = chunkWriter(head);
    const chunks = [
      ...writer.write(text('a ')).chunks,
      ...writer.write(text('port')).chunks,
      ...writer.finish(completion({ content: 'a port' })).chunks,
    ];
    expect(chunks.map(({ choices }) => choices[0])).toEqual([
      { index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null },
      { index: 0, delta: { content: 'a ' }, logprobs: null, finish_reason: null },
      { index: 0, delta: { content: 'port' }, logprobs: null, finish_reason: null },
      { index: 0, delta: {}, logprobs: null, finish_reason: 'stop' },
    ]);
    for (const chunk of chunks) expect(chatCompletionChunk.parse(chunk)).not.toHaveProperty('usage');
  });

  test('tells the usage last, and null before, if it was asked for', () => {
    const writer = chunkWriter({ ...head, includeUsage: true, serviceTier: 'flex' });
    const { chunks } = writer.finish(completion({ content: 'a port' }));
    expect(chunks.map((each) => each.usage)).toEqual([null, null, null, usage]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], service_tier: 'flex' });
  });

  test('says an empty answer with its role and its end', () => {
    const { chunks } = chunkWriter(head).finish(completion({ content: '', finish: 'length' }));
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([{ role: 'assistant', content: '' }, {}]);
  });

  test('says a tool call with null content, its id and name once', () => {
    const writer = chunkWriter(head);
    const call = { index: 0, id: 'call_1', type: 'function' as const };
    const chunks = [
      ...writer.write({
        index: 0,
        delta: { tool_calls: [{ ...call, function: { name: 'lookup', arguments: '' } }] },
      }).chunks,
      ...writer.write({
        index: 0,
        delta: { tool_calls: [{ index: 0, function: { arguments: '{"word":' } }] },
      }).chunks,
      ...writer.finish(completion({ tool_calls: [lookup('{"word":"car"}')], finish: 'tool_calls' })).chunks,
    ];
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant', content: null },
      { tool_calls: [{ ...call, function: { name: 'lookup', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"word":' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '"car"}' } }] },
      {},
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });
});

describe('after another vehicle has begun anew', () => {
  test('only what goes beyond what was sent is sent', () => {
    const writer = chunkWriter(head);
    writer.write(text('a sheltered port'));
    writer.restart();
    expect(writer.write(text('a shel'))).toEqual({ diverged: false, chunks: [] });
    const [chunk] = writer.write(text('tered port where')).chunks;
    expect(chunk?.choices[0]?.delta).toEqual({ content: ' where' });
  });

  test('another text is told as diverged, and so is another end', () => {
    const writer = chunkWriter(head);
    writer.write(text('a sheltered port'));
    writer.restart();
    expect(writer.write(text('a horse'))).toEqual({ diverged: true, chunks: [] });
    expect(writer.finish(completion({ content: 'a horse' })).diverged).toBe(true);
    expect(writer.finish(completion({ content: 'a sheltered' })).diverged).toBe(true);
    expect(writer.finish(completion({ tool_calls: [lookup('{}')] })).diverged).toBe(true);
  });

  test('a call of the same function under another id goes on under the first', () => {
    const whole = completion({ tool_calls: [lookup('{"word":"car"}', 'call_2')] });
    const sent = extended(emptyTranscript, {
      index: 0,
      delta: {
        tool_calls: [
          { index: 0, id: 'call_1', type: 'function', function: { name: 'lookup', arguments: '{"w' } },
        ],
      },
    });
    expect(restOf(whole, sent).choices).toEqual([
      { index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: 'ord":"car"}' } }] } },
    ]);
  });
});

test('a choice that was sent and is not in the answer is told as diverged', () => {
  const sent = extended(emptyTranscript, text('a', 1));
  expect(restOf(completion({ content: 'a' }), sent).diverged).toBe(true);
});

test('however an answer is cut into pieces, they add up to it, restarts and all', () => {
  const next = seeded(7);
  for (let round = 0; round < 300; round++) {
    const whole = completion(
      { content: 'a sheltered port where ships 🚢 take on cargo' },
      { tool_calls: [lookup('{"word":"harbor"}'), lookup('{"word":"horse"}', 'call_2')] },
      { content: '' },
    );
    const writer = chunkWriter(head);
    const chunks: ChatCompletionChunk[] = [];
    for (let attempt = next(4); attempt > 0; attempt--) {
      writer.restart();
      let said = emptyTranscript;
      for (let pieces = next(12); pieces > 0; pieces--) {
        const [choice] = restOf(whole, said).choices.slice(next(2));
        if (!choice) continue;
        const piece = beginningOf(choice, 1 + next(9));
        said = extended(said, piece);
        const written = writer.write(piece);
        expect(written.diverged).toBe(false);
        chunks.push(...written.chunks);
      }
    }
    chunks.push(...writer.finish(whole).chunks);
    expect(addedUp(chunks)).toEqual(asObject(whole));
    for (const index of [0, 1, 2]) {
      const own = chunks.flatMap(({ choices }) => choices.filter((each) => each.index === index));
      expect(own.filter(({ delta }) => delta.role)).toHaveLength(1);
      expect(own[0]?.delta.role).toBe('assistant');
      expect(own.filter((each) => each.finish_reason)).toEqual([own.at(-1)]);
    }
  }
});

function beginningOf({ index, delta }: ChunkChoice, length: number): ChunkChoice {
  if (delta.content) return text(delta.content.slice(0, length), index);
  const [call] = delta.tool_calls ?? [];
  if (!call) throw new Error('A piece says something.');
  const { arguments: whole = '' } = call.function;
  return {
    index,
    delta: { tool_calls: [{ ...call, function: { ...call.function, arguments: whole.slice(0, length) } }] },
  };
}
