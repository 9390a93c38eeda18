import { createHash } from 'node:crypto';
import type { MeteredUnits } from '../../shared/contract/task-files.ts';
import type { EngineReply, RequestBody } from './engine.ts';

type ToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } };

export type Choice = {
  content: string | null;
  toolCalls?: readonly ToolCall[] | undefined;
  finishReason: 'stop' | 'length' | 'tool_calls';
};

type Completion = {
  model: string;
  choices: readonly Choice[];
  units: MeteredUnits;
  /** Milliseconds since the epoch. */
  createdAt: number;
};

/** OpenAI's chat.completion. Its id comes from request and answer, so that two vehicles give the same. */
export function chatReply(
  request: RequestBody,
  { model, choices, units, createdAt }: Completion,
): EngineReply {
  return {
    status: 200,
    body: {
      id: `chatcmpl-${digestOf([request, ...choices.map(({ content, toolCalls }) => [content, toolCalls])])}`,
      object: 'chat.completion',
      created: Math.floor(createdAt / 1_000),
      model,
      choices: choices.map(({ content, toolCalls, finishReason }, index) => ({
        index,
        message: { role: 'assistant', content, refusal: null, ...(toolCalls && { tool_calls: toolCalls }) },
        logprobs: null,
        finish_reason: finishReason,
      })),
      usage: {
        prompt_tokens: units.inputTokens,
        completion_tokens: units.outputTokens,
        total_tokens: units.inputTokens + units.outputTokens,
      },
    },
    units,
  };
}

/** Known before the call is written, and the same on each vehicle. */
export const toolCallId = (request: RequestBody, choice: number): string =>
  `call_${digestOf([request, choice])}`;

const digestOf = (parts: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
