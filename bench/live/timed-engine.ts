import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../../agent/engines/engine.ts';
import { getModel } from '../../shared/catalogue.ts';

export const timedModel = 'parkade-dictionary-1';

/**
 * Takes its time and nothing else: half to one and a half times the mean, as answers differ in length. Its reply says
 * from when (ms since the epoch) and how long: `x_engine`.
 */
export function timedEngine(engineMillis: number): Engine {
  return {
    model: timedModel,
    name: 'timed',
    modelSha256: getModel(timedModel).files[0]?.sha256 ?? '',
    run: async () => {
      const startedAt = performance.now();
      await sleep(engineMillis * (0.5 + Math.random()));
      return {
        status: 200,
        body: {
          id: 'chatcmpl-timed',
          object: 'chat.completion',
          created: 0,
          model: timedModel,
          choices: [
            {
              index: 0,
              message: { role: 'assistant', content: 'done', refusal: null },
              logprobs: null,
              finish_reason: 'stop',
            },
          ],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
          x_engine: {
            startedAt: performance.timeOrigin + startedAt,
            millis: performance.now() - startedAt,
          },
        },
        units: { inputTokens: 1, outputTokens: 1, pages: 0 },
      };
    },
    close: async () => undefined,
  };
}
