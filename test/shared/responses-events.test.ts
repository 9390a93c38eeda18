import { expect, test } from 'vitest';
import type { ChatCompletion } from '../../shared/contract/chat-completion.ts';
import { responseObject } from '../../shared/contract/response-object.ts';
import { responseRequest } from '../../shared/contract/responses.ts';
import { parsedRequest } from '../../shared/parsed-request.ts';
import { type ResponseEvent, responseWriter } from '../../shared/responses/events.ts';
import { newResponse } from '../../shared/responses/response.ts';
import {
  eventsOf,
  pageOfItems,
  responseOf,
  type StoredResponse,
} from '../../shared/responses/stored-response.ts';

const request = parsedRequest(responseRequest, { model: 'm', input: 'x' });
const begun = newResponse(request, {
  responseId: 'resp_1',
  createdAt: 1_700_000_000_000,
  store: true,
  serviceTier: 'default',
});
const endedAt = 1_700_000_005_000;

type Said = { content?: string; calls?: readonly string[]; reason?: 'stop' | 'length' | 'tool_calls' };
const completion = ({ content, calls = [], reason = 'stop' }: Said): ChatCompletion => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: content ?? null,
        ...(calls.length > 0 && {
          tool_calls: calls.map((name) => ({
            id: `call_${name}`,
            type: 'function' as const,
            function: { name, arguments: '{"a":1}' },
          })),
        }),
      },
      finish_reason: reason,
    },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
});

const text = (content: string) => ({ index: 0, delta: { content } });
const call = (index: number, piece: string, head?: string) => ({
  index: 0,
  delta: {
    tool_calls: [
      {
        index,
        ...(head && { id: `call_${head}`, type: 'function' as const }),
        function: { ...(head && { name: head }), arguments: piece },
      },
    ],
  },
});

const typesOf = (events: readonly ResponseEvent[]) =>
  events.map(({ type }) => type.replace(/^response\./, ''));

test('a streamed text is told by OpenAI’s events, numbered without a gap', () => {
  const writer = responseWriter(begun);
  const events = [...writer.begin(), ...writer.write(text('A ')), ...writer.write(text('bay'))];
  const { events: last, response } = writer.finish(completion({ content: 'A bay' }), endedAt);
  const all = [...events, ...last];
  expect(typesOf(all)).toEqual([
    'created',
    'in_progress',
    'output_item.added',
    'content_part.added',
    'output_text.delta',
    'output_text.delta',
    'output_text.done',
    'content_part.done',
    'output_item.done',
    'completed',
  ]);
  expect(all.map(({ sequence_number }) => sequence_number)).toEqual(all.map((_, at) => at));
  expect(response).toMatchObject({
    id: 'resp_1',
    status: 'completed',
    completed_at: 1_700_000_005,
    output: [{ id: 'msg_1_0', status: 'completed', content: [{ type: 'output_text', text: 'A bay' }] }],
    usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
  });
  expect(responseObject.parse(response)).toEqual(response);
});

test('an answer is the same response, streamed in pieces or told at once', () => {
  const whole = completion({ content: 'Look:', calls: ['f', 'g'], reason: 'tool_calls' });
  const writer = responseWriter(begun);
  const streamed = [text('Lo'), text('ok:'), call(0, '{"a"', 'f'), call(0, ':1}'), call(1, '{"a":1}', 'g')];
  const before = streamed.flatMap((piece) => writer.write(piece));
  const pieceByPiece = writer.finish(whole, endedAt);
  expect(pieceByPiece.response).toEqual(responseWriter(begun).finish(whole, endedAt).response);
  expect(pieceByPiece.response.output).toMatchObject([
    { type: 'message', id: 'msg_1_0' },
    { type: 'function_call', id: 'fc_1_1', call_id: 'call_f', name: 'f', arguments: '{"a":1}' },
    { type: 'function_call', id: 'fc_1_2', call_id: 'call_g', name: 'g', arguments: '{"a":1}' },
  ]);
  expect(typesOf([...before, ...pieceByPiece.events])).toEqual([
    'output_item.added',
    'content_part.added',
    'output_text.delta',
    'output_text.delta',
    'output_text.done',
    'content_part.done',
    'output_item.done',
    'output_item.added',
    'function_call_arguments.delta',
    'function_call_arguments.delta',
    'function_call_arguments.done',
    'output_item.done',
    'output_item.added',
    'function_call_arguments.delta',
    'function_call_arguments.done',
    'output_item.done',
    'completed',
  ]);
});

test('an answer that was cut is incomplete, and an empty one an empty message', () => {
  const cut = responseWriter(begun).finish(completion({ content: 'A b', reason: 'length' }), endedAt);
  expect(cut.response).toMatchObject({
    status: 'incomplete',
    completed_at: null,
    incomplete_details: { reason: 'max_output_tokens' },
    output: [{ status: 'incomplete' }],
  });
  expect(typesOf(cut.events).at(-1)).toBe('incomplete');
  const empty = responseWriter(begun).finish(completion({ content: '' }), endedAt);
  expect(empty.response.output).toMatchObject([{ type: 'message', status: 'completed' }]);
});

test('a response that fails in the middle ends with what it said', () => {
  const writer = responseWriter(begun);
  writer.write(text('A b'));
  const { events, response } = writer.fail({ code: 'server_error', message: 'The vehicle left.' });
  expect(typesOf(events).slice(-2)).toEqual(['output_item.done', 'failed']);
  expect(response).toMatchObject({
    status: 'failed',
    error: { code: 'server_error' },
    output: [{ status: 'incomplete', content: [{ text: 'A b' }] }],
  });
});

test('an answer that is not how its stream began is no answer', () => {
  const writer = responseWriter(begun);
  writer.write(text('A bay'));
  expect(() => writer.finish(completion({ content: 'A port' }), endedAt)).toThrow(/not how its stream began/);
});

test('what is stored tells the very events that were streamed', () => {
  const pieces = [text('A '), text('bay')];
  const whole = completion({ content: 'A bay.' });
  const writer = responseWriter(begun);
  const streamed = [...writer.begin(), ...pieces.flatMap((piece) => writer.write(piece))];
  const { events, response } = writer.finish(whole, endedAt);
  const stored: StoredResponse = {
    begun,
    input: [],
    pieces,
    answer: { kind: 'completion', completion: whole, endedAt },
  };
  expect(eventsOf(stored)).toEqual([...streamed, ...events]);
  expect(responseOf(stored)).toEqual(response);
});

test('items are listed from either end, after one of them', () => {
  const items = ['a', 'b', 'c'].map((id) => ({
    id,
    type: 'function_call_output' as const,
    status: 'completed' as const,
    call_id: 'x',
    output: '',
  }));
  const page = (after: string | undefined, order: 'asc' | 'desc') =>
    pageOfItems(items, { limit: 1, after, order }).map(({ id }) => id);
  expect(page(undefined, 'asc')).toEqual(['a', 'b']);
  expect(page(undefined, 'desc')).toEqual(['c', 'b']);
  expect(page('b', 'asc')).toEqual(['c']);
  expect(page('b', 'desc')).toEqual(['a']);
  expect(page('none', 'asc')).toEqual([]);
});
