import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { emptyTranscript, extended, type Transcript } from '../../shared/chat-stream.ts';
import { type ChunkChoice, chunkChoice } from '../../shared/contract/chat-chunks.ts';
import type { OnChoice } from './engine.ts';

/** What is read of a server's chat.completion.chunk; what else it says, as of its reasoning, is left out. */
const upstreamChunk = z.looseObject({
  id: z.string().optional(),
  created: z.number().optional(),
  choices: z
    .array(
      z.looseObject({
        index: z.number().int().default(0),
        delta: z
          .looseObject({
            content: z.string().nullish(),
            tool_calls: z.array(z.looseObject({ index: z.number().int() })).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.record(z.string(), z.unknown()).nullish(),
  error: z.unknown().optional(),
});
type UpstreamChunk = z.infer<typeof upstreamChunk>;

type Told = {
  id?: string | undefined;
  created?: number | undefined;
  transcript: Transcript;
  finishReasons: ReadonlyMap<number, string>;
  usage?: Record<string, unknown> | null | undefined;
};

/**
 * Reads a streamed chat completion, tells each of its pieces, and puts them together to the reply that the server
 * would have given whole. Throws when the stream ends before each choice has, or says an error.
 */
export async function readStream(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onChoice: OnChoice,
): Promise<Record<string, unknown>> {
  let told: Told = { transcript: emptyTranscript, finishReasons: new Map() };
  const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) {
    if (data === '[DONE]') break;
    const chunk = upstreamChunk.parse(JSON.parse(data));
    if (chunk.error) throw new Error('The upstream server ended its stream with an error.');
    told = withChunk(told, chunk, onChoice);
  }
  return wholeOf(told);
}

function withChunk(told: Told, chunk: UpstreamChunk, onChoice: OnChoice): Told {
  const finishReasons = new Map(told.finishReasons);
  let { transcript } = told;
  for (const choice of chunk.choices) {
    if (choice.finish_reason) finishReasons.set(choice.index, choice.finish_reason);
    const piece = pieceOf(choice);
    if (!piece) continue;
    transcript = extended(transcript, piece);
    onChoice(piece);
  }
  return {
    id: told.id ?? chunk.id,
    created: told.created ?? chunk.created,
    transcript,
    finishReasons,
    usage: chunk.usage ?? told.usage,
  };
}

function pieceOf({ index, delta }: UpstreamChunk['choices'][number]): ChunkChoice | undefined {
  const calls = delta?.tool_calls?.map(({ index: position, id, type, function: text }) => {
    const { name, arguments: written } = (text ?? {}) as { name?: unknown; arguments?: unknown };
    return {
      index: position,
      ...(id != null && { id, type: type ?? 'function' }),
      function: { ...(name != null && { name }), ...(written != null && { arguments: written }) },
    };
  });
  if (!delta?.content && !calls?.length) return undefined;
  return chunkChoice.parse({
    index,
    delta: { ...(delta?.content && { content: delta.content }), ...(calls?.length && { tool_calls: calls }) },
  });
}

function wholeOf({ id, created, transcript, finishReasons, usage }: Told): Record<string, unknown> {
  const unfinished = [...transcript.keys()].some((index) => !finishReasons.has(index));
  if (unfinished || finishReasons.size === 0)
    throw new Error('The upstream server ended its stream before the answer was whole.');
  const choices = [...finishReasons]
    .sort(([left], [right]) => left - right)
    .map(([index, finishReason]) => {
      const { content, toolCalls } = transcript.get(index) ?? { content: '', toolCalls: [] };
      const calls = toolCalls.map(({ id: callId, ...call }) => ({
        id: callId,
        type: 'function',
        function: call,
      }));
      const message = calls.length > 0 ? { content: content || null, tool_calls: calls } : { content };
      return {
        index,
        message: { role: 'assistant', ...message, refusal: null },
        logprobs: null,
        finish_reason: finishReason,
      };
    });
  return { id, object: 'chat.completion', created, choices, usage };
}
