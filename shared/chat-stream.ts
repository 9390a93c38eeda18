import type { ChunkChoice, ToolCallDelta } from './contract/chat-chunks.ts';
import type { ChatCompletion, ChatCompletionChunk } from './contract/chat-completion.ts';

type CallText = { id: string | undefined; name: string; arguments: string };
type ChoiceText = { content: string; toolCalls: readonly CallText[] };

/** What was said so far, by the index of the choice. */
export type Transcript = ReadonlyMap<number, ChoiceText>;
export const emptyTranscript: Transcript = new Map();
const nothing: ChoiceText = { content: '', toolCalls: [] };

/** `transcript` with one more piece. */
export function extended(transcript: Transcript, { index, delta }: ChunkChoice): Transcript {
  const before = transcript.get(index) ?? nothing;
  const toolCalls = [...before.toolCalls];
  for (const { index: position, id, function: piece } of delta.tool_calls ?? []) {
    const known = toolCalls[position] ?? { id: undefined, name: '', arguments: '' };
    toolCalls[position] = {
      id: known.id ?? id,
      name: known.name + (piece.name ?? ''),
      arguments: known.arguments + (piece.arguments ?? ''),
    };
  }
  return new Map(transcript).set(index, { content: before.content + (delta.content ?? ''), toolCalls });
}

export function transcriptOf({ choices }: ChatCompletion): Transcript {
  return new Map(
    choices.map(({ index, message }) => {
      const toolCalls = (message.tool_calls ?? []).map(({ id, function: call }) => ({ id, ...call }));
      return [index, { content: message.content ?? '', toolCalls }];
    }),
  );
}

/** Which pieces lead from one transcript to another; `diverged`: none do, since one is not how the other begins. */
export type Rest = { diverged: boolean; choices: readonly ChunkChoice[] };
const diverged: Rest = { diverged: true, choices: [] };

/** What is left to send of a whole completion when `sent` was sent already. */
export function restOf(completion: ChatCompletion, sent: Transcript): Rest {
  return restBetween(sent, transcriptOf(completion), 'whole');
}

/**
 * What `said` has beyond `sent`. While it is only the beginning of an answer, `sent` may be ahead of it: another
 * vehicle has begun the same answer anew, and nothing is to be sent until it catches up.
 */
export function restBetween(sent: Transcript, said: Transcript, extent: 'whole' | 'beginning'): Rest {
  const choices: ChunkChoice[] = [];
  for (const index of new Set([...sent.keys(), ...said.keys()])) {
    const delta = deltaBetween(sent.get(index) ?? nothing, said.get(index) ?? nothing, extent);
    if (!delta) return diverged;
    if (delta.content !== undefined || delta.tool_calls) choices.push({ index, delta });
  }
  return { diverged: false, choices };
}

function deltaBetween(sent: ChoiceText, said: ChoiceText, extent: 'whole' | 'beginning') {
  const content = textBetween(sent.content, said.content, extent);
  if (content === undefined) return undefined;
  const calls: ToolCallDelta[] = [];
  for (let index = 0; index < Math.max(sent.toolCalls.length, said.toolCalls.length); index++) {
    const call = callBetween(sent.toolCalls[index], said.toolCalls[index], extent);
    if (!call) return undefined;
    if (Object.keys(call).length > 0) calls.push({ index, ...call, function: call.function ?? {} });
  }
  return { ...(content && { content }), ...(calls.length > 0 && { tool_calls: calls }) };
}

/** An empty object: nothing new. The id is what was said first; a second vehicle may have chosen another. */
function callBetween(
  sent: CallText | undefined,
  said: CallText | undefined,
  extent: 'whole' | 'beginning',
): Partial<ToolCallDelta> | undefined {
  if (!said) return extent === 'beginning' ? {} : undefined;
  if (!sent) {
    const { id, name, arguments: text } = said;
    return { ...(id !== undefined && { id }), type: 'function', function: { name, arguments: text } };
  }
  const name = textBetween(sent.name, said.name, extent);
  const text = textBetween(sent.arguments, said.arguments, extent);
  if (name === undefined || text === undefined) return undefined;
  if (name === '' && text === '') return {};
  return { function: { ...(name && { name }), arguments: text } };
}

function textBetween(sent: string, said: string, extent: 'whole' | 'beginning') {
  if (said.startsWith(sent)) return said.slice(sent.length);
  return extent === 'beginning' && sent.startsWith(said) ? '' : undefined;
}

type ChunkHead = {
  id: string;
  /** Unix seconds. */
  created: number;
  model: string;
  serviceTier?: string | undefined;
  includeUsage: boolean;
};

/** The events to send now; `diverged`: the answer is not how the stream began, and the stream must end in an error. */
type Written = { diverged: boolean; chunks: readonly ChatCompletionChunk[] };

export type ChunkWriter = {
  /** The next piece from the vehicle at work. */
  write(choice: ChunkChoice): Written;
  /** Another vehicle begins the answer anew: what it says is sent from where it goes beyond what was sent. */
  restart(): void;
  /** What is left of the answer, the end of each choice, and the usage if it was asked for. */
  finish(completion: ChatCompletion): Written;
};

/** Makes OpenAI's chat.completion.chunk events of one answer, each choice's first with its role. */
export function chunkWriter(head: ChunkHead): ChunkWriter {
  let sent = emptyTranscript;
  let said = emptyTranscript;
  const begun = new Set<number>();
  const { id, created, model, serviceTier, includeUsage } = head;
  const frame = {
    id,
    object: 'chat.completion.chunk' as const,
    created,
    model,
    ...(serviceTier !== undefined && { service_tier: serviceTier }),
  };
  const chunk = (choice: Omit<ChatCompletionChunk['choices'][number], 'logprobs'>): ChatCompletionChunk => ({
    ...frame,
    choices: [{ ...choice, logprobs: null }],
    ...(includeUsage && { usage: null }),
  });

  function chunksOf({ index, delta }: ChunkChoice): ChatCompletionChunk[] {
    const first = roleChunk(index, delta.tool_calls ? null : '');
    return [...first, chunk({ index, delta, finish_reason: null })];
  }

  function roleChunk(index: number, content: string | null): ChatCompletionChunk[] {
    if (begun.has(index)) return [];
    begun.add(index);
    return [chunk({ index, delta: { role: 'assistant', content }, finish_reason: null })];
  }

  function send(rest: Rest): ChatCompletionChunk[] {
    for (const choice of rest.choices) sent = extended(sent, choice);
    return rest.choices.flatMap(chunksOf);
  }

  return {
    write(choice) {
      said = extended(said, choice);
      const rest = restBetween(sent, said, 'beginning');
      return { diverged: rest.diverged, chunks: send(rest) };
    },
    restart() {
      said = emptyTranscript;
    },
    finish(completion) {
      const rest = restOf(completion, sent);
      if (rest.diverged) return { diverged: true, chunks: [] };
      const chunks = send(rest);
      for (const { index, finish_reason } of completion.choices)
        chunks.push(...roleChunk(index, ''), chunk({ index, delta: {}, finish_reason }));
      if (includeUsage) chunks.push({ ...frame, choices: [], usage: completion.usage });
      return { diverged: false, chunks };
    },
  };
}
