import type { ChunkChoice, ToolCallDelta } from '../contract/chat-chunks.ts';
import type { OutputItem, OutputText } from '../contract/response-object.ts';
import { itemId } from './conversation.ts';

/** What happens to a response's output, without the numbers that a stream gives its events. */
export type OutputEvent =
  | {
      type: 'response.output_item.added' | 'response.output_item.done';
      output_index: number;
      item: OutputItem;
    }
  | ({ type: 'response.content_part.added' | 'response.content_part.done'; part: OutputText } & PartPlace)
  | ({ type: 'response.output_text.delta'; delta: string; logprobs: [] } & PartPlace)
  | ({ type: 'response.output_text.done'; text: string; logprobs: [] } & PartPlace)
  | ({ type: 'response.function_call_arguments.delta'; delta: string } & ItemPlace)
  | ({ type: 'response.function_call_arguments.done'; name: string; arguments: string } & ItemPlace);

type ItemPlace = { item_id: string; output_index: number };
type PartPlace = ItemPlace & { content_index: 0 };

/** The output so far. The last item alone may be open, and only an open one can grow. `callIndex`: of an open call. */
export type Output = {
  responseId: string;
  items: readonly OutputItem[];
  isOpen: boolean;
  callIndex?: number;
};
export type Step = { output: Output; events: readonly OutputEvent[] };

export const emptyOutput = (responseId: string): Output => ({ responseId, items: [], isOpen: false });

/** One more piece of the answer: what it adds to the output, and the events that tell so. */
export function extendedOutput(before: Output, { delta }: ChunkChoice): Step {
  let step: Step = { output: before, events: [] };
  if (delta.content) step = then(step, (output) => withText(output, delta.content ?? ''));
  for (const call of delta.tool_calls ?? []) step = then(step, (output) => withCall(output, call));
  return step;
}

/** The end of the output: the open item is done, and an answer of nothing at all is an empty message. */
export function closedOutput(before: Output, status: 'completed' | 'incomplete'): Step {
  const begun =
    before.items.length === 0 ? openMessage(before) : ({ output: before, events: [] } satisfies Step);
  return then(begun, (output) => close(output, status));
}

function then({ output, events }: Step, next: (output: Output) => Step): Step {
  const step = next(output);
  return { output: step.output, events: [...events, ...step.events] };
}

type Message = Extract<OutputItem, { type: 'message' }>;
type Call = Extract<OutputItem, { type: 'function_call' }>;

const partOf = (text: string): OutputText => ({ type: 'output_text', text, annotations: [], logprobs: [] });
const textOf = ({ content: [part] }: Message) => part?.text ?? '';

const place = ({ items }: Output, item: OutputItem): ItemPlace => ({
  item_id: item.id,
  output_index: items.length - 1,
});

function withText(before: Output, delta: string): Step {
  const step = isOpen(before, 'message') ? { output: before, events: [] } : openMessage(before);
  return then(step, (output) => {
    const message = output.items.at(-1) as Message;
    const next = { ...message, content: [partOf(textOf(message) + delta)] };
    const where = { ...place(output, next), content_index: 0 as const };
    return {
      output: withLast(output, next),
      events: [{ type: 'response.output_text.delta', ...where, delta, logprobs: [] }],
    };
  });
}

function openMessage(before: Output): Step {
  return then(close(before, 'completed'), (output) => {
    const id = itemId(output.responseId, 'msg', String(output.items.length));
    const item: Message = { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
    const opened = { ...output, items: [...output.items, item], isOpen: true };
    const where = { ...place(opened, item), content_index: 0 as const };
    return {
      output: opened,
      events: [
        { type: 'response.output_item.added', output_index: where.output_index, item },
        { type: 'response.content_part.added', ...where, part: partOf('') },
      ],
    };
  });
}

function withCall(before: Output, call: ToolCallDelta): Step {
  const step = isOpen(before, 'function_call', call.index)
    ? { output: before, events: [] }
    : openCall(before, call);
  const delta = call.function.arguments ?? '';
  if (!delta) return step;
  return then(step, (output) => {
    const item = output.items.at(-1) as Call;
    const next = { ...item, arguments: item.arguments + delta };
    return {
      output: withLast(output, next),
      events: [{ type: 'response.function_call_arguments.delta', ...place(output, next), delta }],
    };
  });
}

function openCall(before: Output, call: ToolCallDelta): Step {
  return then(close(before, 'completed'), (output) => {
    const position = String(output.items.length);
    const item: Call = {
      id: itemId(output.responseId, 'fc', position),
      type: 'function_call',
      status: 'in_progress',
      call_id: call.id ?? itemId(output.responseId, 'fc', position),
      name: call.function.name ?? '',
      arguments: '',
    };
    const { index: callIndex } = call;
    const opened = { ...output, items: [...output.items, item], isOpen: true, callIndex };
    return {
      output: opened,
      events: [{ type: 'response.output_item.added', output_index: opened.items.length - 1, item }],
    };
  });
}

function close(output: Output, status: 'completed' | 'incomplete'): Step {
  const last = output.items.at(-1);
  if (!last || !output.isOpen) return { output, events: [] };
  const item = { ...last, status };
  const closed = { ...withLast(output, item), isOpen: false };
  return {
    output: closed,
    events: [
      ...doneEvents(output, item),
      { type: 'response.output_item.done', output_index: output.items.length - 1, item },
    ],
  };
}

function doneEvents(output: Output, item: OutputItem): OutputEvent[] {
  const where = place(output, item);
  if (item.type === 'function_call')
    return [
      {
        type: 'response.function_call_arguments.done',
        ...where,
        name: item.name,
        arguments: item.arguments,
      },
    ];
  const part = { ...where, content_index: 0 as const };
  const text = textOf(item);
  return [
    { type: 'response.output_text.done', ...part, text, logprobs: [] },
    { type: 'response.content_part.done', ...part, part: partOf(text) },
  ];
}

function isOpen(output: Output, type: OutputItem['type'], callIndex?: number): boolean {
  const last = output.items.at(-1);
  if (!output.isOpen || last?.type !== type) return false;
  return callIndex === undefined || output.callIndex === callIndex;
}

const withLast = (output: Output, item: OutputItem): Output => ({
  ...output,
  items: [...output.items.slice(0, -1), item],
});
