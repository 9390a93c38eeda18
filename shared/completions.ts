import type { ChunkChoice } from './contract/chat-chunks.ts';
import type { ChatCompletion } from './contract/chat-completion.ts';
import type { CompletionRequest, TextCompletion } from './contract/completions.ts';
import type { Renaming } from './translated-refusal.ts';

type Choice = TextCompletion['choices'][number];
type Usage = ChatCompletion['usage'];

/** OpenAI's own default for this endpoint. */
const defaultMaxTokens = 16;

export const promptsOf = ({ prompt }: CompletionRequest): string[] =>
  typeof prompt === 'string' ? [prompt] : prompt;

/** The chat completion that answers one prompt. */
export function chatBodyOfPrompt(request: CompletionRequest, prompt: string): Record<string, unknown> {
  const { model, temperature, top_p, n, stop, seed, presence_penalty, frequency_penalty } = request;
  const asked = { temperature, top_p, n, stop, seed, presence_penalty, frequency_penalty };
  return {
    model,
    messages: [{ role: 'user', content: prompt }],
    max_completion_tokens: request.max_tokens ?? defaultMaxTokens,
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== null)),
    ...(request.stream && { stream: true }),
  };
}

/** What a chat completion's parameters are called in a completion's request. */
export const completionNames: Renaming = [
  [/^messages.*$/, 'prompt'],
  [/^max_completion_tokens$/, 'max_tokens'],
];

/** Unix seconds. */
export type CompletionHead = { id: string; created: number; request: CompletionRequest };

const frame = ({ id, created, request }: CompletionHead) => ({
  id,
  object: 'text_completion' as const,
  created,
  model: request.model,
});

const indexOf = ({ n }: CompletionRequest, promptNo: number, choiceNo: number) =>
  promptNo * (n ?? 1) + choiceNo;

/** The reply to all prompts from the chat completion of each. */
export function textCompletionOf(head: CompletionHead, answers: readonly ChatCompletion[]): TextCompletion {
  const prompts = promptsOf(head.request);
  const choices = answers.flatMap((answer, promptNo) =>
    answer.choices.map(({ index, message, finish_reason }): Choice => {
      const text = `${head.request.echo ? (prompts[promptNo] ?? '') : ''}${message.content ?? ''}`;
      return {
        index: indexOf(head.request, promptNo, index),
        text,
        logprobs: null,
        finish_reason: reasonOf(finish_reason),
      };
    }),
  );
  return { ...frame(head), choices, usage: summed(answers.map(({ usage }) => usage)) };
}

/** The chunks of a streamed completion. `promptNo` counts from 0. */
export function completionChunks(head: CompletionHead) {
  const includeUsage = head.request.stream_options?.include_usage === true;
  const chunk = (index: number, text: string, reason: Choice['finish_reason']): TextCompletion => ({
    ...frame(head),
    choices: [{ index, text, logprobs: null, finish_reason: reason }],
    ...(includeUsage && { usage: null }),
  });
  const prompts = promptsOf(head.request);
  const choiceCount = head.request.n ?? 1;

  return {
    /** What is said before the answer to a prompt: with `echo`, the prompt itself. */
    begin: (promptNo: number): TextCompletion[] =>
      head.request.echo
        ? Array.from({ length: choiceCount }, (_, no) =>
            chunk(indexOf(head.request, promptNo, no), prompts[promptNo] ?? '', null),
          )
        : [],
    write: (promptNo: number, { index, delta }: ChunkChoice): TextCompletion[] =>
      delta.content ? [chunk(indexOf(head.request, promptNo, index), delta.content, null)] : [],
    finish: (promptNo: number, { choices }: ChatCompletion): TextCompletion[] =>
      choices.map(({ index, finish_reason }) =>
        chunk(indexOf(head.request, promptNo, index), '', reasonOf(finish_reason)),
      ),
    /** After all prompts: the usage, if it was asked for. */
    end: (answers: readonly ChatCompletion[]): TextCompletion[] =>
      includeUsage ? [{ ...frame(head), choices: [], usage: summed(answers.map(({ usage }) => usage)) }] : [],
  };
}

/** There are no tools here, so an answer ends for one of these. */
const reasonOf = (reason: ChatCompletion['choices'][number]['finish_reason']): Choice['finish_reason'] =>
  reason === 'length' || reason === 'content_filter' ? reason : 'stop';

const summed = (usages: readonly Usage[]): Usage => ({
  prompt_tokens: sum(usages.map(({ prompt_tokens }) => prompt_tokens)),
  completion_tokens: sum(usages.map(({ completion_tokens }) => completion_tokens)),
  total_tokens: sum(usages.map(({ total_tokens }) => total_tokens)),
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
