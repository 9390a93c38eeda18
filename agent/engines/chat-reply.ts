import { createHash } from 'node:crypto';
import type { MeteredUnits } from '../../shared/contract/task-files.ts';
import type { EngineReply, RequestBody } from './engine.ts';

type Completion = {
  model: string;
  content: string;
  finishReason: 'stop' | 'length';
  units: MeteredUnits;
  /** Milliseconds since the epoch. */
  createdAt: number;
};

/** OpenAI's chat.completion. Its id comes from request and answer, so that two vehicles give the same. */
export function chatReply(request: RequestBody, completion: Completion): EngineReply {
  const { model, content, finishReason, units, createdAt } = completion;
  const digest = createHash('sha256')
    .update(JSON.stringify([request, content]))
    .digest('hex');
  return {
    status: 200,
    body: {
      id: `chatcmpl-${digest.slice(0, 32)}`,
      object: 'chat.completion',
      created: Math.floor(createdAt / 1_000),
      model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, refusal: null },
          logprobs: null,
          finish_reason: finishReason,
        },
      ],
      usage: {
        prompt_tokens: units.inputTokens,
        completion_tokens: units.outputTokens,
        total_tokens: units.inputTokens + units.outputTokens,
      },
    },
    units,
  };
}
